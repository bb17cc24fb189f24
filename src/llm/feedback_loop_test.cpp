#include "llm/feedback_loop.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace troupe::llm {
namespace {

FeedbackLoop after(std::initializer_list<double> scores, LoopLimits limits = {}) {
    FeedbackLoop loop(limits);
    for (auto const score : scores) loop.add(score);
    return loop;
}

TEST(FeedbackLoop, GoesOnUntilSuccess) {
    EXPECT_TRUE(after({0.5}).wants_more());
    EXPECT_FALSE(after({0.5, 0.8}).wants_more());
    EXPECT_TRUE(after({0.5, 0.8}).has_succeeded());
}

TEST(FeedbackLoop, EndsAfterThreeIterations) { EXPECT_FALSE(after({0.1, 0.2, 0.3}).wants_more()); }

TEST(FeedbackLoop, EndsAfterTwoFlatIterations) {
    LoopLimits const patient{.most_iterations = 10};
    EXPECT_TRUE(after({0.5, 0.52}, patient).wants_more());
    EXPECT_FALSE(after({0.5, 0.52, 0.4}, patient).wants_more());
    EXPECT_TRUE(after({0.5, 0.52, 0.6}, patient).wants_more());
}

TEST(FeedbackLoop, RemembersTheBest) {
    FeedbackLoop loop;
    EXPECT_TRUE(loop.add(0));
    EXPECT_TRUE(loop.add(0.6));
    EXPECT_FALSE(loop.add(0.6));
    EXPECT_DOUBLE_EQ(loop.best(), 0.6);
}

}  // namespace
}  // namespace troupe::llm
