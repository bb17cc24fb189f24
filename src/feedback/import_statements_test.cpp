#include "feedback/import_statements.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>

#include "base/testing/scratch_folder.hpp"
#include "base/text.hpp"
#include "feedback/pieces.hpp"
#include "feedback/testing/memory_observation_store.hpp"
#include "feedback/testing/memory_statement_store.hpp"

namespace troupe::feedback {
namespace {

namespace fs = std::filesystem;
TimePoint const today = *parse_time("2026-11-22T09:00:00Z");

Result<std::vector<TrackMatch>> find_tracks(TrackQuery const& query) {
    TrackMatch const lantern{"artist", "lantern", "Lantern", json::Object{{"mood", "dark"}}};
    TrackMatch const other{"artist", "other", "Other", json::Object{}};
    bool const is_lantern = (query.by == TrackName::isrc && query.text == "DEXX12600001") || (query.by == TrackName::content_id && query.text == "lantern") ||
                            (query.by == TrackName::title && query.text == "Lantern" && query.artist == "Vesper Lune") ||
                            (query.by == TrackName::upc_title && query.text == "Lantern" && query.upc == "4006381333931");
    if (is_lantern) return std::vector{lantern};
    if (query.by == TrackName::content_id && query.text == "other") return std::vector{other};
    return std::vector<TrackMatch>{};
}

std::string const distrokid_heading =
    "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties "
    "Withheld\tEarnings (USD)\n";
std::string distrokid_row(std::string const& title, std::string const& isrc, std::string const& quantity, std::string const& earnings,
                          std::string const& country = "US", std::string const& date = "2026-05-01") {
    return date + "\t2026-03\tSpotify\tVesper Lune\t" + title + "\t" + isrc + "\t4006381333931\t" + quantity + "\t100\tSong\t" + country + "\t0\t" + earnings + "\n";
}

/// A financial report: one summary that states `usages` and `net`, and the rows.
std::string dsr(std::string const& usages, std::string const& net, std::vector<std::string> const& rows, std::string const& created = "2026-04-20T10:00:00Z",
                std::string const& lines = "") {
    std::string text = "#SY10\tSummaryRecordId\tCommercialModel\tUseType\tReportingPeriodStartDate\tReportingPeriodEndDate\tTerritory\tServiceDescription\tUsages\t"
                       "AllocatedUsages\tReturns\tCurrencyOfTransaction\tCurrencyOfAccounting\tExchangeRate\tAllocatedNetRevenueInCurrencyOfAccounting\n"
                       "#SR08\tSalesTransactionId\tReleaseICPN\tReleaseTitle\tResourceISRC\tResourceTitle\tResourceDisplayArtistName\tSummaryRecordId\t"
                       "SalesTransactionDate\tTotalUsages\tReturns\tNetUsage\tAllocatedNetRevenueInCurrencyOfAccounting\n"
                       "SRHE\t1.0\tFinancialReporting\t1.0\tM1\t" + created +
                       "\t1\t1\t2026-03-01\t2026-03-31\tPADPIDA2011072101T\tSpotify\tPremium\n"
                       "SY10\t1\tSubscriptionModel\tOnDemandStream\t2026-03-01\t2026-03-31\tDE\tPremium\t" + usages + "\t" + usages + "\t0\tEUR\tEUR\t1\t" + net + "\n";
    for (auto const& row : rows) text += row + "\n";
    return text + "SRFO\t" + (lines.empty() ? std::to_string(5 + rows.size()) : lines) + "\t1\n";
}
/// The same as one of two files, whose footer states the lines of both.
std::string piece(int number, std::string const& usages, std::vector<std::string> const& rows, std::string const& lines) {
    auto text = dsr(usages, "0.3", rows, "2026-04-20T10:00:00Z", lines);
    auto const at = text.find("\t1\t1\t2026-03-01");
    return text.replace(at, 5, "\t" + std::to_string(number) + "\t2\t");
}
std::string sale(std::string const& isrc, std::string const& day, std::string const& usage, std::string const& net) {
    return "SR08\tT1\t4006381333931\tLow Water\t" + isrc + "\tLantern\tVesper Lune\t1\t" + day + "\t" + usage + "\t0\t" + usage + "\t" + net;
}

class Statements : public ::testing::Test {
protected:
    Statements() { fs::create_directories(folder_); }

