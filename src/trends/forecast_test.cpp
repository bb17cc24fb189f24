#include "trends/forecast.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.hpp"
#include "trends/emergence.hpp"
#include "trends/growth.hpp"
#include "trends/impl/boosted_trees.hpp"
#include "trends/impl/linear.hpp"

namespace troupe::trends {
namespace {

Date const newest{std::chrono::year(2026) / 6 / 1};

std::vector<double> steady(double level, std::size_t weeks = 120) {
    Random random(1);
    std::vector<double> values;
    for (std::size_t i = 0; i < weeks; ++i) values.push_back(level + 0.01 * random.normal());
    return values;
}

TEST(Forecasts, ASteadyShareStaysWhereItIsWithinItsInterval) {
    auto const made = forecast(shipped_forecasts(Family::shares), steady(0.2), newest);
    ASSERT_EQ(made.size(), 2U);
    for (auto const& each : made) {
        EXPECT_NEAR(each.value, 0.2, 0.03);
        EXPECT_LT(each.low, each.value);
        EXPECT_GT(each.high, each.value);
    }
    EXPECT_GT(made[1].high - made[1].low, made[0].high - made[0].low);
}

TEST(Forecasts, TooLittleIsNoEvidence) {
    EXPECT_TRUE(forecast(shipped_forecasts(Family::shares), steady(0.2, 20), newest).empty());
    auto silent = steady(0.2);
    silent[silent.size() - 1] = silent[silent.size() - 2] = NAN;
    EXPECT_TRUE(forecast(shipped_forecasts(Family::shares), silent, newest).empty());
    EXPECT_TRUE(forecast(shipped_forecasts(Family::points), {}, newest).empty());
}

TEST(Forecasts, MissingWeeksAreLeftOutAndNotCountedAsZero) {
    auto gaps = steady(0.2);
    for (std::size_t i = 90; i < 100; ++i) gaps[i] = NAN;
    auto const made = forecast(shipped_forecasts(Family::shares), gaps, newest);
    ASSERT_EQ(made.size(), 2U);
    EXPECT_NEAR(made[0].value, 0.2, 0.03);
}

TEST(Forecasts, LearnTheSameFromTheSame) {
    std::vector<std::vector<double>> rows;
    for (double level : {0.05, 0.1, 0.2}) rows.push_back(steady(level, 300));
    Pool pool{{rows.begin(), rows.end()}, newest};
    EXPECT_EQ(json::print(learn_forecasts(Family::shares, pool)), json::print(learn_forecasts(Family::shares, pool)));
}

TEST(Growth, WhatRoseLatelyIsNotExpectedToGoOnRising) {
    auto risen = steady(0.1), fallen = steady(0.1);
    for (std::size_t i = 116; i < 120; ++i) risen[i] = 0.16, fallen[i] = 0.06;
    EXPECT_LT(*expected_growth(shipped_growth(), risen, newest), *expected_growth(shipped_growth(), fallen, newest));
}

TEST(Emergence, WhoClimbsNearTheGoalIsLikelierThanWhoIsFarBelow) {
    std::vector<double> near(60, 0.0), far(60, 0.0);
    for (std::size_t i = 0; i < 4; ++i)
        near[56 + i] = 55 + 8 * static_cast<double>(i), far[56 + i] = 12 - 2 * static_cast<double>(i);
    for (auto const& model : shipped_emergence()) {
        ASSERT_TRUE(is_candidate({far, far}, model.goal));
        EXPECT_GT(emergence_chance(model, {near, near}), 2 * emergence_chance(model, {far, far})) << model.what;
    }
    near[20] = 100;
    EXPECT_FALSE(is_candidate({near, near}, {81, 4}));
}

TEST(ChartPoints, FollowTheOrderAndGiveEqualOnesTheSame) {
    EXPECT_EQ(chart_points({5, 9, NAN, 0, 9}), (std::vector<double>{98, 100, 0, 0, 100}));
}

TEST(BoostedTrees, FindAStepThatNoLineFinds) {
    impl::Table table;
    std::vector<impl::Target> targets;
    for (int i = 0; i < 400; ++i) {
        double const x = i % 20;
        table.add(std::vector<double>{x, 1});
        targets.push_back({x < 7 ? 1.0 : x < 13 ? 5.0 : 2.0, 1});
    }
    auto const trees = impl::grow_trees(table, targets, {});
    EXPECT_NEAR(trees.predict(std::vector<double>{3, 1}), 1, 0.1);
    EXPECT_NEAR(trees.predict(std::vector<double>{10, 1}), 5, 0.1);
    EXPECT_NEAR(trees.predict(std::vector<double>{15, 1}), 2, 0.1);
}

TEST(LinearModels, LeastAbsoluteDeviationsIgnoreAWildRow) {
    impl::Table table;
    std::vector<impl::Target> targets;
    for (int i = 0; i < 50; ++i) {
        table.add(std::vector<double>{static_cast<double>(i), 1});
        targets.push_back({2.0 * i + 3, 1});
    }
    targets[10].value = 1e6;
    auto const weights = impl::fit_absolute(table, targets);
    EXPECT_NEAR(weights[0], 2, 0.05);
    EXPECT_NEAR(weights[1], 3, 0.5);
}

}  // namespace
}  // namespace troupe::trends
