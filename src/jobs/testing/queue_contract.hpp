#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "jobs/queue.hpp"

namespace troupe::jobs::testing {

/// What every Queue promises. An adapter's test only instantiates it:
///     INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QueueContract, QueueInTempFile);
/// `Fixture` is default-constructible and has `Queue& queue`, empty, `UnitOfWork& unit`, and `FixedClock clock`, which the
/// queue goes by.
template <class Fixture>
class QueueContract : public ::testing::Test {
protected:
    static constexpr std::chrono::milliseconds lease_time{30'000};

    Job add(std::string kind, std::vector<JobId> after = {}, int priority = 0) {
        auto job = fixture.queue.enqueue({.kind = std::move(kind), .input = json::Object{{"n", 1}}, .after = std::move(after), .priority = priority});
        if (!job) ADD_FAILURE() << job.error().message;
        return job ? *job : Job{};
    }
    std::optional<Lease> take(Capabilities const& capabilities = {}) {
        auto lease = fixture.queue.lease("worker", capabilities, lease_time);
        if (!lease) ADD_FAILURE() << lease.error().message;
        return lease ? *lease : std::nullopt;
    }
    JobState state(Job const& job) { return fixture.queue.find(job.id)->state; }
    void pass(std::chrono::milliseconds time) { fixture.clock.set(fixture.clock.now() + time); }
    template <class Result>
    static bool is_conflict(Result const& result) {
        return !result && result.error().code == ErrorCode::conflict;
    }

    Fixture fixture;
};
TYPED_TEST_SUITE_P(QueueContract);

TYPED_TEST_P(QueueContract, CountsWhatIsLeftToDo) {
    auto const first = this->add("a");
    this->add("b", {first.id});
    this->add("c");
    auto const counts = this->fixture.queue.counts();
    ASSERT_TRUE(counts);
    ASSERT_EQ(counts->size(), 2U);
    EXPECT_EQ((*counts)[0].state, JobState::ready);
    EXPECT_EQ((*counts)[0].jobs, 2);
    EXPECT_EQ((*counts)[0].oldest, this->fixture.clock.now());
    EXPECT_EQ((*counts)[1].state, JobState::waiting);
    ASSERT_TRUE(this->fixture.queue.cancel(first.id));
    EXPECT_EQ(this->fixture.queue.counts()->size(), 1U);
}

TYPED_TEST_P(QueueContract, GivesBackWhatWasEnqueued) {
    auto const first = this->add("first");
    JobSpec const spec{.kind = "track.generate", .job_class = "io", .input = json::Object{{"bpm", 124.5}, {"name", "Ünïcode \"'"}},
                       .key = "key", .group = "debut:1", .after = {first.id}, .priority = -3, .max_attempts = 7};
    auto const job = this->fixture.queue.enqueue(spec);
    ASSERT_TRUE(job);
    EXPECT_EQ(job->state, JobState::waiting);
    auto const found = this->fixture.queue.find(job->id);
    ASSERT_TRUE(found);
    EXPECT_EQ(json::print(*found), json::print(*job));
    EXPECT_EQ(json::print(found->input), json::print(spec.input));
    EXPECT_EQ(found->after, spec.after);
    EXPECT_EQ(found->created, this->fixture.clock.now());
    EXPECT_EQ((*this->fixture.queue.find_by_key("key"))->id, job->id);
    EXPECT_FALSE(*this->fixture.queue.find_by_key("other"));
}

TYPED_TEST_P(QueueContract, RefusesWhatCannotBeDone) {
    EXPECT_EQ(this->fixture.queue.enqueue({}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(this->fixture.queue.enqueue({.kind = "x", .max_attempts = 0}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(this->fixture.queue.enqueue({.kind = "x", .after = {JobId{}}}).error().code, ErrorCode::not_found);
    EXPECT_TRUE(this->fixture.queue.list({})->jobs.empty());
}

TYPED_TEST_P(QueueContract, TheSameKeyIsTheSameJob) {
    auto const job = *this->fixture.queue.enqueue({.kind = "x", .input = 1, .key = "once"});
    auto const lease = this->take();
    ASSERT_TRUE(this->fixture.queue.complete(*lease, "result"));
    auto const again = this->fixture.queue.enqueue({.kind = "x", .input = 2, .key = "once"});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, job.id);
    EXPECT_EQ(again->state, JobState::done);
    EXPECT_EQ(json::print(again->output), "\"result\"");
    EXPECT_NE(this->add("x").id, this->add("x").id);
}

TYPED_TEST_P(QueueContract, EnqueuesAllOrNone) {
    auto& queue = this->fixture.queue;
    auto const known = *queue.enqueue({.kind = "a", .key = "known"});
    auto const jobs = queue.enqueue_all({{.kind = "b", .input = json::Object{{"text", "a \"quote\", a \\ and {a, b}"}}, .priority = 2},
                                         {.kind = "c", .key = "known"},
                                         {.kind = "d", .key = "new", .group = "together"},
                                         {.kind = "e", .key = "new"}});
    ASSERT_TRUE(jobs) << jobs.error().message;
    ASSERT_EQ(jobs->size(), 4U);
    EXPECT_EQ((*jobs)[1].id, known.id);
    EXPECT_EQ((*jobs)[1].kind, "a");
    EXPECT_EQ((*jobs)[3].id, (*jobs)[2].id);
    for (auto const& job : *jobs) EXPECT_EQ(json::print(*queue.find(job.id)), json::print(job));
    EXPECT_EQ(queue.enqueue_all({{.kind = "f"}, {.kind = ""}}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(queue.enqueue_all({{.kind = "f"}, {.kind = "g", .after = {JobId{}}}}).error().code, ErrorCode::not_found);
    EXPECT_EQ(queue.list({})->jobs.size(), 3U);
    EXPECT_TRUE(queue.enqueue_all({})->empty());
    auto const behind = queue.enqueue_all({{.kind = "h", .after = {known.id}}});
    EXPECT_EQ(behind->front().state, JobState::waiting);
}

TYPED_TEST_P(QueueContract, LeasesSomeInTheOrderOfOne) {
    auto& queue = this->fixture.queue;
    auto const old = this->add("old");
    auto const urgent = this->add("urgent", {}, 5);
    auto const fresh = this->add("fresh");
    std::vector<JobId> taken;
    while (taken.size() < 3) {
        auto const leases = queue.lease_some("worker", {}, this->lease_time, 2);
        ASSERT_TRUE(leases) << leases.error().message;
        ASSERT_FALSE(leases->empty());
        ASSERT_LE(leases->size(), 2U);
        for (auto const& lease : *leases) {
            EXPECT_EQ(lease.job.state, JobState::running);
            EXPECT_TRUE(queue.renew(lease, this->lease_time));
            taken.push_back(lease.job.id);
        }
    }
    EXPECT_EQ(taken, (std::vector{urgent.id, old.id, fresh.id}));
    EXPECT_TRUE(queue.lease_some("worker", {}, this->lease_time, 2)->empty());
}

TYPED_TEST_P(QueueContract, CompletesEachWhateverComesOfTheOthers) {
    auto& queue = this->fixture.queue;
    auto const a = this->add("a");
    auto const b = this->add("b");
    auto const both = this->add("both", {a.id, b.id});
    auto const cancelled = this->add("cancelled");
    auto const first = *this->take(), second = *this->take(), third = *this->take();
    ASSERT_TRUE(queue.cancel(cancelled.id));
    auto const results = queue.complete_all({{first, 1}, {third, 3}, {second, "two"}});
    ASSERT_EQ(results.size(), 3U);
    EXPECT_TRUE(results[0]);
    EXPECT_TRUE(this->is_conflict(results[1]));
    EXPECT_TRUE(results[2]);
    EXPECT_EQ(this->state(cancelled), JobState::cancelled);
    EXPECT_EQ(json::print(queue.find(b.id)->output), "\"two\"");
    EXPECT_EQ(queue.find(b.id)->progress, 1);
    EXPECT_EQ(this->state(both), JobState::ready);
    EXPECT_TRUE(this->is_conflict(queue.complete_all({{first, 1}})[0]));
    EXPECT_TRUE(queue.complete_all({}).empty());
}

TYPED_TEST_P(QueueContract, GivesBackAllThatAreStillHeld) {
    auto& queue = this->fixture.queue;
    auto const a = this->add("a");
    auto const b = this->add("b");
    auto const first = *this->take(), second = *this->take();
    ASSERT_TRUE(queue.cancel(a.id));
    ASSERT_TRUE(queue.give_back_all({first, second}));
    EXPECT_EQ(this->state(a), JobState::cancelled);
    EXPECT_EQ(this->state(b), JobState::ready);
    EXPECT_EQ(queue.find(b.id)->attempts, 0);
}

TYPED_TEST_P(QueueContract, ManyEnqueueAtOnce) {
    constexpr int clients = 6, each = 15;
    std::mutex guard;
    std::set<JobId> made;
    {
        std::vector<std::jthread> threads;
        for (int c = 0; c < clients; ++c)
            threads.emplace_back([&, c] {
                for (int i = 0; i < each; ++i) {
                    // Every other key is everybody's.
                    auto const key = i % 2 == 0 ? "all/" + std::to_string(i) : std::to_string(c) + "/" + std::to_string(i);
                    auto const job = this->fixture.queue.enqueue({.kind = "a", .input = i, .key = key});
                    ASSERT_TRUE(job) << job.error().message;
                    EXPECT_EQ(job->key, key);
                    EXPECT_EQ(job->input.as_int64(), i);
                    std::lock_guard const lock(guard);
                    made.insert(job->id);
                }
            });
    }
    EXPECT_EQ(made.size(), 8U + clients * 7U);
    EXPECT_EQ(this->fixture.queue.list({.limit = 500})->jobs.size(), made.size());
}

TYPED_TEST_P(QueueContract, LeasesByPriorityThenAge) {
    auto const old = this->add("old");
    auto const fresh = this->add("fresh");
    auto const urgent = this->add("urgent", {}, 5);
    EXPECT_EQ(this->take()->job.id, urgent.id);
    EXPECT_EQ(this->take()->job.id, old.id);
    EXPECT_EQ(this->take()->job.id, fresh.id);
    EXPECT_FALSE(this->take());
}

TYPED_TEST_P(QueueContract, LeasesWhatAWorkerCanDo) {
    auto& queue = this->fixture.queue;
    ASSERT_TRUE(queue.enqueue({.kind = "a", .job_class = "cpu", .group = "one"}));
    ASSERT_TRUE(queue.enqueue({.kind = "b", .job_class = "io", .group = "two"}));
    EXPECT_FALSE(this->take({.classes = {"gpu"}}));
    EXPECT_FALSE(this->take({.classes = {"cpu"}, .kinds = {"b"}}));
    EXPECT_FALSE(this->take({.groups = {"three"}}));
    EXPECT_FALSE(this->take({.classes = {"a"}, .kinds = {"one"}, .groups = {"cpu"}}));
    EXPECT_EQ(this->take({.classes = {"io"}, .kinds = {"x", "a", "b"}, .groups = {"two", "x"}})->job.kind, "b");
    EXPECT_EQ(this->take({.groups = {"one", "two"}})->job.kind, "a");
}

TYPED_TEST_P(QueueContract, AJobWaitsForAllItsDependencies) {
    auto const a = this->add("a");
    auto const b = this->add("b");
    auto const c = this->add("c", {a.id, b.id, a.id});
    auto const first = this->take();
    auto const second = this->take();
    EXPECT_FALSE(this->take());
    ASSERT_TRUE(this->fixture.queue.complete(*first, 1));
    EXPECT_FALSE(this->take());
    EXPECT_EQ(this->state(c), JobState::waiting);
    ASSERT_TRUE(this->fixture.queue.complete(*second, 2));
    EXPECT_EQ(this->take()->job.id, c.id);
    auto const late = this->add("late", {a.id, b.id});
    EXPECT_EQ(late.state, JobState::ready);
}

TYPED_TEST_P(QueueContract, ShowsProgress) {
    auto const job = this->add("a");
    auto const lease = this->take();
    EXPECT_EQ(lease->job.state, JobState::running);
    EXPECT_EQ(lease->job.attempts, 1);
    EXPECT_EQ(lease->job.started, this->fixture.clock.now());
    EXPECT_EQ(lease->job.lease_until, this->fixture.clock.now() + this->lease_time);
    ASSERT_TRUE(this->fixture.queue.progress(*lease, 0.25, "mixing"));
    auto const found = *this->fixture.queue.find(job.id);
    EXPECT_EQ(found.progress, 0.25);
    EXPECT_EQ(found.message, "mixing");
    ASSERT_TRUE(this->fixture.queue.progress(*lease, 7, ""));
    EXPECT_EQ(this->fixture.queue.find(job.id)->progress, 1);
}

TYPED_TEST_P(QueueContract, AnExpiredLeaseIsTakenOverAndTheOldOneRefused) {
    auto& queue = this->fixture.queue;
    auto const job = this->add("a");
    auto const slow = this->take();
    this->pass(this->lease_time - std::chrono::milliseconds{1});
    EXPECT_FALSE(this->take());
    this->pass(std::chrono::milliseconds{1});
    auto const fast = this->take();
    ASSERT_TRUE(fast);
    EXPECT_EQ(fast->job.id, job.id);
    EXPECT_GT(fast->token, slow->token);
    EXPECT_EQ(fast->job.attempts, 1);
    EXPECT_EQ(fast->job.losses, 1);
    EXPECT_TRUE(this->is_conflict(queue.renew(*slow, this->lease_time)));
    EXPECT_TRUE(this->is_conflict(queue.progress(*slow, 0.5, "")));
    EXPECT_TRUE(this->is_conflict(queue.complete(*slow, 1)));
    EXPECT_TRUE(this->is_conflict(queue.fail_attempt(*slow, {}, {})));
    EXPECT_TRUE(this->is_conflict(queue.give_back(*slow)));
    ASSERT_TRUE(queue.complete(*fast, 2));
    EXPECT_EQ(json::print(queue.find(job.id)->output), "2");
    EXPECT_TRUE(this->is_conflict(queue.complete(*fast, 3)));
}

TYPED_TEST_P(QueueContract, ARenewedLeaseStays) {
    this->add("a");
    auto const lease = this->take();
    this->pass(std::chrono::milliseconds{20'000});
    ASSERT_TRUE(this->fixture.queue.renew(*lease, this->lease_time));
    this->pass(std::chrono::milliseconds{20'000});
    EXPECT_FALSE(this->take());
    EXPECT_TRUE(this->fixture.queue.complete(*lease, 1));
}

TYPED_TEST_P(QueueContract, RetriesUntilTheAttemptsAreUsedUp) {
    auto& queue = this->fixture.queue;
    auto const job = *queue.enqueue({.kind = "a", .max_attempts = 2});
    Error const busy{ErrorCode::unavailable, "busy"};
    auto const later = this->fixture.clock.now() + std::chrono::seconds{5};
    EXPECT_EQ(queue.fail_attempt(*this->take(), busy, later)->state, JobState::ready);
    EXPECT_FALSE(this->take());
    this->pass(std::chrono::seconds{5});
    auto const second = this->take();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->job.attempts, 2);
    auto const dead = queue.fail_attempt(*second, busy, this->fixture.clock.now());
    ASSERT_TRUE(dead);
    EXPECT_EQ(dead->state, JobState::failed);
    EXPECT_EQ(dead->error->code, ErrorCode::unavailable);
    EXPECT_EQ(dead->error->message, "busy");
    EXPECT_EQ(this->state(job), JobState::failed);
}

TYPED_TEST_P(QueueContract, WhatIsGivenBackIsReadyAndNotCounted) {
    this->add("a");
    ASSERT_TRUE(this->fixture.queue.give_back(*this->take()));
    EXPECT_EQ(this->take()->job.attempts, 1);
}

TYPED_TEST_P(QueueContract, AFailureEndsWhatWaitsForIt) {
    auto& queue = this->fixture.queue;
    auto const a = this->add("a");
    auto const b = this->add("b", {a.id});
    auto const c = this->add("c", {b.id});
    auto const other = this->add("other");
    ASSERT_TRUE(queue.fail_attempt(*this->take(), {ErrorCode::bad_response, "no sound came back"}, {}));
    auto const end = *queue.find(c.id);
    EXPECT_EQ(end.state, JobState::failed);
    EXPECT_EQ(end.because_of, a.id);
    EXPECT_NE(end.error->message.find("because of a"), std::string::npos) << end.error->message;
    EXPECT_NE(end.error->message.find("no sound came back"), std::string::npos) << end.error->message;
    EXPECT_EQ(this->state(b), JobState::failed);
    EXPECT_EQ(this->state(other), JobState::ready);
    auto const late = this->add("late", {c.id});
    EXPECT_EQ(late.state, JobState::failed);
    EXPECT_EQ(late.because_of, a.id);
}

TYPED_TEST_P(QueueContract, ARetryRevivesWhatEndedBecauseOfIt) {
    auto& queue = this->fixture.queue;
    auto const a = this->add("a");
    auto const x = this->add("x");
    auto const b = this->add("b", {a.id});
    auto const c = this->add("c", {b.id, x.id});
    ASSERT_TRUE(queue.fail_attempt(*this->take(), {ErrorCode::internal, "broken"}, {}));
    auto const refused = queue.retry(c.id);
    EXPECT_TRUE(this->is_conflict(refused));
    EXPECT_NE(refused.error().message.find(to_string(a.id)), std::string::npos);
    ASSERT_TRUE(queue.retry(a.id));
    EXPECT_EQ(this->state(a), JobState::ready);
    EXPECT_EQ(this->state(b), JobState::waiting);
    EXPECT_EQ(this->state(c), JobState::waiting);
    EXPECT_FALSE(queue.find(c.id)->error);
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(queue.complete(*this->take(), i));
    EXPECT_EQ(this->state(c), JobState::done);
    EXPECT_EQ(queue.retry(c.id)->state, JobState::done);
    EXPECT_EQ(queue.retry(JobId{}).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(QueueContract, AJobWithTwoDeadDependenciesWaitsForBothRetries) {
    auto& queue = this->fixture.queue;
    auto const a = this->add("a");
    auto const b = this->add("b");
    auto const c = this->add("c", {a.id, b.id});
    auto const first = this->take();
    auto const second = this->take();
    ASSERT_TRUE(queue.fail_attempt(*first, {}, {}));
    ASSERT_TRUE(queue.fail_attempt(*second, {}, {}));
    ASSERT_TRUE(queue.retry(a.id));
    EXPECT_EQ(this->state(c), JobState::failed);
    ASSERT_TRUE(queue.retry(b.id));
    EXPECT_EQ(this->state(c), JobState::waiting);
}

TYPED_TEST_P(QueueContract, ACancelledJobAndItsDependentsEnd) {
    auto& queue = this->fixture.queue;
    auto const a = this->add("a");
    auto const b = this->add("b", {a.id});
    auto const lease = this->take();
    EXPECT_EQ(queue.cancel(a.id)->state, JobState::cancelled);
    EXPECT_EQ(this->state(b), JobState::cancelled);
    EXPECT_EQ(queue.find(b.id)->because_of, a.id);
    EXPECT_TRUE(this->is_conflict(queue.renew(*lease, this->lease_time)));
    EXPECT_TRUE(this->is_conflict(queue.complete(*lease, 1)));
    EXPECT_FALSE(this->take());
    ASSERT_TRUE(queue.retry(a.id));
    ASSERT_TRUE(queue.complete(*this->take(), 1));
    EXPECT_EQ(queue.cancel(a.id)->state, JobState::done);
    EXPECT_EQ(queue.cancel(JobId{}).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(QueueContract, TakesOverFromTheDead) {
    auto& queue = this->fixture.queue;
    this->add("a");
    this->add("b");
    auto const dead = *queue.lease("dead", {}, this->lease_time);
    auto const alive = *queue.lease("alive", {}, this->lease_time);
    EXPECT_EQ(*queue.recover([](std::string const& worker) { return worker == "dead"; }), 1);
    EXPECT_EQ(this->take()->job.id, dead->job.id);
    EXPECT_FALSE(this->take());
    EXPECT_TRUE(this->is_conflict(queue.complete(*dead, 1)));
    EXPECT_TRUE(queue.complete(*alive, 1));
}

TYPED_TEST_P(QueueContract, WhatKillsEveryWorkerEnds) {
    auto const job = this->add("poison");
    auto const dependent = this->add("next", {job.id});
    for (int i = 0; i < most_losses; ++i) {
        ASSERT_TRUE(this->take()) << i;
        this->pass(this->lease_time);
    }
    EXPECT_FALSE(this->take());
    EXPECT_EQ(this->state(job), JobState::failed);
    EXPECT_EQ(this->state(dependent), JobState::failed);
}

TYPED_TEST_P(QueueContract, AnEffectAndItsCompletionAreOne) {
    auto& queue = this->fixture.queue;
    auto const a = this->add("a");
    auto const slow = this->take();
    this->pass(this->lease_time);
    auto const fast = this->take();
    auto const effect = [&](Lease const& lease) {
        return this->fixture.unit.run([&]() -> Result<void> {
            TRY(queue.enqueue({.kind = "made by the effect"}));
            return queue.complete(lease, 1);
        });
    };
    EXPECT_TRUE(this->is_conflict(effect(*slow)));
    EXPECT_EQ(queue.list({})->jobs.size(), 1U);
    EXPECT_TRUE(effect(*fast));
    EXPECT_EQ(queue.list({})->jobs.size(), 2U);
    EXPECT_EQ(this->state(a), JobState::done);
}

TYPED_TEST_P(QueueContract, ListsByPagesNewestFirst) {
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(this->fixture.queue.enqueue({.kind = "k" + std::to_string(i), .group = i == 2 ? "other" : "mine"}));
    std::string seen;
    std::optional<JobId> after;
    do {
        auto const page = this->fixture.queue.list({.state = JobState::ready, .group = "mine", .after = after, .limit = 3});
        ASSERT_TRUE(page);
        for (auto const& job : page->jobs) seen += job.kind;
        seen += "|";
        after = page->next;
    } while (after);
    EXPECT_EQ(seen, "k4k3k1|k0|");
    EXPECT_EQ(this->fixture.queue.list({.kind = "k2"})->jobs.size(), 1U);
    EXPECT_EQ(this->fixture.queue.list({.limit = 0}).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(QueueContract, ManyWorkersDoEachJobOnce) {
    constexpr int jobs = 60;
    for (int i = 0; i < jobs; ++i) this->add("a");
    std::mutex guard;
    std::map<JobId, int> done;
    {
        std::vector<std::jthread> workers;
        for (int w = 0; w < 4; ++w)
            workers.emplace_back([&, w] {
                while (auto const lease = *this->fixture.queue.lease("worker " + std::to_string(w), {}, this->lease_time)) {
                    ASSERT_TRUE(this->fixture.queue.complete(*lease, w));
                    std::lock_guard const lock(guard);
                    ++done[lease->job.id];
                }
            });
    }
    EXPECT_EQ(done.size(), static_cast<std::size_t>(jobs));
    for (auto const& [id, times] : done) EXPECT_EQ(times, 1);
}

REGISTER_TYPED_TEST_SUITE_P(QueueContract, CountsWhatIsLeftToDo, GivesBackWhatWasEnqueued, RefusesWhatCannotBeDone, TheSameKeyIsTheSameJob,
                            EnqueuesAllOrNone, LeasesSomeInTheOrderOfOne, CompletesEachWhateverComesOfTheOthers, GivesBackAllThatAreStillHeld,
                            ManyEnqueueAtOnce,
                            LeasesByPriorityThenAge, LeasesWhatAWorkerCanDo, AJobWaitsForAllItsDependencies, ShowsProgress,
                            AnExpiredLeaseIsTakenOverAndTheOldOneRefused, ARenewedLeaseStays,
                            RetriesUntilTheAttemptsAreUsedUp, WhatIsGivenBackIsReadyAndNotCounted,
                            AFailureEndsWhatWaitsForIt, ARetryRevivesWhatEndedBecauseOfIt,
                            AJobWithTwoDeadDependenciesWaitsForBothRetries, ACancelledJobAndItsDependentsEnd,
                            TakesOverFromTheDead, WhatKillsEveryWorkerEnds, AnEffectAndItsCompletionAreOne,
                            ListsByPagesNewestFirst, ManyWorkersDoEachJobOnce);

}  // namespace troupe::jobs::testing
