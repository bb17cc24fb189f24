#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "feedback/import_statements.hpp"
#include "statement_files.hpp"
#include "storage/database.hpp"
#include "storage/sql_observation_store.hpp"
#include "storage/sql_statement_store.hpp"

/// A million rows of a statement from the file to the committed database: NAME value target ok|short. Argument: rows.
namespace troupe::feedback {
namespace {

namespace fs = std::filesystem;

bool report(std::string const& name, double value, double most) {
    bool const is_ok = value <= most;
    fmt::print("{} {:.2f} {:.2f} {}\n", name, value, most, is_ok ? "ok" : "short");
    std::fflush(stdout);
    return is_ok;
}

double peak_megabytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Of the processor: what the work takes whatever else the machine does.
double processor_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    auto const seconds = [](timeval const& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The label's catalogue; counts how often it is asked.
class Catalogue {
public:
    TrackResolver resolver() {
        return [this](TrackQuery const& query) -> Result<std::vector<TrackMatch>> {
            ++asked;
            for (int track = 0; track < matched_tracks; ++track) {
                auto const id = fmt::format("content-{}", track);
                if (query.text == (query.by == TrackName::isrc ? isrc_of(track) : id))
                    return std::vector{TrackMatch{fmt::format("artist-{}", track / 10), id, fmt::format("Track {}", track), json::Object{{"mood", "dark"}, {"tempo", 120}}}};
            }
            return std::vector<TrackMatch>{};
        };
    }
    int asked = 0;
};

struct Bench {
    storage::Database& database;
    storage::SqlStatementStore statements{database};
    storage::SqlObservationStore observations{database};
    std::vector<Format> formats = *load_formats();
    Catalogue catalogue{};

    /// Seconds and what came of it.
    std::pair<double, ImportResult> import(fs::path const& file) {
        auto const begin = std::chrono::steady_clock::now();
        ImportResult result;
        auto const done = database.unit_of_work().run([&]() -> Result<void> {
            StatementRequest const request{file, file.filename().string(), "", *parse_time("2026-11-22T09:00:00Z"), false};
            result = TRY(import_statements(request, formats, catalogue.resolver(), {statements, observations}));
            return {};
        });
        if (!done) fmt::print(stderr, "{}\n", done.error().message), std::exit(2);
        return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), result};
    }
    Micros total(std::string const& currency) {
        Micros sum = 0;
        auto const lines = statements.money({MoneyBy::store, ""});
        for (auto const& line : *lines) sum += line.currency == currency ? line.net : 0;
        return sum;
    }
};

bool measure(Bench& bench, std::string const& name, fs::path const& file, WrittenFile const& written, std::string const& currency) {
    bench.catalogue.asked = 0;
    auto const before = processor_seconds();
    auto const [seconds, first] = bench.import(file);
    auto const asked = bench.catalogue.asked;
    fmt::print("# {}: {:.1f} s of the processor\n", name, processor_seconds() - before);
    bool ok = report(name + "_rows_missing", std::abs(written.rows - first.imported), 0);
    ok = report(name + "_seconds", seconds, 60) && ok;
    ok = report(name + "_questions_to_the_catalogue", asked, 5.0 * track_count + 400) && ok;
    ok = report(name + "_micro_units_off", static_cast<double>(std::abs(bench.total(currency) - written.net)), 0) && ok;
    ok = report(name + "_quarantined", first.quarantined ? 1 : 0, 0) && ok;
    auto const [again_seconds, again] = bench.import(file);
    ok = report(name + "_again_changes", again.imported + again.replaced, 0) && ok;
    ok = report(name + "_again_micro_units_off", static_cast<double>(std::abs(bench.total(currency) - written.net)), 0) && ok;
    return report(name + "_again_seconds", again_seconds, 60) && ok;
}

}  // namespace
}  // namespace troupe::feedback

int main(int count, char** arguments) {
    using namespace troupe;
    using namespace troupe::feedback;
    auto const rows = count > 1 ? std::atoi(arguments[1]) : 1'000'000;
    auto const folder = fs::temp_directory_path() / fmt::format("troupe-feedback-{}", ::getpid());
    fs::create_directories(folder);
    auto const dsr = write_dsr(folder / "dsr.tsv", rows);
    auto const distrokid = write_distrokid(folder / "distrokid.tsv", rows);
    bool ok = false;
    {
        auto const database = storage::Database::open(folder / "troupe.db");
        if (!database) return 2;
        Bench bench{**database};
        ok = measure(bench, "dsr_with_days", folder / "dsr.tsv", dsr, "EUR");
        ok = measure(bench, "distrokid", folder / "distrokid.tsv", distrokid, "USD") && ok;
        ok = report("import_peak_megabytes", peak_megabytes(), 300) && ok;
    }
    fs::remove_all(folder);
    return ok ? 0 : 1;
}
