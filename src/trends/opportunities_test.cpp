#include "trends/opportunities.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace troupe::trends {
namespace {

/// Two years of weeks of one genre.
void add(std::vector<Reading>& readings, std::string const& name, double level, std::string const& measure = "plays",
         std::string const& platform = "deezer", int lag = 0) {
    auto random = Random(7).stream(name);
    std::vector<double> noise;
    for (int i = 0; i < 130; ++i) noise.push_back(random.normal());
    for (int week = 0; week < 110; ++week) {
        Reading reading;
        reading.name = name;
        reading.platform = platform;
        reading.country = "DE";
        reading.measure = measure;
        reading.date = plus_days(*parse_date("2024-01-01"), 7 * week);
        reading.value = level * (1 + 0.1 * noise[static_cast<std::size_t>(10 + week - lag)]);
        reading.source = "label";
        reading.licence = "own";
        readings.push_back(reading);
    }
}

Seeker seeker(Alignment alignment, std::string const& home) {
    return {"Vesper", alignment,
            [home](Kind, std::string const& name) { return std::optional(name == home ? 0.0 : 0.9); }};
}

std::string names(Opportunities const& all) {
    std::string out;
    for (auto const& each : all.opportunities) out += each.name + " ";
    return out;
}

TEST(Opportunities, WithoutSeriesThereIsNoEvidence) {
    auto const all = find_opportunities(survey({}), seeker(Alignment::soft, "drill"));
    EXPECT_TRUE(all.opportunities.empty());
    ASSERT_FALSE(all.notes.empty());
    EXPECT_NE(all.notes[0].find("no evidence"), std::string::npos);
}

TEST(Opportunities, AlignmentSaysHowFarFromTheCoreTheyReach) {
    std::vector<Reading> readings;
    add(readings, "drill", 200);
    add(readings, "techno", 800);
    auto const known = survey(readings);
    EXPECT_EQ(names(find_opportunities(known, seeker(Alignment::strict, "drill"))), "drill ");
    EXPECT_EQ(names(find_opportunities(known, seeker(Alignment::soft, "drill"))), "drill ");
    EXPECT_EQ(find_opportunities(known, seeker(Alignment::experimental, "drill")).opportunities.size(), 2U);
}

TEST(Opportunities, SayLargeNumbersInDigits) {
    std::vector<Reading> readings;
    add(readings, "drill", 20'000);
    add(readings, "techno", 80'000);
    auto const all = find_opportunities(survey(readings), seeker(Alignment::strict, "drill"));
    ASSERT_EQ(all.opportunities.size(), 1U);
    EXPECT_EQ(all.opportunities[0].evidence.at(0).says.find("e+"), std::string::npos);
}

TEST(Opportunities, ShowTheRowsThatSpeakForThem) {
    std::vector<Reading> readings;
    add(readings, "drill", 200);
    add(readings, "techno", 800);
    auto const all = find_opportunities(survey(readings), seeker(Alignment::strict, "drill"));
    ASSERT_EQ(all.opportunities.size(), 1U);
    auto const& row = all.opportunities[0].evidence.at(0);
    EXPECT_EQ(row.weeks, 110);
    EXPECT_EQ(row.sources, std::vector<std::string>{"label"});
    EXPECT_NE(row.says.find("in 13 weeks"), std::string::npos);
    EXPECT_FALSE(all.opportunities[0].saturation);
    EXPECT_NE(describe(all).find("saturation not reported"), std::string::npos);
}

TEST(Opportunities, WhatIsCrowdedComesAfterWhatIsNot) {
    std::vector<Reading> readings;
    add(readings, "drill", 500);
    add(readings, "techno", 500);
    add(readings, "drill", 900, "releases");
    add(readings, "techno", 100, "releases");
    Seeker const nobody{"Vesper", Alignment::experimental, [](Kind, std::string const&) { return std::optional(0.0); }};
    auto const all = find_opportunities(survey(readings), nobody);
    EXPECT_EQ(names(all), "techno drill ");
    EXPECT_GT(*all.opportunities[1].saturation, 1);
}

TEST(Opportunities, ARiseAloneCountsNothing) {
    std::vector<Reading> readings;
    add(readings, "drill", 500);
    add(readings, "techno", 500);
    add(readings, "house", 500);
    auto const before = find_opportunities(
        survey(readings), {"Vesper", Alignment::soft, [](Kind, std::string const&) { return std::optional(0.0); }});
    for (auto& each : readings)
        if (each.name == "house" && each.date > *parse_date("2026-01-10")) each.value *= 0.5;
    auto const after = find_opportunities(
        survey(readings), {"Vesper", Alignment::soft, [](Kind, std::string const&) { return std::optional(0.0); }});
    auto const demand = [](Opportunities const& all) {
        for (auto const& each : all.opportunities)
            if (each.name == "house") return each.demand;
        return -1.0;
    };
    EXPECT_LT(demand(after), demand(before));
    EXPECT_GT(demand(after), 0.35 * demand(before));
}

TEST(Leads, APlatformThatIsThreeWeeksAheadIsNamed) {
    std::vector<Reading> readings;
    for (auto const* name : {"drill", "techno", "house"}) {
        add(readings, name, 500, "plays", "soundcloud");
        add(readings, name, 500, "plays", "deezer", 3);
    }
    auto const leads = survey(readings).leads;
    ASSERT_EQ(leads.size(), 1U);
    EXPECT_EQ(leads[0].leader, "soundcloud");
    EXPECT_EQ(leads[0].follower, "deezer");
    EXPECT_EQ(leads[0].weeks, 3);
    EXPECT_EQ(leads[0].series, 3);
}

TEST(Leads, PlatformsThatHaveNothingToDoWithEachOtherHaveNone) {
    std::vector<Reading> readings;
    add(readings, "drill", 500, "plays", "deezer");
    add(readings, "techno", 500, "plays", "apple");
    for (auto& each : readings) each.name = "drill";
    EXPECT_TRUE(survey(readings).leads.empty());
}

TEST(Effects, SayWhatTheSuccessfulDoDifferentlyAndAbstainWithFew) {
    std::vector<Reading> readings;
    for (int artist = 0; artist < 40; ++artist) {
        Reading reading;
        reading.kind = Kind::artist;
        reading.name = "artist " + std::to_string(artist);
        reading.platform = "deezer";
        reading.country = "DE";
        reading.date = *parse_date("2026-01-05");
        reading.source = "label";
        reading.measure = "plays";
        reading.value = artist;
        readings.push_back(reading);
        reading.measure = "posts";
        reading.value = (artist >= 30 ? 6 : 2) + artist % 3;
        readings.push_back(reading);
        reading.measure = "length_seconds";
        reading.value = 180 + 7 * (artist % 5);
        readings.push_back(reading);
    }
    auto const effects = find_effects(weekly_series(readings));
    ASSERT_EQ(effects.size(), 2U);
    EXPECT_EQ(effects[1].habit, "posts");
    EXPECT_TRUE(effects[1].is_clear);
    EXPECT_NEAR(effects[1].difference, 4, 1);
    EXPECT_FALSE(effects[0].is_clear);
    readings.resize(60);
    EXPECT_TRUE(find_effects(weekly_series(readings)).empty());
}

}  // namespace
}  // namespace troupe::trends
