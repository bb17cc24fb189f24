#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

/// Experiments with our own makers: two or more ways to do the same thing, each for its share of the work, until the outcomes
/// say which is better.
namespace troupe::evolution {

using TrialId = Id<struct TrialTag>;

/// running -> promoted | stopped | undecided; promoted -> rolled_back | stopped. A stopped one with a winner leaves it to all.
BOOST_DEFINE_ENUM_CLASS(TrialState, running, promoted, stopped, undecided, rolled_back)

/// What gets one arm for good: each content anew, or an artist with all that is made for it. An artist gives one outcome.
BOOST_DEFINE_ENUM_CLASS(TrialUnit, content, artist)

/// What is better. Outcomes are 0..1 and more is better, whatever is measured:
///   approved_unedited  1: approved as it was made; 0: edited before, or rejected
///   review_rounds      1: the first draft of a language model was kept; a third less for each further one
///   cost               1: nothing was spent; 0: `cost_scale_micros` or more
///   saves              saves by listener of the song, once it has been heard by a hundred
BOOST_DEFINE_ENUM_CLASS(TrialMeasure, approved_unedited, review_rounds, cost, saves)

struct TrialArm {
    std::string name;   ///< unique in the trial, 1 to 40 characters
    std::string value;  ///< of the knob: a prompt's variant, a model; empty: as it stands without any trial
    double share = 0;   ///< of the units while the trial runs, above 0
};
BOOST_DESCRIBE_STRUCT(TrialArm, (), (name, value, share))

/// Something that happened to a trial. Steps are only ever added.
struct TrialStep {
    TimePoint at{};
    std::string by;  ///< a person's name, or `trial_rule`
    TrialState state = TrialState::running;
    std::string winner;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(TrialStep, (), (at, by, state, winner, reason))

/// Who decides by the numbers.
inline constexpr std::string_view trial_rule = "trial rule";
/// The part of the units that stays on the old arm when another was promoted, so that its falling behind is seen.
inline constexpr double control_share_after_promotion = 0.1;

struct Trial {
    TrialId id;
    std::string name;  ///< for people, 1 to 80 characters
    std::string knob;  ///< what is varied: "prompt.lyrics"
    TrialUnit unit = TrialUnit::content;
    TrialMeasure measure = TrialMeasure::approved_unedited;
    std::vector<TrialArm> arms;  ///< 2 to 6; the first is the control: what was done before
    int least_outcomes = 30;     ///< of an arm and of the control before anything is promoted
    int most_outcomes = 2'000;   ///< of all arms together: then it ends undecided
    double error_rate = 0.05;    ///< chance of promoting anything where nothing is better, 0.001 to 0.5
    std::int64_t cost_scale_micros = 1'000'000;  ///< of the measure cost
    TrialState state = TrialState::running;
    std::string winner;  ///< name of the arm that was promoted; empty: none
    std::vector<TrialStep> steps;
    TimePoint created{};
    int revision = 1;  ///< counts the updates
};
BOOST_DESCRIBE_STRUCT(Trial, (),
                      (id, name, knob, unit, measure, arms, least_outcomes, most_outcomes, error_rate,
                       cost_scale_micros, state, winner, steps, created, revision))

/// What came of one unit.
struct TrialOutcome {
    TrialId trial;
    std::string subject;  ///< id of the content or artist: it has one outcome, the first
    std::string arm;      ///< that it was made with
    double value = 0;     ///< 0..1, more is better
    std::string source;   ///< id of what it was seen on: the content, a report's hash
    bool is_after_promotion = false;
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(TrialOutcome, (), (trial, subject, arm, value, source, is_after_promotion, at))

/// Error: invalid_input with the field.
[[nodiscard]] Result<void> validate(Trial const& trial);

/// Whether it still decides by outcomes.
[[nodiscard]] bool is_live(TrialState state);

/// The arm of that unit: always the same while the trial runs, by a hash of both. A promotion moves units to the winner alone,
/// and leaves a tenth of all on the control: those that were there before.
[[nodiscard]] TrialArm const& arm_for(Trial const& trial, std::string_view subject);
/// Nothing: no such arm.
[[nodiscard]] TrialArm const* find_arm(Trial const& trial, std::string_view name);

/// The trial after a step. Errors: conflict (it is over; only what was promoted can be rolled back), not_found (the arm),
/// invalid_input (the control cannot be promoted; no reason).
[[nodiscard]] Result<Trial> stop(Trial trial, TrialStep step);
[[nodiscard]] Result<Trial> promote(Trial trial, TrialStep step);  ///< `step.winner` names the arm
[[nodiscard]] Result<Trial> roll_back(Trial trial, TrialStep step);

}  // namespace troupe::evolution
