#include "jobs/runner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "artist/testing/example_profile.hpp"
#include "storage/sql_artist_store.hpp"
#include "storage/sql_queue.hpp"
#include "storage/testing/temp_database.hpp"

namespace troupe::storage::testing {
namespace {

using namespace std::chrono_literals;
using jobs::Effect;
using jobs::Job;
using jobs::JobContext;
using jobs::JobId;
using jobs::JobState;

class RunnerOnSqlite : public ::testing::Test {
protected:
    JobId add(std::string kind, std::vector<JobId> after = {}, std::string group = "") {
        return queue.enqueue({.kind = std::move(kind), .input = ++count, .group = std::move(group), .after = std::move(after)})->id;
    }

    TempDatabase temp;
    SystemClock clock;
    SqlQueue queue{*temp.database, clock};
    SqlArtistStore artists{*temp.database};
    UnitOfWork& unit = temp.database->unit_of_work();
    jobs::Runner runner{queue, unit, clock, {.cpu_threads = 2, .io_threads = 1, .lease = 2s, .renew_every = 100ms, .poll_every = 20ms,
                                            .first_backoff = 5ms, .longest_backoff = 20ms}};
    int count = 0;
};

struct Seen final : jobs::JobObserver {
    void job_started(Job const& job) override { words.push_back("start " + job.kind); }
    void job_progressed(Job const& job) override { words.push_back(job.message); }
    void job_retried(Job const& job) override { words.push_back("again " + job.kind); }
    void job_finished(Job const& job) override { words.push_back(json::enum_name(job.state) + " " + job.kind); }
    std::vector<std::string> words;
};

TEST_F(RunnerOnSqlite, HandsOutputsOnToWhatComesAfter) {
    runner.handle("a", [](JobContext&) -> Result<Effect> { return jobs::only_output(json::Object{{"bpm", 120}}); });
    runner.handle("b", [](JobContext& context) -> Result<Effect> {
        auto const output = TRY(context.output_of("a"));
        EXPECT_EQ(context.output_of("x").error().code, ErrorCode::not_found);
        return jobs::only_output(json::to_value(json::print(output) + json::print(context.input())));
    });
    auto const a = add("a");
    auto const b = add("b", {a});
    auto const done = runner.run({a, b});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ((*done)[0].state, JobState::done);
    EXPECT_EQ(json::print((*done)[1].output), R"("{\"bpm\":120}2")");
}

TEST_F(RunnerOnSqlite, TellsObserversOnceAndInOrder) {
    Seen seen;
    runner.observe(seen);
    runner.handle("a", [](JobContext& context) -> Result<Effect> {
        context.progress(0.5, "half");
        return jobs::only_output(1);
    });
    runner.handle("bad", [](JobContext&) -> Result<Effect> { return fail(ErrorCode::invalid_input, "no such genre"); });
    auto const a = add("a");
    auto const bad = add("bad", {a});
    auto const after = add("a", {bad});
    ASSERT_TRUE(runner.run({a, bad, after}));
    EXPECT_EQ(seen.words, (std::vector<std::string>{"start a", "half", "done a", "start bad", "failed bad", "failed a"}));
}

TEST_F(RunnerOnSqlite, ShortJobsInNumbersAreEachDoneOnce) {
    std::atomic<int> begun{0};
    runner.handle("a", [&](JobContext& context) -> Result<Effect> {
        ++begun;
        return jobs::only_output(context.input());
    });
    std::vector<jobs::JobSpec> specs;
    for (int i = 0; i < 400; ++i) specs.push_back({.kind = "a", .input = i});
    std::vector<JobId> ids;
    auto const jobs = queue.enqueue_all(specs);
    for (auto const& job : *jobs) ids.push_back(job.id);
    auto const done = runner.run(ids);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(begun, 400);
    for (std::size_t i = 0; i < done->size(); ++i) EXPECT_EQ((*done)[i].output, static_cast<int>(i));
}

TEST_F(RunnerOnSqlite, WhatWasTakenAlongGoesBackWhenAJobLasts) {
    std::stop_source stop;
    runner.handle("short", [](JobContext&) -> Result<Effect> { return jobs::only_output(1); });
    runner.handle("long", [](JobContext& context) -> Result<Effect> {
        while (!context.stop().stop_requested()) std::this_thread::sleep_for(5ms);
        return fail(ErrorCode::cancelled, "stopped");
    });
    for (int i = 0; i < 60; ++i) add("short");
    auto const first = add("long");
    auto const second = add("long");
    std::vector<JobId> behind;
    for (int i = 0; i < 30; ++i) behind.push_back(add("short"));
    std::jthread const working([&] { EXPECT_TRUE(runner.run_until_stopped(stop.get_token())); });
    auto const all_ready = [&] {
        return queue.find(first)->state == JobState::running && queue.find(second)->state == JobState::running &&
               std::all_of(behind.begin(), behind.end(), [&](JobId id) { return queue.find(id)->state == JobState::ready; });
    };
    auto const latest = std::chrono::steady_clock::now() + 20s;
    while (!all_ready() && std::chrono::steady_clock::now() < latest) std::this_thread::sleep_for(10ms);
    EXPECT_TRUE(all_ready());
    stop.request_stop();
    for (auto const& id : behind) EXPECT_EQ(queue.find(id)->attempts, 0);
}

TEST_F(RunnerOnSqlite, BothCoresWork) {
    std::atomic<int> together{0};
    runner.handle("a", [&](JobContext&) -> Result<Effect> {
        ++together;
        for (int i = 0; i < 500 && together < 2; ++i) std::this_thread::sleep_for(2ms);
        return together == 2 ? Result<Effect>(jobs::only_output(1)) : fail(ErrorCode::internal, "alone");
    });
    auto const done = runner.run({add("a"), add("a")});
    ASSERT_TRUE(done);
    for (auto const& job : *done) EXPECT_EQ(job.state, JobState::done) << job.error->message;
}

TEST_F(RunnerOnSqlite, TriesAgainWhatWasUnavailable) {
    Seen seen;
    runner.observe(seen);
    runner.handle("a", [](JobContext& context) -> Result<Effect> {
        if (context.job().attempts < 3) return fail(ErrorCode::unavailable, "busy");
        return jobs::only_output(context.job().attempts);
    });
    auto const done = runner.run({add("a")});
    ASSERT_TRUE(done);
    EXPECT_EQ((*done)[0].state, JobState::done);
    EXPECT_EQ(json::print((*done)[0].output), "3");
    EXPECT_EQ(std::count(seen.words.begin(), seen.words.end(), "again a"), 2);
}

TEST_F(RunnerOnSqlite, GivesUpWhatStaysUnavailableAndWhatIsWrongAtOnce) {
    std::atomic<int> calls{0};
    runner.handle("busy", [&](JobContext&) -> Result<Effect> { ++calls; return fail(ErrorCode::rate_limited, "busy"); });
    runner.handle("wrong", [&](JobContext&) -> Result<Effect> { ++calls; return fail(ErrorCode::invalid_input, "wrong"); });
    runner.handle("throws", [&](JobContext&) -> Result<Effect> { ++calls; throw std::runtime_error("out of luck"); });
    runner.handle("nothing", [&](JobContext&) -> Result<Effect> { ++calls; return Effect{}; });
    auto const done = runner.run({add("busy"), add("wrong"), add("throws"), add("nothing")});
    ASSERT_TRUE(done);
    for (auto const& job : *done) EXPECT_EQ(job.state, JobState::failed);
    EXPECT_EQ((*done)[2].error->code, ErrorCode::internal);
    EXPECT_NE((*done)[2].error->message.find("out of luck"), std::string::npos);
    EXPECT_EQ(calls, 3 + 1 + 1 + 1);
}

TEST_F(RunnerOnSqlite, AFailedEffectLeavesNothing) {
    runner.handle("a", [&](JobContext&) -> Result<Effect> {
        return Effect([&]() -> Result<json::Value> {
            TRY(artists.insert(artist::testing::example_artist()));
            return fail(ErrorCode::internal, "after the write");
        });
    });
    auto const done = runner.run({add("a")});
    EXPECT_EQ((*done)[0].state, JobState::failed);
    EXPECT_TRUE(artists.list({})->artists.empty());
}

TEST_F(RunnerOnSqlite, StopGivesWorkBackAndTheNextRunGoesOn) {
    std::stop_source stop;
    runner.handle("a", [&](JobContext& context) -> Result<Effect> {
        if (!stop.stop_requested()) {
            stop.request_stop();
            while (!context.stop().stop_requested()) std::this_thread::sleep_for(1ms);
            return fail(ErrorCode::cancelled, "stopped");
        }
        return jobs::only_output(context.job().attempts);
    });
    auto const id = add("a");
    auto const stopped = runner.run({id}, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
    EXPECT_EQ(queue.find(id)->state, JobState::ready);
    auto const done = runner.run({id});
    ASSERT_TRUE(done);
    EXPECT_EQ(json::print((*done)[0].output), "1");
}

TEST_F(RunnerOnSqlite, KeepsTheLeaseOfLongWork) {
    runner.handle("a", [](JobContext&) -> Result<Effect> {
        std::this_thread::sleep_for(2500ms);
        return jobs::only_output(1);
    });
    auto const done = runner.run({add("a")});
    ASSERT_TRUE(done);
    EXPECT_EQ((*done)[0].losses, 0);
    EXPECT_EQ((*done)[0].attempts, 1);
}

TEST_F(RunnerOnSqlite, ACancelledJobIsStopped) {
    JobId id{};
    runner.handle("a", [&](JobContext& context) -> Result<Effect> {
        EXPECT_TRUE(queue.cancel(id));
        for (int i = 0; i < 3000 && !context.stop().stop_requested(); ++i) std::this_thread::sleep_for(1ms);
        EXPECT_TRUE(context.stop().stop_requested());
        return fail(ErrorCode::cancelled, "stopped");
    });
    id = add("a");
    auto const done = runner.run({id});
    ASSERT_TRUE(done);
    EXPECT_EQ((*done)[0].state, JobState::cancelled);
}

TEST_F(RunnerOnSqlite, DoesTheJobsOfItsGroupsAlone) {
    std::atomic<int> calls{0};
    runner.handle("a", [&](JobContext&) -> Result<Effect> { ++calls; return jobs::only_output(1); });
    auto const other = add("a", {}, "other");
    ASSERT_TRUE(runner.run({add("a", {}, "mine")}));
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(queue.find(other)->state, JobState::ready);
}

TEST_F(RunnerOnSqlite, RefusesAJobThatNobodyDoes) {
    auto const run = runner.run({add("unheard of")});
    ASSERT_FALSE(run);
    EXPECT_NE(run.error().message.find("unheard of"), std::string::npos);
    EXPECT_EQ(runner.run({JobId{}}).error().code, ErrorCode::not_found);
}

TEST_F(RunnerOnSqlite, ManyJobsOnManyThreadsAreRecordedOnceEach) {
    jobs::Runner crowd(queue, unit, clock, {.cpu_threads = 8, .io_threads = 0, .poll_every = 20ms});
    crowd.handle("a", [&](JobContext& context) -> Result<Effect> {
        auto const number = TRY(context.input_as<std::uint64_t>());
        return Effect([&, number]() -> Result<json::Value> {
            TRY(artists.insert(artist::testing::example_artist(number, "Artist " + std::to_string(number))));
            return json::Value(number);
        });
    });
    std::vector<JobId> ids;
    for (int i = 0; i < 80; ++i) ids.push_back(add("a"));
    auto const done = crowd.run(ids);
    ASSERT_TRUE(done) << done.error().message;
    for (auto const& job : *done) EXPECT_EQ(job.state, JobState::done) << (job.error ? job.error->message : "");
    EXPECT_EQ(artists.list({.limit = 500})->artists.size(), 80U);
}

}  // namespace
}  // namespace troupe::storage::testing
