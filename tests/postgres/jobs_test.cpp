#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

#include "base/time.hpp"
#include "on_postgres.hpp"
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

}  // namespace
}  // namespace troupe::storage::testing
