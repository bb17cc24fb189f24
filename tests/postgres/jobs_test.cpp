#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <thread>

#include "base/time.hpp"
#include "on_postgres.hpp"
#include "storage/impl/job_batches.hpp"
#include "storage/sql_event_log.hpp"
#include "storage/sql_queue.hpp"

/// A queue that many work on at once.
namespace troupe::storage::testing {
namespace {

TEST_F(OnPostgres, EveryJobIsLeasedOnceAndWhatWaitsForTwoIsWoken) {
    SystemClock const clock;
    SqlQueue queue(*place.database, clock);
    constexpr int pairs = 30;
    for (int i = 0; i < pairs; ++i) {
        auto const left = queue.enqueue({.kind = "left", .job_class = "cpu"});
        auto const right = queue.enqueue({.kind = "right", .job_class = "cpu"});
        ASSERT_TRUE(left && right);
        ASSERT_TRUE(queue.enqueue({.kind = "both", .job_class = "cpu", .after = {left->id, right->id}}));
    }
    std::map<std::string, int> leased;
    std::mutex guard;
    in_threads(8, [&](int worker) {
        for (int idle = 0; idle < 20;) {
            auto const lease = queue.lease(fmt::format("worker {}", worker), {}, std::chrono::minutes(1));
            ASSERT_TRUE(lease) << lease.error().message;
            if (!*lease) {
                ++idle;
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
                continue;
            }
            {
                std::lock_guard const lock(guard);
                ++leased[to_string((*lease)->job.id)];
            }
            auto const done = queue.complete(**lease, {});
            EXPECT_TRUE(done) << done.error().message;
        }
    });
    EXPECT_EQ(leased.size(), 3U * pairs);
    EXPECT_TRUE(std::all_of(leased.begin(), leased.end(), [](auto const& each) { return each.second == 1; }));
    EXPECT_EQ(number("SELECT COUNT(*) FROM jobs WHERE state = 'done'"), 3 * pairs);
}

/// Leases are no part of the order that PostgreSQL keeps among units: a unit that began before one may not see what
/// came of it.
class JobsSideBySide : public OnPostgres {
protected:
    jobs::Job put(std::string kind, std::vector<jobs::JobId> after = {}) {
        return queue.enqueue({.kind = std::move(kind), .job_class = "cpu", .after = std::move(after)}).value();
    }
    jobs::Lease take(std::string kind) {
        return queue.lease("worker", {.kinds = {std::move(kind)}}, std::chrono::minutes(1)).value().value();
    }
    /// Does `work` in a unit that began before another worker took the job of this kind and was done with it.
    void while_it_is_done(std::string const& kind, std::function<Result<void>()> const& work) {
        bool is_first = true;
        auto const kept = connections().run([&]() -> Result<void> {
            (void)number("SELECT 1");  // from here on it sees nothing that others keep
            if (std::exchange(is_first, false))
                std::jthread([&] { EXPECT_TRUE(queue.complete(take(kind), {})); }).join();
            return work();
        });
        EXPECT_TRUE(kept) << kept.error().message;
    }

