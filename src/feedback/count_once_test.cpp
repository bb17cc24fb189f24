#include "feedback/count_once.hpp"

#include <gtest/gtest.h>

#include "feedback/guard.hpp"

namespace troupe::feedback {
namespace {

Observation row(std::string const& content, Measure measure, std::vector<std::string> flags = {},
                std::string territory = "DE") {
    Observation made;
    made.content_id = content;
    made.date = *parse_date("2026-03-06");
    made.platform = "spotify";
    made.territory = std::move(territory);
    made.measure = measure;
    made.flags = std::move(flags);
    return made;
}

TEST(CountOnce, NamesWhatLooksArtificialByTrack) {
    std::vector const rows{row("a", Measure::analytics), row("a", Measure::analytics, {"artificial: of one hour"}),
                           row("b", Measure::analytics, {"artificial: of one hour"})};
    auto const counted = count_once(rows);
    EXPECT_EQ(counted.rows.size(), 1U);
    EXPECT_EQ(counted.artificial, (std::map<std::string, int>{{"a", 1}, {"b", 1}}));
}

TEST(CountOnce, ARoyaltyRowBesideAnalyticsIsLeftOutAndNotCalledArtificial) {
    std::vector const rows{row("a", Measure::analytics), row("a", Measure::royalty, {second_measure})};
    auto const counted = count_once(rows);
    EXPECT_EQ(counted.rows.size(), 1U);
    EXPECT_TRUE(counted.artificial.empty());
}

TEST(CountOnce, ACountryBesideTheWorldIsToldAlready) {
    std::vector const rows{row("a", Measure::analytics, {}, "ZZ"), row("a", Measure::analytics)};
    auto const counted = count_once(rows);
    ASSERT_EQ(counted.rows.size(), 1U);
    EXPECT_EQ(counted.rows[0]->territory, "ZZ");
    EXPECT_EQ(counted.by_country, 1);
}

}  // namespace
}  // namespace troupe::feedback
