#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <vector>

#include "storage/database.hpp"
#include "storage/sql_observation_store.hpp"

/// Acknowledged imports of one observation a second, with synchronous=FULL, from as many threads: NAME value target ok|short.
/// The disk decides what one thread gets; the targets are what the others add to it, within the run.
namespace troupe::storage {
namespace {

constexpr std::chrono::seconds duration{3};

feedback::ImportBatch batch(int thread, int number) {
    feedback::ImportBatch made{.file_sha256 = fmt::format("{}-{}", thread, number), .file_name = "one.csv"};
    feedback::Observation row;
    row.key = made.file_sha256;
    row.artist_id = "artist";
    row.content_id = "content";
    row.platform = "spotify";
    row.territory = "DE";
    made.observations.push_back(std::move(row));
    return made;
}

double inserts_a_second(int threads) {
    auto const folder = std::filesystem::temp_directory_path() / fmt::format("troupe-benchmark-{}", ::getpid());
    std::filesystem::remove_all(folder);
    std::atomic<long> count{0};
    std::atomic<bool> is_over{false};
    {
        auto const database = Database::open(folder / "troupe.db");
        if (!database) throw std::runtime_error(database.error().message);
        SqlObservationStore store(**database);
        std::vector<std::jthread> writers;
        for (int t = 0; t < threads; ++t)
            writers.emplace_back([&, t] {
                for (int i = 0; !is_over; ++i) count += store.import(batch(t, i)) ? 1 : 0;
            });
        std::this_thread::sleep_for(duration);
        is_over = true;
    }
    std::filesystem::remove_all(folder);
    return static_cast<double>(count) / static_cast<double>(duration.count());
}

bool report(int threads, double value, double target) {
    bool const is_ok = value >= target;
    fmt::print("observation_inserts_a_second_{}_threads {:.0f} {:.0f} {}\n", threads, value, target, is_ok ? "ok" : "short");
    return is_ok;
}

}  // namespace
}  // namespace troupe::storage

int main() {
    using namespace troupe::storage;
    auto const alone = inserts_a_second(1);
    bool is_ok = report(1, alone, 0);
    is_ok = report(4, inserts_a_second(4), alone) && is_ok;
    is_ok = report(16, inserts_a_second(16), 2 * alone) && is_ok;
    is_ok = report(64, inserts_a_second(64), 4 * alone) && is_ok;
    return is_ok ? 0 : 1;
}
