#include "trends/weekly.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace troupe::trends {
namespace {

Reading reading(std::string const& day, double value, Grain grain = Grain::week, std::string const& source = "label") {
    Reading made;
    made.name = "drill";
    made.platform = "deezer";
    made.country = "DE";
    made.measure = "plays";
    made.grain = grain;
    made.date = *parse_date(day);
    made.value = value;
    made.source = source;
    made.licence = "own";
    return made;
}

TEST(WeeklySeries, AWeekThatNobodyReportedStaysMissing) {
    auto const series = weekly_series({reading("2026-01-05", 1), reading("2026-01-19", 3)});
    ASSERT_EQ(series.size(), 1U);
    ASSERT_EQ(series[0].values.size(), 3U);
    EXPECT_TRUE(std::isnan(series[0].values[1]));
    EXPECT_EQ(series[0].missing, 1);
    EXPECT_EQ(format_date(series[0].first), "2026-01-05");
    EXPECT_EQ(format_date(series[0].last()), "2026-01-19");
}

TEST(WeeklySeries, DaysMakeAWeekWhenMostOfItIsThere) {
    std::vector<Reading> days;
    for (auto const* day : {"2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"})
        days.push_back(reading(day, 2, Grain::day));
    days.push_back(reading("2026-01-12", 100, Grain::day));
    auto const series = weekly_series(days);
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(series[0].values, std::vector<double>{14});
}

TEST(WeeklySeries, SourcesAreNotMixedAndTheirDisagreementIsCounted) {
    auto const series = weekly_series({reading("2026-01-05", 10), reading("2026-01-12", 10), reading("2026-01-19", 10),
                                       reading("2026-01-12", 10.5, Grain::week, "apple"),
                                       reading("2026-01-19", 20, Grain::week, "apple")});
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(series[0].sources, std::vector<std::string>{"label"});
    EXPECT_EQ(series[0].values, (std::vector<double>{10, 10, 10}));
    EXPECT_EQ(series[0].disputed, 1);
}

TEST(WeeklySeries, AllOfAPoolEndInTheSameWeek) {
    auto techno = reading("2026-01-05", 5);
    techno.name = "techno";
    auto const series = weekly_series({reading("2026-01-05", 1), reading("2026-01-12", 1), techno});
    ASSERT_EQ(series.size(), 2U);
    ASSERT_EQ(series[1].values.size(), 2U);
    EXPECT_TRUE(std::isnan(series[1].values[1]));
    EXPECT_EQ(series[1].missing, 0);
}

}  // namespace
}  // namespace troupe::trends