    SystemClock clock;
    SqlQueue queue{*place.database, clock};
};

TEST_F(JobsSideBySide, WhatWaitsForTwoThatEndTogetherIsWoken) {
    auto const left = put("left"), right = put("right");
    auto const both = put("both", {left.id, right.id});
    auto const lease = take("left");
    while_it_is_done("right", [&] { return queue.complete(lease, {}); });
    EXPECT_EQ(queue.find(both.id)->state, jobs::JobState::ready);
}

TEST_F(JobsSideBySide, WhatIsPutBehindAJobThatEndsMeanwhileIsReady) {
    auto const first = put("first");
    jobs::JobId second;
    while_it_is_done("first", [&]() -> Result<void> {
        second = TRY(queue.enqueue({.kind = "second", .job_class = "cpu", .after = {first.id}})).id;
        return {};
    });
    EXPECT_EQ(queue.find(second)->state, jobs::JobState::ready);
}

TEST_F(JobsSideBySide, WhatIsTriedAgainWhileItsLastDependencyEndsIsReady) {
    auto const first = put("first");
    auto const second = put("second", {first.id});
    ASSERT_TRUE(queue.cancel(second.id));
    while_it_is_done("first", [&]() -> Result<void> {
        TRY(queue.retry(second.id));
        return {};
    });
    EXPECT_EQ(queue.find(second.id)->state, jobs::JobState::ready);
}

TEST_F(JobsSideBySide, WhatIsPutBehindAJobWhileThatIsBeingRecordedIsWoken) {
    constexpr int rounds = 40;
    std::vector<jobs::JobId> behind(rounds);
    for (int i = 0; i < rounds; ++i) {
        auto const first = put("first");
        auto const lease = take("first");
        in_threads(2, [&](int thread) {
            if (thread == 0) EXPECT_TRUE(queue.complete_all({{lease, {}}})[0]);
            else behind[static_cast<std::size_t>(i)] = put("second", {first.id}).id;
        });
    }
    for (auto const& id : behind) EXPECT_EQ(queue.find(id)->state, jobs::JobState::ready);
}

TEST_F(JobsSideBySide, WhatWaitsForTwoThatAreRecordedTogetherElsewhereIsWoken) {
    constexpr int rounds = 40;
    for (int i = 0; i < rounds; ++i) {
        auto const left = put("left"), right = put("right");
        auto const both = put("both", {left.id, right.id});
        std::array const leases{take("left"), take("right")};
        in_threads(2, [&](int thread) { EXPECT_TRUE(queue.complete_all({{leases[static_cast<std::size_t>(thread)], {}}})[0]); });
        ASSERT_EQ(queue.find(both.id)->state, jobs::JobState::ready);
        ASSERT_TRUE(queue.complete(take("both"), {}));
    }
}

/// A server that dies may forget the last leases, and gives their tokens again.
TEST_F(JobsSideBySide, ALeaseThatTheServerForgotDoesNotEndAnothersWork) {
    auto const job = put("a");
    auto const forgotten = queue.lease("one", {}, std::chrono::minutes(1)).value().value();
    execute("UPDATE jobs SET state = 'ready', worker = '', token = token - 1, lease_until = NULL WHERE id = '" + to_string(job.id) + "'");
    auto const other = queue.lease("two", {}, std::chrono::minutes(1)).value().value();
    ASSERT_EQ(forgotten.token, other.token);
    EXPECT_EQ(queue.complete(forgotten, 1).error().code, ErrorCode::conflict);
    EXPECT_EQ(queue.renew(forgotten, std::chrono::minutes(1)).error().code, ErrorCode::conflict);
    EXPECT_TRUE(queue.complete(other, 2));
}

TEST_F(JobsSideBySide, WhatHappensToManyAtOnceIsInTheFeedOneByOne) {
    auto const artist = to_string(make_id<struct ArtistTag>(clock.now(), system_id_bits));
    auto const jobs = queue.enqueue_all({{.kind = "a", .group = "debut:" + artist}, {.kind = "b \"quoted\""}}).value();
    auto const leases = queue.lease_some("worker", {}, std::chrono::minutes(1), 5).value();
    ASSERT_EQ(leases.size(), 2U);
    ASSERT_TRUE(queue.progress(leases[0], 0.25, "half a \"word\""));
    for (auto const& result : queue.complete_all({{leases[0], 1}, {leases[1], 2}})) EXPECT_TRUE(result);
    SqlEventLog log(*place.database);
    auto const events = log.after(0, 100).value();
    ASSERT_EQ(events.size(), 7U);
    std::vector<std::string> told;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto const& data = events[i].data.as_object();
        EXPECT_EQ(events[i].number, static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(events[i].type, "job.changed");
        EXPECT_EQ(events[i].artist, events[i].subject == to_string(jobs[0].id) ? artist : "");
        told.push_back(fmt::format("{} {} {}", std::string(data.at("kind").as_string()), std::string(data.at("state").as_string()),
                                   data.at("progress").to_number<double>()));
    }
    EXPECT_EQ(told, (std::vector<std::string>{"a ready 0", "b \"quoted\" ready 0", "a running 0", "b \"quoted\" running 0", "a running 0.25",
                                              "a done 1", "b \"quoted\" done 1"}));
    EXPECT_EQ(events[5].data.at("message").as_string(), "half a \"word\"");
}

/// Statistics are made now and then: a queue grows from nothing to much in between.
TEST_F(JobsSideBySide, ALeaseLooksAtNoMoreJobsThanItTakes) {
    std::vector<jobs::JobSpec> const many(2000, {.kind = "a"});
    ASSERT_TRUE(queue.enqueue_all(many));
    ASSERT_EQ(queue.lease_some("worker", {}, std::chrono::minutes(1), 8).value().size(), 8U);
    std::int64_t looked_at = 0;
    ASSERT_TRUE(connections().write_soon([&](impl::Session& sql) -> Result<void> {
        impl::TakeRequest const request{.worker = "worker", .now = clock.now(), .until = clock.now(), .most = 8, .conditions = "", .values = {}};
        EXPECT_EQ(impl::take_ready_jobs(sql, request).size(), 8U);
        looked_at = impl::select(sql, "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'jobs'", 1).at(0).number(0);
        return {};
    }));
    EXPECT_LT(looked_at, 100);
}

TEST_F(JobsSideBySide, EndingALotLooksAtItsJobsAlone) {
    std::vector<jobs::JobSpec> const many(3000, {.kind = "a"});
    ASSERT_TRUE(queue.enqueue_all(many));
    execute("ANALYZE jobs");  // now none runs, and that is what PostgreSQL goes by
    std::vector<jobs::Completion> lot;
    for (int i = 0; i < 5; ++i) {
        lot.clear();
        for (auto& lease : queue.lease_some("worker", {}, std::chrono::minutes(1), 500).value()) lot.push_back({std::move(lease), 1});
    }
    ASSERT_EQ(lot.size(), 500U);
    std::int64_t looked_at = 0;
    ASSERT_TRUE(connections().write_rows([&](impl::Session& sql) -> Result<void> {
        auto const fetched = [&] {
            return impl::select(sql, "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'jobs'", 1).at(0).number(0);
        };
        auto const before = fetched();  // this connection may have leased some a moment ago
        EXPECT_EQ(impl::finish_jobs(sql, lot, clock.now()).size(), 500U);
        looked_at = fetched() - before;
        return {};
    }));
    EXPECT_LT(looked_at, 1000);
}

}  // namespace
}  // namespace troupe::storage::testing
