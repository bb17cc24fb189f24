#include "trends/refresh.hpp"

#include <gtest/gtest.h>

#include "trends/testing/memory_trend_store.hpp"

namespace troupe::trends {
namespace {

class ScriptedSource final : public TrendSource {
public:
    std::vector<Result<PollAnswer>> answers;
    std::vector<Poll> polls;
    std::optional<int> keep_days;

    std::string name() const override { return "deezer"; }
    SourceTerms terms() const override {
        return {.licence = "terms of the service",
                .poll_every = std::chrono::hours(6),
                .retry_after = std::chrono::minutes(30),
                .keep_days = keep_days};
    }
    Result<PollAnswer> poll(Poll const& poll, std::stop_token) override {
        polls.push_back(poll);
        return answers.at(polls.size() - 1);
    }
};

Reading drill(double value) {
    Reading reading;
    reading.name = "Drill";
    reading.platform = "Deezer";
    reading.measure = "plays";
    reading.grain = Grain::day;
    reading.date = *parse_date("2026-11-20");
    reading.value = value;
    return reading;
}

struct RefreshTest : ::testing::Test {
    ScriptedSource source;
    testing::MemoryTrendStore store;
    NoTransaction unit;
    FixedClock clock{*parse_time("2026-11-22T08:00:00Z")};

    SourceRefresh ask() {
        std::vector<TrendSource*> const sources{&source};
        auto const told = refresh(sources, {}, store, unit, clock, {});
        EXPECT_TRUE(told);
        return told ? told->at(0) : SourceRefresh{};
    }
    void later(std::chrono::minutes by) { clock.set(clock.now() + by); }
};

TEST_F(RefreshTest, KeepsWhatIsReportedWithSourceTimeAndLicence) {
    source.answers = {PollAnswer{.reported = Reported::readings, .readings = {drill(12)}, .validator = "v1"}};
    EXPECT_EQ(ask().kept.imported, 1);
    auto const kept = store.list({}).value();
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].source, "deezer");
    EXPECT_EQ(kept[0].retrieved, clock.now());
    EXPECT_EQ(kept[0].licence, "terms of the service");
    EXPECT_EQ(kept[0].name, "drill");
}

TEST_F(RefreshTest, DoesNotAskBeforeTheTermsAllowAndHandsBackTheValidator) {
    source.answers = {PollAnswer{.reported = Reported::readings, .readings = {drill(12)}, .validator = "v1"},
                      PollAnswer{.reported = Reported::unchanged}};
    (void)ask();
    later(std::chrono::minutes(359));
    EXPECT_EQ(ask().outcome, RefreshOutcome::too_early);
    EXPECT_EQ(source.polls.size(), 1U);
    later(std::chrono::minutes(1));
    EXPECT_EQ(ask().outcome, RefreshOutcome::unchanged);
    EXPECT_EQ(source.polls[1].validator, "v1");
    EXPECT_EQ(store.list({})->size(), 1U);
}

TEST_F(RefreshTest, ASilentServiceReportsNothingAndNeverZero) {
    source.answers = {PollAnswer{.reported = Reported::not_reported, .note = "not computed yet"}};
    auto const told = ask();
    EXPECT_EQ(told.outcome, RefreshOutcome::not_reported);
    EXPECT_TRUE(store.list({})->empty());
    EXPECT_FALSE(store.source_state("deezer")->reported);
}

TEST_F(RefreshTest, AFailureKeepsWhatWasThereAndWaitsLongerEachTime) {
    auto const down = [] { return Result<PollAnswer>(fail(ErrorCode::unavailable, "deezer: 503")); };
    source.answers = {PollAnswer{.reported = Reported::readings, .readings = {drill(12)}}, down(), down(),
                      PollAnswer{.reported = Reported::unchanged}};
    (void)ask();
    later(std::chrono::hours(6));
    EXPECT_EQ(ask().not_before, clock.now() + std::chrono::minutes(30));
    later(std::chrono::minutes(30));
    EXPECT_EQ(ask().not_before, clock.now() + std::chrono::minutes(60));
    EXPECT_EQ(store.source_state("deezer")->failures, 2);
    later(std::chrono::minutes(60));
    EXPECT_EQ(ask().outcome, RefreshOutcome::unchanged);
    EXPECT_EQ(store.source_state("deezer")->failures, 0);
    EXPECT_EQ(store.list({})->at(0).value, 12);
}

TEST_F(RefreshTest, ReadingsThatCannotBeAreRefusedAndCounted) {
    source.answers = {PollAnswer{.reported = Reported::readings, .readings = {drill(-1), drill(12)}}};
    auto const told = ask();
    EXPECT_EQ(told.refused, 1);
    EXPECT_NE(told.note.find("negative"), std::string::npos);
    EXPECT_EQ(store.list({})->size(), 1U);
}

TEST_F(RefreshTest, WaitsAsLongAsTheServiceAsks) {
    source.answers = {
        PollAnswer{.reported = Reported::not_reported, .not_before = clock.now() + std::chrono::hours(30)}};
    EXPECT_EQ(ask().not_before, clock.now() + std::chrono::hours(30));
}

TEST_F(RefreshTest, NumbersGoWhenTheTermsOfTheirSourceEnd) {
    source.keep_days = 30;
    source.answers = {PollAnswer{.reported = Reported::readings, .readings = {drill(12)}},
                      PollAnswer{.reported = Reported::not_reported}};
    (void)ask();
    later(std::chrono::hours(24 * 30));
    EXPECT_EQ(forget_expired(store, unit, clock.now()), 0);
    later(std::chrono::minutes(1));
    (void)ask();
    EXPECT_TRUE(store.list({})->empty());
}

TEST_F(RefreshTest, ASourceThatIsAskedNoMoreStillLosesItsNumbers) {
    source.keep_days = 30;
    source.answers = {PollAnswer{.reported = Reported::readings, .readings = {drill(12)}}};
    (void)ask();
    later(std::chrono::hours(24 * 31));
    EXPECT_EQ(forget_expired(store, unit, clock.now()), 1);
    EXPECT_TRUE(store.list({})->empty());
}

TEST_F(RefreshTest, NumbersWithoutAnEndStay) {
    source.answers = {PollAnswer{.reported = Reported::readings, .readings = {drill(12)}}};
    (void)ask();
    later(std::chrono::hours(24 * 3650));
    EXPECT_EQ(forget_expired(store, unit, clock.now()), 0);
    EXPECT_EQ(store.list({})->size(), 1U);
}

TEST_F(RefreshTest, AClockThatWasSetBackDoesNotSilenceASource) {
    source.answers = {PollAnswer{.reported = Reported::unchanged}, PollAnswer{.reported = Reported::unchanged}};
    (void)ask();
    later(-std::chrono::hours(24 * 365));
    EXPECT_EQ(ask().outcome, RefreshOutcome::unchanged);
}

}  // namespace
}  // namespace troupe::trends
