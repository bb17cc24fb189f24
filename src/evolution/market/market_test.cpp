#include "evolution/market/market.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "evolution/market/plots.hpp"

namespace troupe::evolution::market {
namespace {

SimulationRequest request_of(PolicyName policy, std::uint64_t first, std::uint64_t last, int items) {
    SimulationRequest request;
    request.seeds = {first, last};
    request.items = items;
    request.policy = policy;
    return request;
}

Life life_of(PolicyName policy, std::uint64_t seed, int items) { return simulate(request_of(policy, seed, seed, items))->front(); }

TEST(Market, BinomialHasItsMeanAndVariance) {
    for (auto const& [count, chance] : {std::pair<std::int64_t, double>{40, .1}, {2000, .3}, {900'000, .7}}) {
        Random random(7);
        double sum = 0;
        double squares = 0;
        int const draws = 20'000;
        auto const mean = static_cast<double>(count) * chance;
        auto const variance = mean * (1 - chance);
        for (int i = 0; i < draws; ++i) {
            auto const drawn = static_cast<double>(binomial(count, chance, random));
            EXPECT_GE(drawn, 0);
            EXPECT_LE(drawn, static_cast<double>(count));
            sum += drawn;
            squares += (drawn - mean) * (drawn - mean);
        }
        EXPECT_NEAR(sum / draws, mean, 5 * std::sqrt(variance / draws));
        EXPECT_NEAR(squares / draws / variance, 1, 0.06);
    }
}

TEST(Market, DistanceIsOneOnTheOtherSideOfEveryRing) {
    Core const core{1, 4, 3};
    EXPECT_EQ(identity_distance(core, {1, 4, 0, 3}), 0);
    EXPECT_DOUBLE_EQ(identity_distance(core, {4, 1, 0, 1}), 1);
    EXPECT_NEAR(identity_distance(core, {0, 0, 3, 3}), .5 / 3 + .15, 1e-12);
}

TEST(Market, AllPoliciesMeetTheSameMarket) {
    auto const one = life_of(PolicyName::random, 3, 40);
    auto const other = life_of(PolicyName::fixed, 3, 40);
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].fixed_rate, other[i].rate);
}

TEST(Market, WithoutTasteEveryChoiceIsAsGood) {
    Market const market(5, 1, Taste::none);
    EXPECT_NEAR(market.save_rate(0, 0, {}), market.save_rate(0, 2, {3, 2, 1, 0, 2, 5, 1}), 1e-12);
}

TEST(Market, NoPolicyLeavesTheIdentityLimit) {
    for (auto const policy : {PolicyName::random, PolicyName::commit, PolicyName::epsilon, PolicyName::linucb, PolicyName::troupe})
        for (auto const& item : life_of(policy, 11, 90)) EXPECT_LE(item.distance, identity_limit + 1e-9) << json::enum_name(policy);
}

TEST(Market, NobodyBeatsTheOracle) {
    for (auto const& item : life_of(PolicyName::troupe, 12, 60)) EXPECT_LE(item.rate, item.oracle_rate);
    EXPECT_GT(oracle_percent(life_of(PolicyName::troupe, 12, 60), {0, 60}), 40);
}

TEST(Market, TheSameSeedLivesTheSameLife) {
    auto const one = life_of(PolicyName::troupe, 21, 60);
    auto const two = life_of(PolicyName::troupe, 21, 60);
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].rate, two[i].rate);
    EXPECT_NE(one.back().rate, life_of(PolicyName::troupe, 22, 60).back().rate);
}

struct Golden {
    PolicyName policy;
    std::uint64_t seed;
    std::size_t item;
    double rate, oracle_rate, audience;
};

/// Three lives as they were when the market was defined: a change of its arithmetic or streams shows here.
TEST(Market, GoldenLivesStayAsTheyAre) {
    for (auto const& golden : {Golden{PolicyName::troupe, 1001, 0, 0.481712, 0.734542, 2016.986}, Golden{PolicyName::troupe, 1001, 5, 0.322026, 0.522030, 2067.750},
                               Golden{PolicyName::troupe, 1001, 11, 0.379902, 0.735760, 2151.577}, Golden{PolicyName::linucb, 1002, 0, 0.540717, 0.634413, 2034.204},
                               Golden{PolicyName::linucb, 1002, 5, 0.634723, 0.655460, 2161.298}, Golden{PolicyName::linucb, 1002, 11, 0.443929, 0.633216, 2233.897},
                               Golden{PolicyName::epsilon, 1003, 0, 0.458777, 0.633281, 2020.474}, Golden{PolicyName::epsilon, 1003, 5, 0.464324, 0.685386, 2096.575},
                               Golden{PolicyName::epsilon, 1003, 11, 0.511809, 0.735948, 2180.862}}) {
        auto const item = life_of(golden.policy, golden.seed, 12)[golden.item];
        EXPECT_NEAR(item.rate, golden.rate, 1e-6);
        EXPECT_NEAR(item.oracle_rate, golden.oracle_rate, 1e-6);
        EXPECT_NEAR(item.audience, golden.audience, 1e-3);
    }
}

TEST(Market, AWholeRosterLearnsTogether) {
    auto request = request_of(PolicyName::troupe, 1, 2, 30);
    request.roster = 3;
    EXPECT_EQ(simulate(request)->size(), 6U);
}

TEST(Market, LearningBeatsStandingStill) {
    auto const lives = *simulate(request_of(PolicyName::troupe, 1, 6, 150));
    EXPECT_GT(summarise(lives).gain_percent.mean, 15);
}

TEST(Market, RefusesWhatIsNoRange) {
    EXPECT_EQ(parse_seeds("7")->last, 7U);
    EXPECT_EQ(parse_seeds("1-20")->last, 20U);
    for (auto const* wrong : {"", "-", "5-", "-5", "a-b", "1-2-3", "9-1", "1-99999", "1 - 2", "1e3"})
        EXPECT_EQ(parse_seeds(wrong).error().code, ErrorCode::invalid_input) << wrong;
    for (int const items : {0, -1, 1'000'000}) EXPECT_FALSE(simulate(request_of(PolicyName::fixed, 1, 1, items)));
}

TEST(Market, PlotsAreDrawnOfASingleItemToo) {
    for (int const items : {1, 2, 40})
        for (auto const& plot : plots(*simulate(request_of(PolicyName::fixed, 1, 2, items)), "fixed")) {
            EXPECT_NE(plot.svg.find("<polyline"), std::string::npos);
            EXPECT_EQ(plot.svg.find("nan"), std::string::npos) << plot.name << items;
            EXPECT_EQ(plot.svg.find("inf"), std::string::npos) << plot.name << items;
        }
}

TEST(Market, WindowsLieWithinAnyLife) {
    for (int items = 1; items < 40; ++items) {
        auto const windows = windows_of(items);
        for (auto const& window : {windows.early, windows.middle, windows.late}) {
            EXPECT_GE(window.from, 0);
            EXPECT_LT(window.from, window.until) << items;
            EXPECT_LE(window.until, items);
        }
    }
    EXPECT_EQ(windows_of(300).middle.from, 50);
    EXPECT_EQ(windows_of(300).middle.until, 150);
}

}  // namespace
}  // namespace troupe::evolution::market
