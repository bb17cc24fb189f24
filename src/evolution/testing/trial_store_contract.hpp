#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "base/json.hpp"
#include "evolution/trials/trial_store.hpp"

namespace troupe::evolution::testing {

[[nodiscard]] inline Trial example_trial(std::uint8_t number = 1, std::string knob = "prompt.captions") {
    Trial trial;
    trial.id.bytes[15] = number;
    trial.name = "captions \"dry\" or Wärm";
    trial.knob = std::move(knob);
    trial.arms = {{"standard", "", 0.5}, {"scene", "scene", 0.5}};
    trial.created = TimePoint{std::chrono::milliseconds{1'795'000'000'123}};
    return trial;
}
[[nodiscard]] inline TrialStep step_by(std::string who, std::string winner = "") {
    return {TimePoint{std::chrono::milliseconds{1'795'000'001'000}}, std::move(who), TrialState::running, std::move(winner), "because"};
}
[[nodiscard]] inline TrialOutcome outcome_of(Trial const& trial, std::string subject, std::string arm, double value) {
    return {trial.id, std::move(subject), std::move(arm), value, "report", false, trial.created};
}

/// What every TrialStore promises; an adapter's test only instantiates it.
template <class Store>
class TrialStoreContract : public ::testing::Test {
protected:
    Store store;
};
TYPED_TEST_SUITE_P(TrialStoreContract);

TYPED_TEST_P(TrialStoreContract, GivesBackWhatItTook) {
    auto trial = example_trial();
    trial.steps.push_back(step_by("Ada"));
    ASSERT_TRUE(this->store.insert(trial));
    EXPECT_EQ(json::print(this->store.find(trial.id).value()), json::print(trial));
    EXPECT_EQ(this->store.find(example_trial(9).id).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(TrialStoreContract, ListsTheNewestFirst) {
    ASSERT_TRUE(this->store.insert(example_trial(1, "a")));
    ASSERT_TRUE(this->store.insert(example_trial(3, "b")));
    ASSERT_TRUE(this->store.insert(example_trial(2, "c")));
    std::vector<std::string> knobs;
    auto const all = this->store.list().value();
    for (auto const& each : all) knobs.push_back(each.knob);
    EXPECT_EQ(knobs, (std::vector<std::string>{"b", "c", "a"}));
}

TYPED_TEST_P(TrialStoreContract, LetsOneTrialTurnAKnobAtATime) {
    auto const first = example_trial(1);
    ASSERT_TRUE(this->store.insert(first));
    EXPECT_EQ(this->store.insert(first).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.insert(example_trial(2)).error().code, ErrorCode::conflict);
    ASSERT_TRUE(this->store.update(promote(first, step_by("Ada", "scene")).value()));
    EXPECT_EQ(this->store.insert(example_trial(2)).error().code, ErrorCode::conflict);
    ASSERT_TRUE(this->store.update(stop(this->store.find(first.id).value(), step_by("Ada")).value()));
    EXPECT_EQ(this->store.newest_of("prompt.captions").value()->winner, "scene");
    ASSERT_TRUE(this->store.insert(example_trial(2)));
    EXPECT_EQ(this->store.newest_of("prompt.captions").value()->id, example_trial(2).id);
    EXPECT_FALSE(this->store.newest_of("prompt.lyrics").value());
}

TYPED_TEST_P(TrialStoreContract, RefusesTrialsThatCannotBe) {
    auto trial = example_trial();
    trial.arms[1].share = 0.4;
    EXPECT_EQ(this->store.insert(trial).error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(this->store.list()->empty());
}

TYPED_TEST_P(TrialStoreContract, UpdatesOnlyWhatWasReadLast) {
    auto const trial = example_trial();
    EXPECT_EQ(this->store.update(trial).error().code, ErrorCode::not_found);
    ASSERT_TRUE(this->store.insert(trial));
    auto const changed = this->store.update(stop(trial, step_by("Ada")).value());
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->revision, 2);
    EXPECT_EQ(this->store.update(stop(trial, step_by("Ben")).value()).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.find(trial.id)->steps.back().by, "Ada");
}

TYPED_TEST_P(TrialStoreContract, RecordsOneOutcomeASubject) {
    auto const trial = example_trial();
    EXPECT_EQ(this->store.add_outcome(outcome_of(trial, "x", "scene", 1)).error().code, ErrorCode::not_found);
    ASSERT_TRUE(this->store.insert(trial));
    EXPECT_TRUE(this->store.add_outcome(outcome_of(trial, "x", "scene", 0.123456789)).value());
    EXPECT_FALSE(this->store.add_outcome(outcome_of(trial, "x", "standard", 0)).value());
    EXPECT_TRUE(this->store.add_outcome(outcome_of(trial, "a", "standard", 0)).value());
    auto const known = this->store.outcomes(trial.id).value();
    ASSERT_EQ(known.size(), 2u);
    EXPECT_EQ(known[0].subject, "x");
    EXPECT_DOUBLE_EQ(known[0].value, 0.123456789);
    EXPECT_EQ(known[1].subject, "a");
}

TYPED_TEST_P(TrialStoreContract, RefusesOutcomesThatSayNothing) {
    auto const trial = example_trial();
    ASSERT_TRUE(this->store.insert(trial));
    for (auto const& wrong : {outcome_of(trial, "x", "scene", 1.5), outcome_of(trial, "x", "scene", -0.1), outcome_of(trial, "", "scene", 1),
                              outcome_of(trial, "x", "none", 1), outcome_of(trial, "x", "scene", std::nan(""))})
        EXPECT_EQ(this->store.add_outcome(wrong).error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(this->store.outcomes(trial.id)->empty());
}

REGISTER_TYPED_TEST_SUITE_P(TrialStoreContract, GivesBackWhatItTook, ListsTheNewestFirst, LetsOneTrialTurnAKnobAtATime,
                            RefusesTrialsThatCannotBe, UpdatesOnlyWhatWasReadLast, RecordsOneOutcomeASubject,
                            RefusesOutcomesThatSayNothing);

}  // namespace troupe::evolution::testing
