#include "feedback/standing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace troupe::feedback {
namespace {

Date const first_day = *parse_date("2026-03-06");

Observation row(std::string const& content, int age, std::int64_t streams, std::optional<std::int64_t> listeners = {}, std::optional<std::int64_t> saves = {}) {
    Observation made;
    made.content_id = content;
    made.artist_id = "artist";
    made.date = plus_days(first_day, age);
    made.platform = "spotify";
    made.territory = "DE";
    made.streams = streams;
    made.listeners = listeners;
    made.saves = saves;
    return made;
}

std::map<std::string, Date> const released{{"a", first_day}, {"b", first_day}, {"c", first_day}};

/// A week of three tracks; of "a", one listener in `every` saves, of the others one in twenty.
std::vector<Observation> week(std::int64_t every, std::int64_t scale = 1) {
    std::vector<Observation> rows;
    for (int age = 0; age < 7; ++age) {
        rows.push_back(row("a", age, 2000 * scale, 1000 * scale, 1000 * scale / every));
        rows.push_back(row("b", age, 1000 * scale, 500 * scale, 25 * scale));
        rows.push_back(row("c", age, 1000 * scale, 500 * scale, 25 * scale));
    }
    return rows;
}

Standing const* find(Standings const& in, std::string const& measure) {
    for (auto const& each : in.found)
        if (each.measure == measure) return &each;
    return nullptr;
}

bool says(Standings const& in, std::string const& what) {
    for (auto const& each : in.missing)
        if (each.find(what) != std::string::npos) return true;
    return false;
}

TEST(Standing, ARateThreeTimesTheUsualIsSeenAndTwiceTheStreamsAreNoRate) {
    auto const found = standings(week(7), "a", released);
    auto const* saves = find(found, "saves by listener");
    ASSERT_NE(saves, nullptr);
    EXPECT_NEAR(saves->ratio, 20.0 / 7, 0.2);
    EXPECT_GT(saves->low, 1.5);
    auto const* streams = find(found, "streams");
    ASSERT_NE(streams, nullptr);
    EXPECT_NEAR(streams->ratio, 2, 0.01);
    EXPECT_LT(streams->low, 1) << "two other tracks are no ground to call it more than usual";
}

TEST(Standing, TheSameRateIsNoDifference) {
    auto const found = standings(week(20), "a", released);
    auto const* saves = find(found, "saves by listener");
    ASSERT_NE(saves, nullptr);
    EXPECT_LT(saves->low, 1);
    EXPECT_GT(saves->high, 1);
}

TEST(Standing, OneObservationIsNoEvidence) {
    auto const found = standings({row("a", 0, 40, 20, 3)}, "a", released);
    EXPECT_TRUE(found.found.empty());
    EXPECT_TRUE(says(found, "20 of the 500 listeners"));
}

TEST(Standing, ATrackThatNobodyReportedSaysSo) { EXPECT_TRUE(says(standings({}, "a", released), "no store has reported")); }

TEST(Standing, AnotherAgeAndAnotherPlatformAreNotComparedWith) {
    auto rows = week(7);
    for (auto& each : rows)
        if (each.content_id == "b") each.date = plus_days(each.date, 60);
        else if (each.content_id == "c") each.platform = "deezer";
    auto const found = standings(rows, "a", released);
    EXPECT_TRUE(found.found.empty());
    EXPECT_TRUE(says(found, "0 other tracks"));
}

TEST(Standing, ADayThatIsMissingIsNotZero) {
    auto whole = week(7), holed = week(7);
    std::erase_if(holed, [](Observation const& each) { return each.content_id != "a" && days_between(first_day, each.date) % 2 == 1; });
    EXPECT_NEAR(find(standings(whole, "a", released), "streams")->ratio, find(standings(holed, "a", released), "streams")->ratio, 1e-3);
}

TEST(Standing, WhatIsFlaggedCountsForNothing) {
    auto rows = week(20);
    auto flood = row("a", 3, 900'000, 450'000, 450'000);
    flood.territory = "US";
    flood.flags = {"artificial: of one hour"};
    rows.push_back(flood);
    EXPECT_NEAR(find(standings(rows, "a", released), "saves by listener")->ratio, 1, 0.1);
}

TEST(Standing, SourcesThatDisagreeAreStatedAndCountedOnce) {
    auto rows = week(20);
    auto world = row("a", 2, 5000, 2500, 125);
    world.territory = "ZZ";
    rows.push_back(world);
    auto royalty = row("a", 3, 77'777);
    royalty.measure = Measure::royalty;
    rows.push_back(royalty);
    auto const found = standings(rows, "a", released);
    EXPECT_TRUE(says(found, "rows by country"));
    EXPECT_EQ(find(found, "streams")->exposures, 6 * 2000 + 5000);
}

TEST(Standing, AClockThatJumpedIsStated) {
    auto rows = week(20);
    rows.push_back(row("a", -400, 9'000, 4'000, 4'000));
    auto const found = standings(rows, "a", released);
    EXPECT_TRUE(says(found, "dated before"));
    EXPECT_EQ(find(found, "streams")->exposures, 7 * 2000);
}

RC_GTEST_PROP(Standing, ABiggerAudienceIsNotABetterTrack, ()) {
    auto const scale = *rc::gen::inRange<std::int64_t>(1, 500);
    auto const every = *rc::gen::inRange<std::int64_t>(5, 60);
    auto rows = week(every);
    for (auto& each : rows)
        if (each.content_id == "a") each.streams *= scale, *each.listeners *= scale, *each.saves *= scale;
    auto const small = standings(week(every), "a", released), big = standings(rows, "a", released);
    RC_ASSERT(std::abs(find(small, "saves by listener")->ratio / find(big, "saves by listener")->ratio - 1) < 0.02);
}

}  // namespace
}  // namespace troupe::feedback
