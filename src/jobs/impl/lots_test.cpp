#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <vector>

#include "jobs/impl/intake.hpp"
#include "jobs/impl/recorder.hpp"

/// Many leases and many ends at a time.
namespace troupe::jobs::impl {
namespace {

using namespace std::chrono_literals;

/// Has as many jobs as anybody wants, and notes how many that were.
class EndlessQueue : public Queue {
public:
    Result<std::vector<Lease>> lease_some(std::string const&, Capabilities const&, std::chrono::milliseconds, int wanted) override {
        asked.push_back(wanted);
        return std::vector<Lease>(static_cast<std::size_t>(wanted));
    }
    int most_leases() const override { return most; }
    std::vector<Result<void>> complete_all(std::vector<Completion> const& completions) override {
        if (is_broken) throw std::runtime_error("broken");
        ends.push_back(completions.size());
        if (ends.size() == 1) go_on.get_future().wait();
        return std::vector<Result<void>>(completions.size());
    }

    int most = 500;
    std::vector<int> asked;
    std::vector<std::size_t> ends;
    std::promise<void> go_on;
    bool is_broken = false;

    Result<Job> enqueue(JobSpec const&) override { return nothing(); }
    Result<std::vector<Job>> enqueue_all(std::vector<JobSpec> const&) override { return nothing(); }
    Result<std::optional<Lease>> lease(std::string const&, Capabilities const&, std::chrono::milliseconds) override { return nothing(); }
    Result<void> renew(Lease const&, std::chrono::milliseconds) override { return nothing(); }
    Result<void> progress(Lease const&, double, std::string const&) override { return nothing(); }
    Result<void> complete(Lease const&, json::Value const&) override { return nothing(); }
    Result<Job> fail_attempt(Lease const&, Error const&, std::optional<TimePoint>) override { return nothing(); }
    Result<void> give_back(Lease const&) override { return nothing(); }
    Result<Job> cancel(JobId) override { return nothing(); }
    Result<Job> retry(JobId) override { return nothing(); }
    Result<int> recover(std::function<bool(std::string const&)> const&) override { return nothing(); }
    Result<Job> find(JobId) override { return nothing(); }
    Result<std::optional<Job>> find_by_key(std::string const&) override { return nothing(); }
    Result<JobPage> list(JobQuery const&) override { return nothing(); }
    Result<std::vector<JobCount>> counts() override { return nothing(); }

private:
    static tl::unexpected<Error> nothing() { return fail(ErrorCode::unavailable, "not asked for here"); }
};

class Taking : public ::testing::Test {
protected:
    void take(int times = 1) {
        for (int i = 0; i < times; ++i) ASSERT_TRUE(*intake.next("worker"));
    }

    EndlessQueue queue;
    Intake intake{queue, {}, 30s, 2};
};

TEST_F(Taking, AsksForOneWhileThePaceIsUnknown) {
    take(2);
    EXPECT_EQ(queue.asked, (std::vector{1, 1}));
}

TEST_F(Taking, TakesShortJobsAlongForAMoment) {
    intake.note_pace(1ms);
    take(50);
    EXPECT_EQ(queue.asked, (std::vector{101}));  // 50 ms for two threads, and the one that was asked for
    take();
    EXPECT_EQ(queue.asked, (std::vector{101, 100}));  // the next lot, while there is work still
    take(99);
    EXPECT_EQ(queue.asked.size(), 2U);
    take();
    EXPECT_EQ(queue.asked.size(), 3U);
}

TEST_F(Taking, TakesNoMoreThanOneCallMayGive) {
    intake.note_pace(1us);
    take();
    EXPECT_EQ(queue.asked, (std::vector{500}));
}

TEST_F(Taking, LeasesLongJobsOneByOne) {
    intake.note_pace(1ms);
    intake.note_pace(10s);
    take(2);
    EXPECT_EQ(queue.asked, (std::vector{1, 1}));
}

TEST_F(Taking, AsksForOneWhereACallGivesOne) {
    queue.most = 1;
    intake.note_pace(1us);
    take(2);
    EXPECT_EQ(queue.asked, (std::vector{1, 1}));
}

TEST_F(Taking, WhatNobodyBeganCanBeGivenBack) {
    intake.note_pace(1ms);
    take();
    EXPECT_TRUE(intake.waiting_for(1h).empty());
    EXPECT_EQ(intake.waiting_for(0ms).size(), 100U);
    EXPECT_TRUE(intake.waiting_for(0ms).empty());
    take();
    EXPECT_EQ(queue.asked.size(), 2U);
}

TEST(Recording, TakesTogetherWhatCameMeanwhile) {
    EndlessQueue queue;
    std::atomic<int> settled{0};
    auto const settle = [&](Result<void> const& result) { settled += result ? 1 : 0; };
    {
        Recorder recorder(queue);
        for (int i = 0; i < 6; ++i) recorder.add({}, settle);
        queue.go_on.set_value();
    }
    EXPECT_EQ(settled, 6);
    EXPECT_LE(queue.ends.size(), 2U);  // the first lot, and all that came while it was being kept
}

TEST(Recording, WhatIsThrownEndsEachWithAnError) {
    EndlessQueue queue;
    queue.is_broken = true;
    int failed = 0;
    {
        Recorder recorder(queue);
        recorder.add({}, [&](Result<void> const& result) { failed += !result && result.error().code == ErrorCode::internal ? 1 : 0; });
    }
    EXPECT_EQ(failed, 1);
}

}  // namespace
}  // namespace troupe::jobs::impl
