#include "trends/changes.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.hpp"

namespace troupe::trends {
namespace {

std::vector<double> noise(std::uint64_t seed, std::size_t length = 156) {
    Random random(seed);
    std::vector<double> values;
    for (std::size_t i = 0; i < length; ++i) values.push_back(50 + 5 * random.normal());
    return values;
}

TEST(Bursts, FindsAPlantedOneInItsPlace) {
    auto values = noise(1);
    for (std::size_t i = 80; i < 88; ++i) values[i] += 20;
    auto const found = find_bursts(values);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].first, 80, 1);
    EXPECT_NEAR(found[0].last, 87, 1);
    EXPECT_NEAR(found[0].height, 20, 4);
}

TEST(Bursts, SeldomAlarmInNoiseAlone) {
    int alarms = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) alarms += find_bursts(noise(1000 + seed)).empty() ? 0 : 1;
    EXPECT_LE(alarms, 9);
}

TEST(Bursts, OneWildNumberIsNone) {
    auto values = noise(3);
    values[50] = 1e9;
    EXPECT_TRUE(find_bursts(values).empty());
}

TEST(Bursts, MissingWeeksAreNoNumbers) {
    auto values = noise(4);
    for (std::size_t i = 20; i < 60; ++i) values[i] = NAN;
    EXPECT_TRUE(find_bursts(values).empty());
    EXPECT_TRUE(find_bursts(std::vector<double>(156, NAN)).empty());
    EXPECT_TRUE(find_bursts({}).empty());
    EXPECT_TRUE(find_bursts(std::vector<double>{3}).empty());
}

TEST(Bursts, AFlatSeriesHasNone) {
    EXPECT_TRUE(find_bursts(std::vector<double>(156, 7.0)).empty());
    EXPECT_TRUE(find_changes(std::vector<double>(156, 7.0)).empty());
}

TEST(Changes, FindTheWeekOfANewLevel) {
    auto values = noise(5);
    for (std::size_t i = 100; i < values.size(); ++i) values[i] += 10;
    auto const found = find_changes(values);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].at, 100, 4);
    EXPECT_NEAR(found[0].after - found[0].before, 10, 2);
}

TEST(Decompose, GivesLevelSeasonAndNoiseBack) {
    std::vector<double> values = noise(6, 260);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += i % 52 < 5 ? 40 : 0;
    auto const parts = decompose(values);
    EXPECT_NEAR(parts.level[130], 50, 3);
    double high = 0, low = 0;
    for (std::size_t i = 0; i < 5; ++i) high += parts.season[i] / 5, low += parts.season[20 + i] / 5;
    EXPECT_NEAR(high - low, 40, 5);
    EXPECT_NEAR(parts.noise, 5, 1.5);
    EXPECT_EQ(decompose(noise(7, 60)).season, std::vector<double>(60, 0.0));
}

}  // namespace
}  // namespace troupe::trends
