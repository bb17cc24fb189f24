#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/random.hpp"
#include "evolution/testing/memory_trial_store.hpp"
#include "evolution/testing/trial_store_contract.hpp"
#include "evolution/trials/judge.hpp"

namespace troupe::evolution::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, TrialStoreContract, MemoryTrialStore);
}

namespace troupe::evolution {
namespace {

using testing::example_trial;
using testing::outcome_of;
using testing::step_by;

/// The state at which a trial of 0/1 outcomes ends, judged after every one of them.
Trial simulate(Trial trial, std::map<std::string, double> const& rates, int outcomes, Random random) {
    TrialJudge judge(trial);
    for (int i = 0; i < outcomes; ++i) {
        auto const subject = std::to_string(random.next());
        auto const& arm = arm_for(trial, subject);
        auto outcome = outcome_of(trial, subject, arm.name, random.chance(rates.at(arm.name)) ? 1 : 0);
        outcome.is_after_promotion = trial.state == TrialState::promoted;
        judge.add(outcome);
        if (auto const decided = judge.decide(TimePoint{})) return *decided;
    }
    return trial;
}

int count_runs(Trial const& trial, TrialState state, std::map<std::string, double> const& rates, int runs, int outcomes) {
    int count = 0;
    for (int run = 0; run < runs; ++run)
        if (simulate(trial, rates, outcomes, Random(7).stream("run", static_cast<std::uint64_t>(run))).state == state) ++count;
    return count;
}

TEST(SequentialTest, IsSoonSureOfACoarseDifferenceAndNeverOfNone) {
    SequentialTest test(0.5, 0.5);
    for (int i = 0; i < 60; ++i) test.add_first(0), test.add_second(1);
    EXPECT_GT(test.so_far(0.05).evidence, 1'000);
    EXPECT_GT(test.so_far(0.05).low, 0);
    SequentialTest flat(0.5, 0.5);
    for (int i = 0; i < 1'000; ++i) flat.add_first(0.4), flat.add_second(0.4);
    EXPECT_DOUBLE_EQ(flat.so_far(0.05).evidence, 1);
    EXPECT_NEAR(flat.so_far(0.05).difference, 0, 1e-12);
}

TEST(SequentialTest, ComparesInTheProportionThatTheSharesGive) {
    SequentialTest test(0.9, 0.1);
    for (int i = 0; i < 8; ++i) test.add_first(0);
    test.add_second(1);
    EXPECT_EQ(test.so_far(0.05).blocks, 0);
    test.add_first(0);
    EXPECT_EQ(test.so_far(0.05).blocks, 1);
}

TEST(SequentialTest, TheIntervalHoldsAtAllTimesTogether) {
    int missed = 0;
    for (std::uint64_t run = 0; run < 400; ++run) {
        auto random = Random(3).stream("interval", run);
        SequentialTest test(0.5, 0.5);
        bool is_missed = false;
        for (int i = 0; i < 300; ++i) {
            test.add_first(random.chance(0.5) ? 1 : 0);
            test.add_second(random.chance(0.6) ? 1 : 0);
            auto const now = test.so_far(0.1);
            is_missed = is_missed || now.low > 0.1 || now.high < 0.1;
        }
        missed += is_missed ? 1 : 0;
    }
    EXPECT_LE(missed, 40);
}

TEST(Trials, PromoteNothingOfEqualsMoreOftenThanTheErrorRate) {
    auto trial = example_trial();
    EXPECT_LE(count_runs(trial, TrialState::promoted, {{"standard", 0.3}, {"scene", 0.3}}, 1'000, 400), 50);
    EXPECT_LE(count_runs(trial, TrialState::promoted, {{"standard", 0.95}, {"scene", 0.95}}, 1'000, 400), 50);
    trial.arms = {{"standard", "", 0.4}, {"scene", "scene", 0.3}, {"dry", "dry", 0.3}};
    EXPECT_LE(count_runs(trial, TrialState::promoted, {{"standard", 0.5}, {"scene", 0.5}, {"dry", 0.5}}, 1'000, 400), 50);
    trial.arms = {{"standard", "", 0.9}, {"scene", "scene", 0.1}};
    EXPECT_LE(count_runs(trial, TrialState::promoted, {{"standard", 0.2}, {"scene", 0.2}}, 1'000, 400), 50);
}

TEST(Trials, FindABetterArm) {
    auto const trial = example_trial();
    EXPECT_GE(count_runs(trial, TrialState::promoted, {{"standard", 0.5}, {"scene", 0.7}}, 200, 400), 160);
    EXPECT_GE(count_runs(trial, TrialState::promoted, {{"standard", 0.5}, {"scene", 0.6}}, 200, 1'600), 160);
    EXPECT_GE(count_runs(trial, TrialState::stopped, {{"standard", 0.7}, {"scene", 0.5}}, 200, 400), 160);
}

TEST(Trials, RollAWinnerBackThatFallsBehind) {
    auto const promoted = promote(example_trial(), step_by("Ada", "scene")).value();
    EXPECT_LE(count_runs(promoted, TrialState::rolled_back, {{"standard", 0.5}, {"scene", 0.5}}, 500, 1'000), 25);
    EXPECT_GE(count_runs(promoted, TrialState::rolled_back, {{"standard", 0.6}, {"scene", 0.3}}, 100, 1'500), 80);
    auto const back = simulate(promoted, {{"standard", 1}, {"scene", 0}}, 2'000, Random(1));
    EXPECT_EQ(back.state, TrialState::rolled_back);
    EXPECT_EQ(back.winner, "");
    EXPECT_EQ(arm_for(back, "anything").name, "standard");
    EXPECT_NE(back.steps.back().reason.find("fell behind"), std::string::npos);
}

TEST(Trials, AskForTheirLeastEvidence) {
    auto trial = example_trial();
    TrialJudge judge(trial);
    for (int i = 0; i < 29; ++i) {
        judge.add(outcome_of(trial, "a" + std::to_string(i), "standard", 0));
        judge.add(outcome_of(trial, "b" + std::to_string(i), "scene", 1));
        EXPECT_FALSE(judge.decide(TimePoint{}));
    }
    judge.add(outcome_of(trial, "a", "standard", 0));
    judge.add(outcome_of(trial, "b", "scene", 1));
    auto const decided = judge.decide(TimePoint{});
    ASSERT_TRUE(decided);
    EXPECT_EQ(decided->winner, "scene");
    EXPECT_EQ(decided->steps.back().by, trial_rule);
}

TEST(Trials, EndUndecidedAtTheirMostOutcomes) {
    auto trial = example_trial();
    trial.most_outcomes = 100;
    TrialJudge judge(trial);
    for (int i = 0; i < 100; ++i) judge.add(outcome_of(trial, std::to_string(i), i % 2 == 0 ? "standard" : "scene", 0.5));
    ASSERT_TRUE(judge.decide(TimePoint{}));
    EXPECT_EQ(judge.decide(TimePoint{})->state, TrialState::undecided);
    EXPECT_EQ(arm_for(*judge.decide(TimePoint{}), "x").name, "standard");
}

TEST(Trials, WhatMadeAPromotionDoesNotSpeakAgainstIt) {
    auto const promoted = promote(example_trial(), step_by("Ada", "scene")).value();
    TrialJudge judge(promoted);
    for (int i = 0; i < 500; ++i) judge.add(outcome_of(promoted, std::to_string(i), i % 2 == 0 ? "standard" : "scene", i % 2 == 0 ? 1 : 0));
    EXPECT_FALSE(judge.decide(TimePoint{}));
    EXPECT_DOUBLE_EQ(judge.standings()[1].evidence_worse, 1);
}

TEST(Assignment, KeepsTheSharesAndIsTheSameEveryTime) {
    auto trial = example_trial();
    trial.arms = {{"standard", "", 0.5}, {"scene", "scene", 0.3}, {"dry", "dry", 0.2}};
    std::map<std::string, int> counts;
    for (int i = 0; i < 10'000; ++i) {
        auto const subject = "subject " + std::to_string(i);
        ++counts[arm_for(trial, subject).name];
        EXPECT_EQ(arm_for(trial, subject).name, arm_for(trial, subject).name);
    }
    for (auto const& arm : trial.arms) EXPECT_NEAR(counts[arm.name] / 10'000.0, arm.share, 0.02);
}

TEST(Assignment, OfTwoTrialsHasNothingToDoWithEachOther) {
    auto const first = example_trial(1);
    auto const second = example_trial(2);
    int same = 0;
    for (int i = 0; i < 10'000; ++i) same += arm_for(first, std::to_string(i)).name == arm_for(second, std::to_string(i)).name ? 1 : 0;
    EXPECT_NEAR(same / 10'000.0, 0.5, 0.02);
}

TEST(Assignment, APromotionMovesUnitsToTheWinnerAlone) {
    auto const running = example_trial();
    auto const promoted = promote(running, step_by("Ada", "scene")).value();
    int on_control = 0;
    for (int i = 0; i < 10'000; ++i) {
        auto const before = arm_for(running, std::to_string(i)).name;
        auto const after = arm_for(promoted, std::to_string(i)).name;
        if (after != "standard") continue;
        EXPECT_EQ(before, "standard");
        ++on_control;
    }
    EXPECT_NEAR(on_control / 10'000.0, control_share_after_promotion, 0.02);
    EXPECT_EQ(arm_for(stop(promoted, step_by("Ada")).value(), "0").name, "scene");
}

TEST(Trials, NameTheWrongField) {
    auto const message = [](auto change) {
        auto trial = example_trial();
        change(trial);
        return validate(trial).error().message;
    };
    EXPECT_NE(message([](Trial& t) { t.arms.pop_back(); }).find("arms"), std::string::npos);
    EXPECT_NE(message([](Trial& t) { t.arms[1].name = "standard"; }).find("arms[1].name"), std::string::npos);
    EXPECT_NE(message([](Trial& t) { t.arms[1].value = ""; }).find("arms[1].value"), std::string::npos);
    EXPECT_NE(message([](Trial& t) { t.arms[0].share = 0.05, t.arms[1].share = 0.95; }).find("arms[0].share"), std::string::npos);
    EXPECT_NE(message([](Trial& t) { t.error_rate = 0; }).find("error_rate"), std::string::npos);
    EXPECT_NE(message([](Trial& t) { t.most_outcomes = 31; }).find("most_outcomes"), std::string::npos);
}

TEST(Trials, TakeOnlyStepsThatLeadSomewhere) {
    auto const trial = example_trial();
    EXPECT_EQ(roll_back(trial, step_by("Ada")).error().code, ErrorCode::conflict);
    EXPECT_EQ(promote(trial, step_by("Ada", "standard")).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(promote(trial, step_by("Ada", "nobody")).error().code, ErrorCode::not_found);
    auto const stopped = stop(trial, step_by("Ada")).value();
    EXPECT_EQ(promote(stopped, step_by("Ada", "scene")).error().code, ErrorCode::conflict);
    auto silent = step_by("Ada");
    silent.reason.clear();
    EXPECT_EQ(stop(trial, silent).error().code, ErrorCode::invalid_input);
}

}  // namespace
}  // namespace troupe::evolution
