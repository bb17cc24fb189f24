#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/content.hpp"
#include "evolution/trials/judge.hpp"
#include "feedback/observation.hpp"
#include "flow/studio.hpp"
#include "writing/knobs.hpp"

/// Experiments with our own makers: which way a content is made, and what came of it.
namespace troupe::flow {

/// The arm of a trial that a content was made with. Stands in the content's brief.
struct ArmUse {
    std::string trial;    ///< id
    std::string name;     ///< the trial's, for people
    std::string arm;
    std::string value;    ///< of the knob
    std::string subject;  ///< id of the content or artist that got the arm
};
BOOST_DESCRIBE_STRUCT(ArmUse, (), (trial, name, arm, value, subject))

/// How something is to be written.
struct Variation {
    writing::Ways ways;
    std::vector<ArmUse> arms;
};

/// The arms for a new content of that task ("lyrics", "captions"). A knob stays as it is where turning it would change nothing:
/// without a language model, where the artist's own assignment of models decides, or where this build does not know the value.
[[nodiscard]] Result<Variation> vary(Studio& studio, std::string const& task, artist::Document const& artist, std::string const& content);

/// Writes into brief and provenance of a content with which arms it was made, and in which sessions of language models.
void note_arms(catalog::Content& content, std::vector<ArmUse> const& arms, std::vector<std::string> const& sessions);
[[nodiscard]] std::vector<ArmUse> arms_of(catalog::Content const& content);
/// A song goes by the arms of its words.
void inherit_arms(catalog::Content& content, catalog::Content const& from);

/// What follows records outcomes for the live trials of a content's arms, each once, and takes the step that they ask for: a
/// promotion, an end, a rollback, with its entry in the audit log. Within the unit of work of whoever calls.
///
/// A content that was made: its rounds of review and its cost.
[[nodiscard]] Result<void> record_made(Studio& studio, catalog::Content const& content);
/// A content as it was before a person decided about it.
[[nodiscard]] Result<void> record_decision(Studio& studio, catalog::Content const& before, catalog::Decision decision);
/// After a report: the songs that have been heard by enough.
[[nodiscard]] Result<void> record_saves(Studio& studio);

/// Saves by listener of rows that nothing speaks against; nothing before a hundred listeners. 0..1.
[[nodiscard]] std::optional<double> save_rate(std::vector<feedback::Observation> const& rows);

struct TrialReport {
    std::string id;
    evolution::Trial trial;
    std::vector<evolution::ArmStanding> standings;  ///< the control first
};
BOOST_DESCRIBE_STRUCT(TrialReport, (), (id, trial, standings))

/// A trial that a person wants. Shares left out: equal ones.
struct TrialRequest {
    std::string name;
    std::string knob;
    std::vector<std::string> values;  ///< of the arms beside the control, which is what is done now
    std::vector<double> shares;       ///< of all arms, the control's first; empty: equal
    evolution::TrialUnit unit = evolution::TrialUnit::content;
    evolution::TrialMeasure measure = evolution::TrialMeasure::approved_unedited;
    int least_outcomes = 30;
    int most_outcomes = 2'000;
    double error_rate = 0.05;
    std::int64_t cost_scale_micros = 1'000'000;
    std::string by;
};

/// Errors: invalid_input (the knob or a value is not known: names those that are), conflict (another trial turns it; it needs a
/// language model and none is set up; the measure never sees anything).
[[nodiscard]] Result<TrialReport> start_trial(Studio& studio, TrialRequest const& request);
/// Errors of what follows: not_found, and those of the steps in evolution/trials/trial.hpp.
[[nodiscard]] Result<TrialReport> show_trial(Studio& studio, std::string const& id);
[[nodiscard]] Result<std::vector<evolution::Trial>> list_trials(Studio& studio);  ///< newest first
[[nodiscard]] Result<std::vector<writing::Knob>> trial_knobs(Studio& studio);

/// What a person does with a trial.
struct TrialDeed {
    std::string id;
    std::string by;
    std::string reason;  ///< must be given
    std::string arm;     ///< of a promotion
};
[[nodiscard]] Result<TrialReport> stop_trial(Studio& studio, TrialDeed const& deed);
[[nodiscard]] Result<TrialReport> promote_trial(Studio& studio, TrialDeed const& deed);
[[nodiscard]] Result<TrialReport> roll_back_trial(Studio& studio, TrialDeed const& deed);

}  // namespace troupe::flow
