#include "evolution/impl/belief.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "evolution/impl/save_reading.hpp"

namespace troupe::evolution::impl {
namespace {

NormalPrior prior_of(std::size_t size, double mean, double variance) {
    return {std::vector<double>(size, mean), std::vector<double>(size, variance)};
}

/// Three sums of three unknowns, as they were measured.
void learn_some(Belief& belief) {
    belief.learn({{0, 1.0}, {1, 1.0}}, 0.9, 4);
    belief.learn({{1, 1.0}, {2, -0.5}}, -0.3, 2);
    belief.learn({{0, 1.0}, {2, 1.0}}, 0.4, 8);
}

TEST(Belief, AMeasurementCountsByItsWeight) {
    Belief belief(prior_of(1, 1, 0.5));
    belief.learn({{0, 1.0}}, 4, 1);
    EXPECT_NEAR(belief.mean()[0], 2, 1e-12);
    EXPECT_NEAR(belief.variances()[0], 1.0 / 3, 1e-12);
}

TEST(Belief, SharesASurpriseByUncertainty) {
    Belief belief({{0, 0}, {0.3, 0.1}});
    belief.learn({{0, 1.0}, {1, 1.0}}, 1, 1e6);
    EXPECT_NEAR(belief.mean()[0], 0.75, 1e-4);
    EXPECT_NEAR(belief.variance({{0, 1.0}, {1, 1.0}}), 0, 1e-4);
    EXPECT_GT(belief.variance({{0, 1.0}, {1, -1.0}}), 0.2);
}

TEST(Belief, WhatWasSeenLongAgoIsAsGoodAsNotSeen) {
    Belief belief(prior_of(3, 0.2, 0.5));
    learn_some(belief);
    for (int i = 0; i < 3000; ++i) belief.pass({{0.99, 0.99, 1}, {1, 1, 1}});
    EXPECT_NEAR(belief.mean()[0], 0.2, 1e-6);
    EXPECT_NEAR(belief.variances()[0], 0.5, 1e-6);
    EXPECT_LT(belief.variances()[2], 0.3);  // it stands still
}

TEST(Belief, ThePriorsMeanCanFadeAway) {
    Belief belief(prior_of(1, 0.8, 0.5));
    belief.pass({{0.9}, {0.5}});
    EXPECT_NEAR(belief.mean()[0], 0.4, 1e-12);
    for (int i = 0; i < 200; ++i) belief.pass({{0.9}, {0.5}});
    EXPECT_NEAR(belief.mean()[0], 0, 1e-6);
}

TEST(Belief, AnotherPriorLeavesWhatWasLearned) {
    Belief late(prior_of(3, 0, 1));
    learn_some(late);
    late.replace_prior(prior_of(3, 0.3, 0.2));
    Belief early(prior_of(3, 0.3, 0.2));
    learn_some(early);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(late.mean()[i], early.mean()[i], 1e-9);
        EXPECT_NEAR(late.variances()[i], early.variances()[i], 1e-9);
    }
}

TEST(Belief, DrawsAreAsWideAsTheDoubtAndMoveTogether) {
    Belief belief(prior_of(3, 0, 1));
    belief.learn({{0, 1.0}, {1, 1.0}}, 0, 1e6);
    Random random(5);
    double wide = 0;
    double sum = 0;
    for (int i = 0; i < 4000; ++i) {
        auto const drawn = belief.draw({0, 1}, 0.5, random);
        EXPECT_EQ(drawn[2], belief.mean()[2]);
        wide += drawn[0] * drawn[0] / 4000;
        sum += std::abs(drawn[0] + drawn[1]) / 4000;
    }
    EXPECT_NEAR(wide, 0.25 * belief.variances()[0], 0.01);
    EXPECT_LT(sum, 0.01);
}

double log_odds(double rate) { return std::log(rate / (1 - rate)); }

TEST(SaveReading, AsExpectedIsNoSurprise) {
    auto const reading = read_saves({1000, 400}, {log_odds(0.4), 0.3}, 0.2);
    EXPECT_NEAR(reading.surprise, 0, 1e-9);
    EXPECT_NEAR(reading.log_odds, log_odds(0.4), 1e-9);
}

TEST(SaveReading, NoneOfFewSaysLittle) {
    auto const few = read_saves({3, 0}, {log_odds(0.1), 0.3}, 0.2);
    auto const many = read_saves({3000, 0}, {log_odds(0.1), 0.3}, 0.2);
    EXPECT_GT(few.surprise, -1);
    EXPECT_LT(many.surprise, -3);
    EXPECT_LT(few.weight, many.weight);
}

TEST(SaveReading, LuckAtAHighRateIsNotOverread) {
    // A fifth more than expected, at a low rate and at a high one: in log odds the high one looks far luckier.
    auto const low = read_saves({100'000, 12'000}, {log_odds(0.1), 0.3}, 0.2);
    auto const high = read_saves({100'000, 84'000}, {log_odds(0.7), 0.3}, 0.2);
    EXPECT_NEAR(low.surprise, high.surprise, 0.5);
    EXPECT_LT(high.weight, low.weight / 4);
}

TEST(SaveReading, EveryoneAndNoOneAreRatesToo) {
    for (double const saves : {0.0, 1e6})
        for (double const expected : {-20.0, 0.0, 20.0}) {
            auto const reading = read_saves({1e6, saves}, {expected, 2}, 0.2);
            EXPECT_TRUE(std::isfinite(reading.log_odds) && std::isfinite(reading.weight) &&
                        std::isfinite(reading.surprise));
            EXPECT_GT(reading.weight, 0);
        }
}

}  // namespace
}  // namespace troupe::evolution::impl
