#include "flow/costs.hpp"

#include <gtest/gtest.h>

namespace troupe::flow {
namespace {

std::vector<Fare> const fares{{Work::song, "suno", "credits", 10'000'000, false, "its dialect"},
                              {Work::moving_ground, "leonardo", "USD", 150'000, false, "prices of 2026-11-22"},
                              {Work::words, "language models", "", 500'000, true, "TROUPE_LLM_TASK_CAP"}};

TEST(ExpectedCosts, CountEveryOrderOfARelease) {
    auto const costs = expected_costs(fares, "release");
    ASSERT_TRUE(costs);
    ASSERT_EQ(costs->items.size(), 3U);
    EXPECT_EQ(costs->items[0].micros, 10'000'000);
    EXPECT_EQ(costs->items[1].count, 3);
    EXPECT_EQ(costs->items[1].micros, 450'000);
    EXPECT_TRUE(costs->items[2].is_most);
    EXPECT_NE(costs->summary.find("10.00 credits"), std::string::npos);
    EXPECT_NE(costs->summary.find("0.45 USD"), std::string::npos);
}

TEST(ExpectedCosts, TakesOfASongShareTheirWords) {
    auto const costs = expected_costs(fares, "track", 4);
    ASSERT_TRUE(costs);
    EXPECT_EQ(costs->items[0].count, 4);
    EXPECT_EQ(costs->items[1].count, 1);
}

TEST(ExpectedCosts, SayWhatNobodyKnowsAndWhatIsFree) {
    auto const unknown = expected_costs({{Work::song, "suno", "", std::nullopt, false, ""}}, "track");
    EXPECT_FALSE(unknown->items[0].micros);
    EXPECT_NE(unknown->summary.find("Nobody knows what suno asks"), std::string::npos);
    EXPECT_TRUE(expected_costs({}, "debut")->items.empty());
    EXPECT_TRUE(expected_costs(fares, "kit")->items.empty());
}

TEST(ExpectedCosts, NameTheWrongField) {
    EXPECT_EQ(expected_costs(fares, "film").error().field, "type");
    EXPECT_EQ(expected_costs(fares, "track", 11).error().field, "takes");
}

}  // namespace
}  // namespace troupe::flow