    fs::path write(std::string const& bytes) {
        auto const file = folder_ / ("report-" + std::to_string(++count_) + ".tsv");
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }
    fs::path write_packed(std::string const& bytes) {
        auto const file = folder_ / ("report-" + std::to_string(++count_) + ".tsv.gz");
        auto* out = ::gzopen(file.c_str(), "wb9");
        ::gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size()));
        ::gzclose(out);
        return file;
    }
    Result<ImportResult> import_file(fs::path const& file, std::string const& format = "", bool accepts = false) {
        return import_statements({file, "report.tsv", format, today, accepts}, formats, find_tracks, {statements, observations});
    }
    Result<ImportResult> import(std::string const& bytes) { return import_file(write(bytes)); }
    std::string problem(std::string const& bytes) { return problem_in(write(bytes)); }
    std::string problem_in(fs::path const& file) {
        auto const result = import_file(file);
        EXPECT_TRUE(statements.list_files()->empty()) << "something was written";
        if (!result) return result.error().message;
        std::string all = result->accepted ? "accepted" : "";
        for (auto const& row : result->rejected) all += "line " + std::to_string(row.line) + ", " + row.column + ": " + row.reason + "\n";
        return all;
    }
    Micros total(std::string const& currency = "USD") {
        Micros sum = 0;
        auto const lines = *statements.money({});
        for (auto const& line : lines) sum += line.currency == currency ? line.net : 0;
        return sum;
    }

    std::vector<Format> const formats = *load_formats();
    testing::MemoryStatementStore statements;
    testing::MemoryObservationStore observations;

private:
    fs::path folder_ = troupe::testing::scratch_folder("statements");
    int count_ = 0;
};

TEST_F(Statements, ReadsDistroKidWithAllItsDecimals) {
    auto const result = import(distrokid_heading + distrokid_row("Lantern", "DE-XX1-26-00001", "1,200", "4.123456789012") +
                               distrokid_row("Lantern", "DEXX12600001", "-3", "-0.0000000000004"));
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->format, "distrokid");
    EXPECT_EQ(result->imported, 2);
    EXPECT_TRUE(result->unmatched.empty());
    auto const rows = *statements.list_rows(result->sha256, 0, 10);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].net, 4'123'457);
    EXPECT_EQ(rows[0].quantity, 1200);
    EXPECT_EQ(rows[0].share_ppm, 1'000'000);
    EXPECT_EQ(rows[0].subject.isrc, "DEXX12600001");
    EXPECT_EQ(format_date(rows[0].usage_end), "2026-03-31");
    EXPECT_EQ(rows[0].granularity, Granularity::month);
    EXPECT_EQ(format_date(rows[0].report_date), "2026-05-01");
    EXPECT_EQ(rows[1].flags, "return");
    EXPECT_EQ(total(), 4'123'457);
    EXPECT_TRUE(observations.list_by_artist("artist")->empty()) << "a month is no day";
    EXPECT_EQ(statements.usage("artist")->size(), 0U) << "DistroKid does not say what kind of use it was";
}

TEST_F(Statements, TheOrderAndCaseOfHeadingsDoNotMatter) {
    auto const result = import("date inserted\tEARNINGS (usd)\tsale month\tStore\tartist\ttitle\tisrc\tupc\tquantity\tTeam Percentage\tSource Type\t"
                               "Country of Sale\tSongwriter Royalties Withheld (USD)\tRecoup (USD)\r\n"
                               "2026-05-01\t1.5\t2026-03\tApple Music\tVesper Lune\tLantern\t\t4006381333931\t10\t100\tSong\tGermany\t0\t0\r\n");
    ASSERT_TRUE(result) << result.error().message;
    auto const row = statements.list_rows(result->sha256, 0, 1)->at(0);
    EXPECT_EQ(row.net, 1'500'000);
    EXPECT_EQ(row.platform, "apple music");
    EXPECT_EQ(row.scope.territory, "DE");
    EXPECT_EQ(statements.find_subject(1)->match.method, MatchMethod::upc_title);
}

