#include "artist/feedback_loop.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace troupe::artist {
namespace {

/// The steps after each score, and the best.
std::pair<std::string, double> run(std::vector<double> const& scores, FeedbackLimits limits = {}) {
    FeedbackLoop<double> loop(limits);
    std::string steps;
    for (auto const score : scores) {
        auto const step = loop.tell(score, score);
        steps += step == NextStep::go_on ? 'g' : step == NextStep::done ? 'd' : 'x';
    }
    return {steps, loop.best_score()};
}

TEST(FeedbackLoop, StopsWhenItIsGoodEnough) {
    EXPECT_EQ(run({0.8}), (std::pair<std::string, double>("d", 0.8)));
    EXPECT_EQ(run({0.5, 0.9}), (std::pair<std::string, double>("gd", 0.9)));
}

TEST(FeedbackLoop, GivesUpAfterThreeAttemptsWithTheBest) {
    EXPECT_EQ(run({0.3, 0.6, 0.4}), (std::pair<std::string, double>("ggx", 0.6)));
}

TEST(FeedbackLoop, GivesUpAfterTwoFlatAttempts) {
    EXPECT_EQ(run({0.3, 0.34, 0.36}, {.most_attempts = 10}), (std::pair<std::string, double>("ggx", 0.36)));
    EXPECT_EQ(run({0.3, 0.3, 0.5, 0.5, 0.5}, {.most_attempts = 10}).first, "ggggx");
}

TEST(FeedbackLoop, KeepsTheEarlierOfEquals) {
    FeedbackLoop<std::string> loop;
    EXPECT_FALSE(loop.best());
    (void)loop.tell("first", 0.4);
    (void)loop.tell("second", 0.4);
    EXPECT_EQ(*loop.best(), "first");
    EXPECT_EQ(loop.attempts(), 2);
}

}  // namespace
}  // namespace troupe::artist
