#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>

#include "jobs/runner.hpp"
#include "own_redis.hpp"
#include "storage/impl/job_streams.hpp"
#include "storage/impl/redis_connection.hpp"
#include "storage/redis_queue.hpp"
#include "storage/sql_content_store.hpp"

/// Workers whom Redis tells of jobs, and what becomes of the jobs when it goes away or forgets them.
namespace troupe::storage::testing {
namespace {

using namespace std::chrono_literals;
using jobs::Effect;
using jobs::Job;
using jobs::JobContext;
using jobs::JobState;

/// Longer than any of these tests may take: what is done in time was told, not found by looking.
constexpr auto never = 10min;
constexpr auto patience = 60s;

bool comes_true(std::function<bool()> const& condition) {
    auto const latest = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > latest) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

/// A roster with a queue that Redis carries. Each job leaves one content, so that a second effect would be seen.
class CarriedJobs : public ::testing::Test {
protected:
    jobs::JobId add(std::string job_class = "cpu", int priority = 0) { return add_to(queue, std::move(job_class), priority); }
    static jobs::JobId add_to(jobs::Queue& to, std::string job_class = "cpu", int priority = 0) {
        auto const job = to.enqueue({.kind = "leave", .job_class = std::move(job_class), .priority = priority});
        if (!job) throw std::runtime_error(job.error().message);
        return job->id;
    }
    static jobs::RunnerSettings told() { return {.cpu_threads = 2, .io_threads = 1, .poll_every = never, .longest_wait = never}; }
    /// Works until the object goes.
    struct Working {
        Working(CarriedJobs& test, jobs::RunnerSettings settings) : runner(test.queue, test.queue.unit_of_work(), test.clock, settings) {
            runner.handle("leave", [&test](JobContext&) -> Result<Effect> { return test.leave_content(); });
            thread = std::jthread([this](std::stop_token stop) { ended = runner.run_until_stopped(std::move(stop)); });
        }
        jobs::Runner runner;
        Result<void> ended;
        std::jthread thread;
    };
    Effect leave_content() {
        return [this]() -> Result<json::Value> {
            catalog::Content content;
            content.id = make_id<catalog::ContentTag>(clock.now(), system_id_bits);
            content.title = to_string(content.id);
            TRY(contents.insert(content));
            return json::Value(1);
        };
    }
    bool is_done(jobs::JobId id) { return queue.find(id)->state == JobState::done; }
    std::size_t done() {
        std::size_t count = 0;
        std::optional<jobs::JobId> after;
        do {
            auto const page = queue.list({.state = JobState::done, .after = after, .limit = 500});
            count += page->jobs.size();
            after = page->next;
        } while (after);
        return count;
    }
    std::int64_t left_in_redis() {
        std::int64_t left = redis.call({"HLEN", redis.key("jobs:table")})->number;
        for (int band = 0; band < 6; ++band) left += redis.call({"XLEN", redis.key("jobs:cpu:" + std::to_string(band))})->number;
        return left;
    }
    /// As a worker that dies; until its entries are there for others to claim.
    void take_and_leave(std::size_t count) {
        impl::JobStreams streams(redis, 1h);
        std::size_t taken = 0;
        EXPECT_TRUE(comes_true([&] {
            auto const entry = streams.take("a worker that dies", {"cpu"}, false);
            return entry && *entry && ++taken == count;
        }));
        EXPECT_TRUE(comes_true([&] {
            auto const pending = redis.call({"XPENDING", redis.key("jobs:cpu:4"), "workers", "IDLE", "300", "-", "+", "10"});
            return pending->items.size() == count;
        }));
    }
    std::size_t contents_left() {
        std::size_t count = 0;
        catalog::ContentQuery query{.limit = 500};
        for (;;) {
            auto const page = contents.list(query);
            count += page->contents.size();
            if (!page->next) return count;
            query.after = page->next;
        }
    }