TEST_F(Statements, ReadsEveryEncodingTheFormatAllows) {
    auto const latin = import(distrokid_heading + distrokid_row("Caf\xE9 \x80", "DEXX12600009", "1", "1"));
    ASSERT_TRUE(latin) << latin.error().message;
    EXPECT_EQ(statements.list_rows(latin->sha256, 0, 1)->at(0).subject.track_title, "Café €");
    std::string const text = "date,artist,item name,item type,upc,net amount\n3/7/26 11:05am,Vesper Lune,Lant\xC3\xA9rn,track,,7.00\n";
    std::string wide = "\xFF\xFE";
    for (auto const c : text::decode(text)) wide += static_cast<char>(c & 0xFF), wide += static_cast<char>(c >> 8);
    auto const bandcamp = import(wide);
    ASSERT_TRUE(bandcamp) << bandcamp.error().message;
    auto const row = statements.list_rows(bandcamp->sha256, 0, 1)->at(0);
    EXPECT_EQ(row.subject.track_title, "Lantérn");
    EXPECT_EQ(format_date(row.usage_start), "2026-03-07");
    EXPECT_EQ(row.use_type, UseType::download);
    EXPECT_EQ(row.platform, "bandcamp");
    auto const marked = import("\xEF\xBB\xBF" + distrokid_heading + distrokid_row("A", "DEXX12600001", "2", "1"));
    ASSERT_TRUE(marked) << marked.error().message;
}

