#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "jobs/runner.hpp"
#include "storage/database.hpp"
#include "storage/sql_queue.hpp"

/// Our queue, driven by queues.py as the others are: prepare | enqueue one|eight|bulk COUNT | work CONCURRENCY MS. The runner is the one
/// that `troupe work` has.
namespace troupe {
namespace {

constexpr int clients = 8;
constexpr int bulk = 1000;  ///< jobs a call

std::string environment(char const* name) {
    auto const* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
}
void must(Result<void> const& result) {
    if (!result) throw std::runtime_error(result.error().message);
}

std::unique_ptr<storage::Database> connect() {
    storage::PostgresSettings settings;
    settings.host = environment("PGHOST");
    settings.port = std::stoi(environment("PGPORT"));
    settings.database = environment("PGDATABASE");
    settings.user = environment("PGUSER");
    settings.password = environment("PGPASSWORD");
    settings.tls = storage::PostgresTls::disable;
    return must(storage::Database::connect(settings));
}

jobs::JobSpec job(int number) {
    return {.kind = "empty", .job_class = "io", .input = json::Object{{"n", number}}};
}

void enqueue(jobs::Queue& queue, std::string const& how, int count) {
    auto const one_by_one = [&](int from, int to) {
        for (int n = from; n < to; ++n) must(queue.enqueue(job(n)));
    };
    auto const begun = std::chrono::steady_clock::now();
    if (how == "one") one_by_one(0, count);
    if (how == "eight") {
        std::vector<std::jthread> threads;
        for (int c = 0; c < clients; ++c)
            threads.emplace_back([&, c] { one_by_one(c * count / clients, (c + 1) * count / clients); });
    }
    if (how == "bulk")
        for (int from = 0; from < count; from += bulk) {
            std::vector<jobs::JobSpec> specs;
            for (int n = from; n < std::min(from + bulk, count); ++n) specs.push_back(job(n));
            must(queue.enqueue_all(specs));
        }
    fmt::print("SECONDS {}\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
}

class Counting final : public jobs::JobObserver {
public:
    void job_finished(jobs::Job const& finished) override { done += finished.state == jobs::JobState::done ? 1 : 0; }
    std::atomic<int> done{0};
};

bool is_empty(jobs::Queue& queue) {
    auto const page = [&](jobs::JobState state) { return must(queue.list({.state = state, .limit = 1})).jobs.empty(); };
    return page(jobs::JobState::ready) && page(jobs::JobState::running);
}

void say(std::string const& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void work(storage::Database& database, storage::SqlQueue& queue, int concurrency, int milliseconds) {
    SystemClock const clock;
    jobs::Runner runner(queue, database.unit_of_work(), clock, {.cpu_threads = 0, .io_threads = concurrency});
    Counting counting;
    runner.observe(counting);
    runner.handle("empty", [&](jobs::JobContext&) -> Result<jobs::Effect> {
        if (milliseconds > 0) std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        return jobs::only_output(nullptr);
    });
    std::jthread const telling([&](std::stop_token stop) {
        for (int told = 0; !stop.stop_requested(); std::this_thread::sleep_for(std::chrono::milliseconds(5)))
            if (auto const done = counting.done.load(); done != told) say(fmt::format("DONE {}", told = done));
    });
    std::jthread working;
    say("READY");
    for (std::string line; std::getline(std::cin, line) && line != "STOP";) {
        if (line == "GO") working = std::jthread([&](std::stop_token stop) { must(runner.run_until_stopped(stop)); });
        if (line == "CHECK") {
            while (!is_empty(queue)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            say("EMPTY");
        }
    }
}

}  // namespace
}  // namespace troupe

int main(int count, char** arguments) {
    using namespace troupe;
    auto const argument = [&](int at) { return at < count ? std::string(arguments[at]) : std::string(); };
    try {
        auto const database = connect();
        SystemClock const clock;
        storage::SqlQueue queue(*database, clock);
        if (argument(1) == "enqueue") enqueue(queue, argument(2), std::stoi(argument(3)));
        if (argument(1) == "work") work(*database, queue, std::stoi(argument(2)), std::stoi(argument(3)));
    } catch (std::exception const& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