    OwnRedis server;
    TempDatabase place;
    SystemClock clock;
    Redis redis{server.settings};
    SqlQueue sql_queue{*place.database, clock};
    RedisQueue queue{{sql_queue, *place.database, redis, clock}, {.claim_after = 300ms, .claim_every = 50ms, .look_every = 100ms, .sweep_every = 200ms}};
    SqlContentStore contents{*place.database};
};

TEST_F(CarriedJobs, AWaitingWorkerIsToldOfAJob) {
    Working const working(*this, told());
    for (auto const* job_class : {"cpu", "io", "cpu"}) {
        auto const id = add(job_class);
        EXPECT_TRUE(comes_true([&] { return is_done(id); }));
    }
    EXPECT_EQ(queue.counts_of_this_process().carried, 3);
}

TEST_F(CarriedJobs, WhatAUnitEnqueuesIsToldOnceItIsKept) {
    Working const working(*this, told());
    std::optional<jobs::JobId> first, second;
    ASSERT_TRUE(queue.unit_of_work().run([&]() -> Result<void> {
        first = TRY(queue.enqueue({.kind = "leave"})).id;
        second = TRY(queue.enqueue({.kind = "leave", .after = {*first}})).id;
        return {};
    }));
    EXPECT_TRUE(comes_true([&] { return is_done(*second); }));
}

TEST_F(CarriedJobs, AWaitingWorkerStopsAtOnce) {
    auto working = std::make_unique<Working>(*this, told());
    EXPECT_TRUE(comes_true([&] { return redis.call({"INFO", "clients"})->text.find("blocked_clients:3") != std::string::npos; }));
    auto const begun = std::chrono::steady_clock::now();
    working.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
}

TEST_F(CarriedJobs, WhatAProcessWithoutRedisEnqueuesIsFound) {
    Working const working(*this, told());
    auto const id = add_to(sql_queue);
    EXPECT_TRUE(comes_true([&] { return is_done(id); }));
}

TEST_F(CarriedJobs, NothingIsLeftInRedisOfWhatIsOver) {
    Working const working(*this, told());
    for (int i = 0; i < 50; ++i) add();
    EXPECT_TRUE(comes_true([&] { return done() == 50 && left_in_redis() == 0; }));
}

TEST_F(CarriedJobs, AnEntryThatAWorkerTookAndLeftIsClaimed) {
    auto const id = add();
    take_and_leave(1);
    auto const lease = *queue.lease("another", {.classes = {"cpu"}}, 30s);
    ASSERT_TRUE(lease);
    EXPECT_EQ(lease->job.id, id);
    EXPECT_EQ(queue.counts_of_this_process().claimed, 1);
}

TEST_F(CarriedJobs, WhoLooksForOneClassLeavesTheLookForAnotherToOthers) {
    RedisQueue seldom{{sql_queue, *place.database, redis, clock}, {.claim_after = 300ms, .claim_every = 1h}};
    for (int i = 0; i < 3; ++i) add();
    take_and_leave(3);
    EXPECT_FALSE(*seldom.lease("an io worker", {.classes = {"io"}}, 30s));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(*seldom.lease("a cpu worker", {.classes = {"cpu"}}, 30s));
    EXPECT_EQ(seldom.counts_of_this_process().claimed, 3);
}

TEST_F(CarriedJobs, AJobWhoseWorkerDiedIsTakenOver) {
    add();
    auto const dead = *queue.lease("a worker that dies", {.classes = {"cpu"}}, 200ms);
    ASSERT_TRUE(dead);
    std::optional<jobs::Lease> lease;
    EXPECT_TRUE(comes_true([&] {
        lease = *queue.lease("another", {.classes = {"cpu"}}, 30s);
        return lease.has_value();
    }));
    EXPECT_EQ(lease->job.losses, 1);
    EXPECT_FALSE(queue.complete(*dead, 1));
    EXPECT_TRUE(queue.complete(*lease, 1));
}

TEST_F(CarriedJobs, AWorkerThatIsSlowKeepsItsJob) {
    add();
    auto const slow = *queue.lease("slow", {.classes = {"cpu"}}, 30s);
    ASSERT_TRUE(slow);
    // Long enough for others to claim its entry, twice.
    for (auto const until = std::chrono::steady_clock::now() + 900ms; std::chrono::steady_clock::now() < until;) {
        EXPECT_FALSE(*queue.lease("another", {.classes = {"cpu"}}, 30s));
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_TRUE(queue.complete(*slow, 1));
}

TEST_F(CarriedJobs, AKindThatNobodyHereKnowsIsLeftToOthers) {
    ASSERT_TRUE(queue.enqueue({.kind = "new kind"}));
    EXPECT_FALSE(*queue.lease("old", {.classes = {"cpu"}, .kinds = {"leave"}}, 30s));
    EXPECT_TRUE(*queue.lease("new", {.classes = {"cpu"}, .kinds = {"new kind"}}, 30s));
}

TEST_F(CarriedJobs, WhatIsNoEntryIsThrownAway) {
    auto const stream = redis.key("jobs:cpu:4");
    ASSERT_TRUE(redis.call({"XADD", stream, "*", "job", "nonsense"}));
    EXPECT_FALSE(*queue.lease("worker", {.classes = {"cpu"}}, 30s));
    EXPECT_EQ(redis.call({"XLEN", stream})->number, 0);
    add();
    EXPECT_TRUE(*queue.lease("worker", {.classes = {"cpu"}}, 30s));
}

TEST_F(CarriedJobs, FlushAllInMidRunLosesNothing) {
    constexpr std::size_t jobs = 300;
    for (std::size_t i = 0; i < jobs; ++i) add("cpu", static_cast<int>(i % 3) * 40);
    Working const working(*this, told());
    for (auto const at : {jobs / 10, jobs / 3, jobs / 2}) {
        EXPECT_TRUE(comes_true([&] { return done() >= at; }));
        ASSERT_TRUE(redis.call({"FLUSHALL"}));
    }
    EXPECT_TRUE(comes_true([&] { return done() == jobs; })) << done();
    EXPECT_EQ(contents_left(), jobs);
    EXPECT_GT(queue.counts_of_this_process().swept, 0);
}

TEST_F(CarriedJobs, KillingRedisInMidRunLosesNothing) {
    constexpr std::size_t jobs = 300;
    for (std::size_t i = 0; i < jobs; ++i) add();
    Working const working(*this, {.cpu_threads = 2, .io_threads = 1});
    for (auto const at : {jobs / 10, jobs / 3, jobs / 2}) {
        EXPECT_TRUE(comes_true([&] { return done() >= at; }));
        server.restart();
    }
    EXPECT_TRUE(comes_true([&] { return done() == jobs; })) << done();
    EXPECT_EQ(contents_left(), jobs);
}

TEST_F(CarriedJobs, WithoutRedisWorkersPollAndGoBackWhenItIsThere) {
    server.kill();
    Working const working(*this, {.cpu_threads = 2, .io_threads = 1});
    auto const first = add();
    EXPECT_TRUE(comes_true([&] { return is_done(first); }));
    EXPECT_FALSE(redis.status().is_up);
    EXPECT_EQ(queue.counts_of_this_process().carried, 0);
    server.start();
    EXPECT_TRUE(comes_true([&] {
        auto const id = add();
        return comes_true([&] { return is_done(id); }) && queue.counts_of_this_process().carried > 0;
    }));
    EXPECT_TRUE(redis.status().is_up);
}

}  // namespace
}  // namespace troupe::storage::testing