TEST_F(Statements, ReadsTuneCoreBelieveSoundCloudAndApple) {
    auto const tunecore = import("Sales Period,Posted Date,Store Name,Country Of Sale,Artist,Release Type,Release Title,Song Title,Label,UPC,Optional UPC,TC Song ID,"
                                 "Optional ISRC,Sales Type,# Units Sold,Per Unit Price,Net Sales,Net Sales Currency,Exchange Rate,Total Earned,Currency\n"
                                 "2026-07-01,2026-09-01,Deezer,FR,Vesper Lune,Single,Low Water,Lantern,,4006381333931,,DEXX12600001,,Streaming,\"1,200\",0,3.5,EUR,1.1,3.85,USD\n");
    ASSERT_TRUE(tunecore) << tunecore.error().message;
    EXPECT_EQ(tunecore->format, "tunecore");
    auto const row = statements.list_rows(tunecore->sha256, 0, 1)->at(0);
    EXPECT_EQ(row.quantity, 1200);
    EXPECT_FALSE(row.gross) << "its currency is another than net's";
    EXPECT_EQ(row.granularity, Granularity::month);
    auto const believe = import("Reporting month;Sales Month;Platform;Country / Region;Label Name;Artist Name;Release title;Track title;UPC;ISRC;Release Catalog nb;Release type;"
                                "Sales Type;Quantity;Client Payment Currency;Unit Price;Mechanical Fee;Gross Revenue;Client share rate;Net Revenue\n"
                                "2026-08-01;2026-06-01;Spotify;Germany;L;Vesper Lune;Low Water;Lantern;4006381333931;DEXX12600001;;Single;Stream;10;EUR;0,1;0;1,25;0,8;1\n");
    ASSERT_TRUE(believe) << believe.error().message;
    EXPECT_EQ(statements.list_rows(believe->sha256, 0, 1)->at(0).gross, 1'250'000);
    EXPECT_EQ(statements.list_rows(believe->sha256, 0, 1)->at(0).share_ppm, 800'000);
    auto const soundcloud = import("Account ID,123\nUUID,abc\nReporting Period,Partner,Artist(s),Release,Track,ISRC,Country,Units,Revenue (USD),Revenue Share (%),Split Pay Share (%)\n"
                                   "2026-06,SoundCloud,Vesper Lune,Low Water,Lantern,DEXX12600001,United States,7,0.02,100,100\n");
    ASSERT_TRUE(soundcloud) << soundcloud.error().message;
    auto const apple = import("Transaction Date\tSettlement Date\tApple Identifier\tSKU\tTitle\tCountry of Sale\tQuantity\tPartner Share\tExtended Partner Share\tPartner Share Currency\tSale or Return\n"
                              "03/07/2026\t03/31/2026\t1\ts\tLantern\tDE\t2\t0.60\t1.20\tEUR\tS\n"
                              "03/07/2026\t03/31/2026\t1\ts\tLantern\tDE\t-1\t0.60\t-0.60\tEUR\tR\n"
                              "Total_Rows\t2\nTotal_Amount\t0.60\nTotal_Units\t1\n");
    ASSERT_TRUE(apple) << apple.error().message;
    EXPECT_FALSE(apple->quarantined);
    EXPECT_EQ(apple->checks.size(), 3U);
    EXPECT_EQ(apple->rows, 2);
}

TEST_F(Statements, TheSameFileTwiceChangesNothing) {
    auto const bytes = distrokid_heading + distrokid_row("Lantern", "DEXX12600001", "5", "1") + distrokid_row("Lantern", "DEXX12600001", "5", "1");
    EXPECT_EQ(import(bytes)->imported, 2) << "alike rows in one file are legitimate";
    auto const again = import(bytes);
    EXPECT_EQ(again->imported, 0);
    EXPECT_EQ(again->already_known, 2);
    auto const packed = import_file(write_packed(bytes));
    ASSERT_TRUE(packed) << packed.error().message;
    EXPECT_EQ(packed->imported, 0) << "another file that states the same";
    EXPECT_EQ(total(), 2'000'000);
}

TEST_F(Statements, ALaterFileReplacesWhatItStatesAnewAndAddsTheRest) {
    import(distrokid_heading + distrokid_row("Lantern", "DEXX12600001", "5", "1", "US") + distrokid_row("Lantern", "DEXX12600001", "5", "1", "DE"));
    auto const later = import(distrokid_heading + distrokid_row("Lantern", "DEXX12600001", "5", "1", "US") + distrokid_row("Lantern", "DEXX12600001", "6", "2", "DE") +
                              distrokid_row("Lantern", "DEXX12600001", "1", "4", "DE", "2026-06-01"));
    EXPECT_EQ(later->already_known, 1);
    EXPECT_EQ(later->imported, 2);
    EXPECT_EQ(later->replaced, 1);
    EXPECT_EQ(total(), 7'000'000);
}

TEST_F(Statements, ReconcilesADsrToTheMicroUnitAndMakesDaysObservations) {
    auto const result = import(dsr("30", "0.1000000", {sale("DEXX12600001", "2026-03-07", "10", "0.03333333"), sale("DEXX12600001", "2026-03-07", "10", "0.03333333"),
                                                     sale("DEXX12600001", "2026-03-08", "10", "0.03333334")}));
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_FALSE(result->quarantined) << json::pretty(json::to_value(result->checks));
    EXPECT_EQ(result->checks.size(), 4U);
    EXPECT_EQ(total("EUR"), 100'000);
    auto const days = *observations.list_by_content("artist", "lantern");
    ASSERT_EQ(days.size(), 2U);
    EXPECT_EQ(days[0].streams, 20);
    EXPECT_EQ(days[0].platform, "spotify");
    EXPECT_EQ(days[0].measure, Measure::royalty);
    EXPECT_EQ(json::print(days[0].factors), R"({"mood":"dark"})");
    auto const row = statements.list_rows(result->sha256, 0, 1)->at(0);
    EXPECT_EQ(row.scope.service, "premium");
    EXPECT_EQ(row.scope.period, "2026-03");
    EXPECT_EQ(row.use_type, UseType::stream_sub);
}

TEST_F(Statements, ARestatedDayThatIsGoneIsPutToZero) {
    import(dsr("20", "2", {sale("DEXX12600001", "2026-03-07", "10", "1"), sale("DEXX12600001", "2026-03-08", "10", "1")}));
    import(dsr("12", "1", {sale("DEXX12600001", "2026-03-07", "12", "1")}, "2026-05-20T10:00:00Z"));
    auto const days = *observations.list_by_content("artist", "lantern");
    ASSERT_EQ(days.size(), 2U);
    EXPECT_EQ(days[0].streams, 12);
    EXPECT_EQ(days[1].streams, 0);
    auto const late = import(dsr("11", "1", {sale("DEXX12600001", "2026-03-07", "11", "1")}, "2026-04-25T10:00:00Z"));
    EXPECT_EQ(late->outdated, 1);
    EXPECT_EQ(observations.list_by_content("artist", "lantern")->at(0).streams, 12);
}

TEST_F(Statements, TotalsThatDoNotAgreeQuarantineTheFileUntilAPersonDecides) {
    auto const bytes = dsr("11", "1.000001", {sale("DEXX12600001", "2026-03-07", "10", "1")});
    auto const result = import(bytes);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_TRUE(result->quarantined);
    EXPECT_EQ(total("EUR"), 0);
    EXPECT_TRUE(observations.list_by_content("artist", "lantern")->empty());
    std::string wrong;
    for (auto const& check : result->checks)
        if (!check.agrees) wrong += check.what + " " + check.stated + "/" + check.counted + "; ";
    EXPECT_EQ(wrong, "summary 1: usages 11/10; summary 1: net EUR 1.000001/1; ");
    ASSERT_TRUE(decide_file({statements, observations}, find_tracks, result->sha256, FileState::counted, "ana", "their sum is wrong"));
    EXPECT_EQ(total("EUR"), 1'000'000);
    EXPECT_EQ(observations.list_by_content("artist", "lantern")->size(), 1U);
    EXPECT_EQ(statements.find_file(result->sha256)->decided_by, "ana");
    EXPECT_EQ(decide_file({statements, observations}, find_tracks, result->sha256, FileState::discarded, "ana", "").error().code, ErrorCode::conflict);
}

TEST_F(Statements, ADiscardedFileIsForgottenAndMayComeAgain) {
    auto const bytes = dsr("11", "1", {sale("DEXX12600001", "2026-03-07", "10", "1")});
    auto const sha256 = import(bytes)->sha256;
    ASSERT_TRUE(decide_file({statements, observations}, find_tracks, sha256, FileState::discarded, "ana", "wrong file"));
    EXPECT_TRUE(statements.list_rows(sha256, 0, 10)->empty());
    EXPECT_TRUE(import(bytes)->quarantined);
}

TEST_F(Statements, ReadsBlocksAndKeepsUnknownRecordsRaw) {
    auto const result = import(
        "HEAD\t1\tBasicAudioProfile\t1.2\tM\t2026-04-20T10:00:00Z\t1\t1\t2026-03-01\t2026-03-31\tP\tSpotify\tFree\n"
        "SY01.01\t1\t\t\tAdvertisementSupportedModel\tOnDemandStream\tDE\t\t15\t\tEUR\t2.5\n"
        "RE01\t1\tR1\tx\t\t\t4006381333931\tVesper Lune\t\tLow Water\n"
        "AS01.01\t1\tA1\ty\tDEXX12600001\tLantern \\| Low\t\tVesper Lune\t\tPT3M\tMusicalWorkSoundRecording\n"
        "MW01.01\t1\tW1\t\tLantern\n"
        "ZZ99\t1\twhat\tis this\n"
        "SU02\t1\t1\tT1\tR1\tA1\ttrue\t15\n"
        "FOOT\t8\t8\t1\t1\t1\n");
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_FALSE(result->quarantined) << json::pretty(json::to_value(result->checks));
    EXPECT_EQ(json::print(json::to_value(result->raw_records)), R"({"MW01.01":1,"ZZ99":1})");
    auto const row = statements.list_rows(result->sha256, 0, 1)->at(0);
    EXPECT_EQ(row.quantity, 15);
    EXPECT_EQ(row.use_type, UseType::stream_ad);
    EXPECT_EQ(row.subject.track_title, "Lantern | Low");
    EXPECT_EQ(row.subject.upc, "4006381333931");
    EXPECT_FALSE(row.net);
}

TEST_F(Statements, UnmatchedRowsStayInTotalsAndAreAssignedByHand) {
    auto const result = import(dsr("10", "1", {sale("DEXX12600077", "2026-03-07", "10", "1")}));
    ASSERT_TRUE(result);
    // Its release and title match, so make a second one that does not.
    auto const odd = import(distrokid_heading + distrokid_row("Strange", "", "10", "3"));
    ASSERT_EQ(odd->unmatched.size(), 1U);
    EXPECT_EQ(odd->unmatched[0].track, "Strange");
    EXPECT_EQ(total(), 3'000'000);
    auto const waiting = *statements.list_waiting();
    ASSERT_EQ(waiting.size(), 1U);
    ASSERT_TRUE(assign_subject({statements, observations}, find_tracks, waiting[0].number, "other"));
    EXPECT_TRUE(statements.list_waiting()->empty());
    EXPECT_EQ(statements.find_subject(waiting[0].number)->match.method, MatchMethod::by_hand);
    EXPECT_EQ(assign_subject({statements, observations}, find_tracks, waiting[0].number, "nobody").error().code, ErrorCode::not_found);
}

TEST_F(Statements, AnotherHandMovesTheDaysToo) {
    import(dsr("10", "1", {sale("DEXX12600001", "2026-03-07", "10", "1")}));
    ASSERT_TRUE(assign_subject({statements, observations}, find_tracks, 1, "other"));
    EXPECT_EQ(observations.list_by_content("artist", "lantern")->at(0).streams, 0);
    EXPECT_EQ(observations.list_by_content("artist", "other")->at(0).streams, 10);
}

TEST_F(Statements, NamesLineColumnAndReasonOfEveryWrongCell) {
    auto const bytes = distrokid_heading + distrokid_row("A", "DEXX12600001", "1e309", "1,2,3") + distrokid_row("B", "", "1.5", "ten", "Atlantis") +
                       distrokid_row("C", "", "1", "1", "US", "2027-05-01") + distrokid_row("D", "", "1", "1");
    EXPECT_EQ(problem(bytes),
              "line 2, Quantity: too large or too small a number\nline 2, Earnings (USD): its separators of thousands are misplaced\n"
              "line 3, Country of Sale: no country: expected a code like DE or an English name\nline 3, Quantity: no whole number\nline 3, Earnings (USD): no number\n"
              "line 4, Reporting Date: lies in the future\n");
    auto const good = import_file(write(bytes), "", true);
    ASSERT_TRUE(good);
    EXPECT_EQ(good->imported, 1);
    EXPECT_EQ(good->rows, 4);
}

TEST_F(Statements, RefusesWhatIsCutOffBinaryOrABomb) {
    auto const whole = dsr("10", "1", {sale("DEXX12600001", "2026-03-07", "10", "1")});
    EXPECT_NE(problem(whole.substr(0, whole.rfind("SRFO"))).find("ends without its footer"), std::string::npos);
    auto const table = distrokid_heading + distrokid_row("A", "", "1", "1");
    EXPECT_NE(problem(table.substr(0, table.size() - 12)).find("line 2, : 10 cells where the heading has 13; the file ends here"), std::string::npos);
    EXPECT_NE(problem(std::string("a\tb\n\0c\td\n", 9)).find("line 2: holds a NUL byte"), std::string::npos);
    EXPECT_NE(problem("").find("is empty"), std::string::npos);
    EXPECT_NE(problem("PK\x03\x04...").find("spreadsheet"), std::string::npos);
    auto const packed = write_packed(whole + std::string(100'000, ' '));
    fs::resize_file(packed, fs::file_size(packed) - 9);
    EXPECT_NE(problem_in(packed).find("cut off"), std::string::npos);
    EXPECT_NE(problem_in(write_packed(std::string(40'000'000, 'a'))).find("unpacks to more than 250 times its size"), std::string::npos);
    EXPECT_NE(problem("\"" + std::string(2'000'000, 'x')).find("no format has this heading"), std::string::npos);
    EXPECT_NE(problem(distrokid_heading + "\"" + std::string(2'000'000, 'x')).find("a quote is opened here and not closed within a megabyte"), std::string::npos);
    EXPECT_NE(problem(distrokid_heading).find("no rows"), std::string::npos);
}

TEST_F(Statements, PiecesOfAStatementAreHeldTogetherWhenAllAreThere) {
    ASSERT_TRUE(import(piece(1, "30", {sale("DEXX12600001", "2026-03-07", "10", "0.1")}, "12")));
    auto files = reconcile_pieces(*statements.list_files());
    ASSERT_TRUE(files[0].whole);
    EXPECT_EQ(files[0].state, FileState::counted) << "totals of the whole are not held against a piece";
    EXPECT_EQ(files[0].whole->missing, std::vector<int>{2});
    ASSERT_TRUE(import(piece(2, "30", {sale("DEXX12600001", "2026-03-08", "20", "0.2")}, "12")));
    files = reconcile_pieces(*statements.list_files());
    for (auto const& file : files) {
        EXPECT_TRUE(file.whole->missing.empty());
        ASSERT_EQ(file.whole->totals.size(), 3U);
        for (auto const& total : file.whole->totals) EXPECT_TRUE(total.agrees) << total.what << ": " << total.stated << ", " << total.counted;
    }
}

TEST_F(Statements, ATotalThatThePiecesDoNotReachIsNamed) {
    ASSERT_TRUE(import(piece(1, "31", {sale("DEXX12600001", "2026-03-07", "10", "0.1")}, "12")));
    ASSERT_TRUE(import(piece(2, "31", {sale("DEXX12600001", "2026-03-08", "20", "0.2")}, "12")));
    auto const files = reconcile_pieces(*statements.list_files());
    auto const& totals = files[0].whole->totals;
    auto const usages = std::find_if(totals.begin(), totals.end(), [](Check const& check) { return check.what == "summary 1: usages"; });
    ASSERT_NE(usages, totals.end());
    EXPECT_FALSE(usages->agrees);
    EXPECT_EQ(usages->stated, "31");
    EXPECT_EQ(usages->counted, "30");
}

TEST_F(Statements, RefusesHeadingsWithColumnsTwiceAndUnknownMoney) {
    auto twice = distrokid_heading;
    twice.insert(twice.size() - 1, "\tISRC");
    EXPECT_NE(problem(twice + "x\n").find("column 'ISRC' stands twice"), std::string::npos);
    std::string const heading = "Reporting month,Sales Month,Platform,Country/Region,Artist Name,Release title,Track title,UPC,ISRC,Sales Type,Quantity,Client Payment Currency,Net Revenue\n";
    EXPECT_EQ(problem(heading + "2026-08,2026-06,Spotify,DE,V,R,T,,,Stream,1,XYZ,1\n"), "line 2, Client Payment Currency: no currency of ISO 4217, like EUR\n");
}

TEST_F(Statements, AnUnknownHeadingIsRefusedWithAProposalThatWorksOnceItIsChecked) {
    auto const file = write("Shop,Song,Performer,Month,Plays,Royalty,Currency,Mood\nSpotify,Lantern,Vesper Lune,2026-03,5,0.02,EUR,x\n");
    auto const refused = import_file(file);
    ASSERT_FALSE(refused);
    auto const& message = refused.error().message;
    ASSERT_NE(message.find("Proposed by the words"), std::string::npos) << message;
    auto const proposal = json::parse<Format>(message.substr(message.find("{\n")));
    ASSERT_TRUE(proposal) << proposal.error().message;
    EXPECT_EQ(proposal->known, (std::vector<std::string>{"Shop", "Mood"}));
    ASSERT_TRUE(validate(*proposal)) << validate(*proposal).error().message;
    auto const result = import_statements({file, "r.csv", "my-store", today, false}, {*proposal}, find_tracks, {statements, observations});
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(total("EUR"), 20'000);
}

TEST_F(Statements, BuiltInFormatsAreValidAndToldApart) {
    for (auto const& format : formats) EXPECT_TRUE(validate(format)) << format.name << ": " << validate(format).error().message;
    EXPECT_EQ(formats.size(), 6U);
    EXPECT_EQ(*recognise_file(write(distrokid_heading), "d", formats), "distrokid");
    EXPECT_EQ(*recognise_file(write("date,platform,territory,track,streams,listeners,saves,skips,shares\n"), "d", formats), "generic");
    EXPECT_EQ(*recognise_file(write(dsr("1", "1", {})), "d", formats), "dsr");
}

TEST_F(Statements, AWrongMappingNamesItsField) {
    auto format = formats[0];
    format.fields["quantity"].from.clear();
    EXPECT_EQ(validate(format).error().field, "fields.quantity.from");
    format = formats[0];
    format.fields.erase("usage");
    EXPECT_EQ(validate(format).error().field, "fields.usage");
    format = formats[0];
    format.fields["tempo"] = {.from = {"x"}};
    EXPECT_EQ(validate(format).error().field, "fields.tempo");
}

}  // namespace
}  // namespace troupe::feedback
