#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "jobs/runner.hpp"
#include "storage/redis_queue.hpp"

/// Jobs that do nothing, on the database that POSTGRES_* names (else a file), carried by polling and by the server that REDIS_*
/// names: from enqueue to start, and how many a second go through four workers. NAME value target ok|short; the targets are ratios of
/// this run. `tests/peers/redis_peer_test.py build/bin/queue_benchmark` brings both servers.
namespace troupe::storage {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int starts = 40;
constexpr int empty_jobs = 2000;

std::string environment(char const* name) {
    auto const* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

template <class T>
T required(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
}

std::unique_ptr<Database> open_database(std::filesystem::path const& folder, std::string const& name) {
    PostgresSettings settings;
    settings.host = environment("POSTGRES_HOST");
    if (settings.host.empty()) return required(Database::open(folder / (name + ".db")));
    settings.port = std::stoi(environment("POSTGRES_PORT"));
    settings.database = environment("POSTGRES_DB");
    settings.user = environment("POSTGRES_USER");
    settings.password = environment("POSTGRES_PASSWORD");
    settings.schema = fmt::format("benchmark_{}_{}", name, ::getpid());
    return required(Database::connect(settings));
}

RedisSettings redis_of_environment() {
    RedisSettings settings;
    settings.host = environment("REDIS_HOST");
    if (settings.host.empty()) throw std::runtime_error("REDIS_HOST: not set; tests/peers/redis_peer_test.py starts a server for this program");
    settings.port = std::stoi(environment("REDIS_PORT"));
    settings.password = environment("REDIS_PASSWORD");
    settings.prefix = fmt::format("benchmark-{}", ::getpid());
    return settings;
}

/// Workers on a queue, for as long as the object lives.
struct Working {
    Working(jobs::Queue& queue, UnitOfWork& unit, Clock const& clock, int threads)
        : runner(queue, unit, clock, {.cpu_threads = threads, .io_threads = 0}) {
        runner.handle("empty", [this](jobs::JobContext&) -> Result<jobs::Effect> {
            started = Steady::now();
            ++count;
            return jobs::only_output(1);
        });
        thread = std::jthread([this](std::stop_token stop) { (void)runner.run_until_stopped(std::move(stop)); });
    }
    jobs::Runner runner;
    std::atomic<Steady::time_point> started{};
    std::atomic<int> count{0};
    std::jthread thread;
};

double median_start_ms(jobs::Queue& queue, UnitOfWork& unit, Clock const& clock) {
    Working working(queue, unit, clock, 1);
    std::vector<double> waits;
    for (int i = 0; i < starts; ++i) {
        // Not in step with whoever polls.
        std::this_thread::sleep_for(std::chrono::milliseconds(300 + 37 * i % 250));
        auto const begun = Steady::now();
        required(queue.enqueue({.kind = "empty"}));
        while (working.count <= i) std::this_thread::sleep_for(std::chrono::microseconds(100));
        waits.push_back(std::chrono::duration<double, std::milli>(working.started.load() - begun).count());
    }
    std::nth_element(waits.begin(), waits.begin() + starts / 2, waits.end());
    return waits[starts / 2];
}

double jobs_a_second(jobs::Queue& queue, UnitOfWork& unit, Clock const& clock) {
    for (int i = 0; i < empty_jobs; ++i) required(queue.enqueue({.kind = "empty"}));
    auto const begun = Steady::now();
    Working working(queue, unit, clock, 4);
    while (working.count < empty_jobs) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return empty_jobs / std::chrono::duration<double>(Steady::now() - begun).count();
}

struct Figures {
    double start_ms = 0;
    double jobs_a_second = 0;
};

Figures measure(jobs::Queue& queue, UnitOfWork& unit, Clock const& clock) {
    auto const start = median_start_ms(queue, unit, clock);
    return {start, jobs_a_second(queue, unit, clock)};
}

bool report(std::string_view name, double value, double target, bool is_ok) {
    fmt::print("{} {:.2f} {:.2f} {}\n", name, value, target, is_ok ? "ok" : "short");
    return is_ok;
}

int run(std::filesystem::path const& folder) {
    SystemClock const clock;
    auto const first = open_database(folder, "polled");
    SqlQueue polled(*first, clock);
    auto const polling = measure(polled, first->unit_of_work(), clock);
    auto const second = open_database(folder, "carried");
    SqlQueue kept(*second, clock);
    Redis redis(redis_of_environment());
    RedisQueue queue({kept, *second, redis, clock});
    auto const carried = measure(queue, queue.unit_of_work(), clock);
    if (queue.counts_of_this_process().carried < empty_jobs / 2) throw std::runtime_error("most jobs were not carried by Redis");
    fmt::print("# enqueue to start, median ms: polled {:.2f}, carried {:.2f}\n", polling.start_ms, carried.start_ms);
    fmt::print("# empty jobs a second, 4 workers: polled {:.0f}, carried {:.0f}\n", polling.jobs_a_second, carried.jobs_a_second);
    auto const sooner = polling.start_ms / carried.start_ms;
    auto const share = carried.jobs_a_second / polling.jobs_a_second;
    auto const is_sooner = report("queue_start_with_redis_times_sooner", sooner, 10, sooner >= 10);
    auto const is_fast = report("queue_throughput_with_redis_ratio", share, 0.7, share >= 0.7);
    return is_sooner && is_fast ? 0 : 1;
}

}  // namespace
}  // namespace troupe::storage

int main() {
    auto const folder = std::filesystem::temp_directory_path() / fmt::format("troupe-queue-benchmark-{}", ::getpid());
    std::filesystem::create_directories(folder);
    int code = 1;
    try {
        code = troupe::storage::run(folder);
    } catch (std::exception const& error) {
        fmt::print(stderr, "{}\n", error.what());
    }
    std::filesystem::remove_all(folder);
    return code;
}
