#include "statement_files.hpp"

#include <fmt/format.h>
#include <fmt/os.h>

#include <array>
#include <string_view>
#include <vector>

#include "base/random.hpp"

namespace troupe::feedback {
namespace {

constexpr int days = 31;
constexpr std::array<std::string_view, 40> countries{"US", "DE", "GB", "FR", "BR", "MX", "ES", "IT", "SE", "NO", "DK", "FI", "NL", "BE", "AT", "CH", "PL", "CZ", "PT", "IE",
                                                     "JP", "KR", "AU", "NZ", "CA", "AR", "CL", "CO", "PE", "ZA", "TR", "GR", "HU", "RO", "IN", "ID", "PH", "TH", "MY", "SG"};
constexpr std::array<std::string_view, 2> models{"SubscriptionModel", "AdvertisementSupportedModel"};

struct Sale {
    int usages;
    std::int64_t net;  ///< in units of 10^-8
};
Sale sale_of(int row) {
    Random random(static_cast<std::uint64_t>(row));
    auto const usages = random.between(1, 400);
    return {usages, usages * static_cast<std::int64_t>(random.between(100'000, 500'000))};
}

std::string fraction(std::int64_t value, std::int64_t one, int digits) { return fmt::format("{}.{:0{}}", value / one, value % one, digits); }

}  // namespace

std::string isrc_of(int number) { return fmt::format("DEXX126{:05}", number); }

WrittenFile write_dsr(std::filesystem::path const& file, int rows) {
    auto out = fmt::output_file(file.string());
    WrittenFile written;
    constexpr int rows_a_summary = track_count * days;
    auto const summaries = (rows + rows_a_summary - 1) / rows_a_summary;
    out.print("#SY10\tSummaryRecordId\tCommercialModel\tUseType\tReportingPeriodStartDate\tReportingPeriodEndDate\tTerritory\tUsages\tAllocatedUsages\tReturns\t"
              "CurrencyOfTransaction\tCurrencyOfAccounting\tExchangeRate\tAllocatedNetRevenueInCurrencyOfAccounting\n"
              "#SR08\tSalesTransactionId\tReleaseICPN\tReleaseTitle\tResourceISRC\tResourceTitle\tResourceDisplayArtistName\tSummaryRecordId\tSalesTransactionDate\t"
              "TotalUsages\tReturns\tNetUsage\tAllocatedRevenueInCurrencyOfAccounting\tAllocatedNetRevenueInCurrencyOfAccounting\n"
              "SRHE\t1.0\tFinancialReportingToRecordCompanies\t1.0\tM1\t2026-04-20T10:00:00Z\t1\t1\t2026-03-01\t2026-03-31\tPADPIDA2011072101T\tSpotify\tMusic\n");
    auto const range = [&](int summary) { return std::pair(summary * rows_a_summary, std::min(rows, (summary + 1) * rows_a_summary)); };
    for (int summary = 0; summary < summaries; ++summary) {
        std::int64_t usages = 0, net = 0;
        for (auto [row, end] = range(summary); row < end; ++row) usages += sale_of(row).usages, net += sale_of(row).net;
        auto const place = static_cast<std::size_t>(summary);
        out.print("SY10\t{}\t{}\tOnDemandStream\t2026-03-01\t2026-03-31\t{}\t{}\t{}\t0\tEUR\tEUR\t1\t{}\n", summary + 1, models.at(place % 2), countries.at(place / 2 % 40 ), usages, usages,
                  fraction(net, 100'000'000, 8));
        written.quantity += usages;
        written.net += round_to_micros(static_cast<Atto>(net) * 10'000'000'000);
    }
    for (int summary = 0; summary < summaries; ++summary)
        for (auto [row, end] = range(summary); row < end; ++row) {
            auto const track = row % track_count;
            auto const sale = sale_of(row);
            out.print("SR08\tT{}\t40063813{:05}\tRelease {}\t{}\tTrack {}\tArtist {}\t{}\t2026-03-{:02}\t{}\t0\t{}\t{}\t{}\n", row, track / 5, track / 5, isrc_of(track), track, track / 10,
                      summary + 1, row / track_count % days + 1, sale.usages, sale.usages, fraction(sale.net, 100'000'000, 8), fraction(sale.net, 100'000'000, 8));
            ++written.rows;
        }
    out.print("SRFO\t{}\t{}\n", 4 + summaries + written.rows, summaries);
    return written;
}

WrittenFile write_distrokid(std::filesystem::path const& file, int rows) {
    auto out = fmt::output_file(file.string());
    WrittenFile written;
    Atto exact = 0;
    constexpr std::array<std::string_view, 6> stores{"Spotify", "Apple Music", "Deezer", "TIDAL", "Amazon Unlimited (Streaming)", "YouTube Music"};
    out.print("Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n");
    for (int row = 0; row < rows; ++row) {
        auto const track = row % track_count;
        auto const place = static_cast<std::size_t>(row / track_count);
        auto const sale = sale_of(row);
        auto const net = sale.net * 10'000 + row % 7;  // in units of 10^-12
        auto const month = static_cast<int>(place / (stores.size() * countries.size()));
        out.print("{0}-{1:02}-28\t{0}-{1:02}\t{2}\tArtist {3}\tTrack {4}\t{5}\t40063813{6:05}\t{7}\t100\tSong\t{8}\t0\t{9}\n", 2020 + month / 12, month % 12 + 1,
                  stores.at(place % stores.size()), track / 10, track, isrc_of(track), track / 5, sale.usages, countries.at(place / stores.size() % countries.size()),
                  fraction(net, 1'000'000'000'000, 12));
        exact += static_cast<Atto>(net) * 1'000'000;
        written.quantity += sale.usages;
        ++written.rows;
    }
    written.net = round_to_micros(exact);
    return written;
}

}  // namespace troupe::feedback
