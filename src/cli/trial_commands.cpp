#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/ask.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "flow/trials.hpp"

/// Experiments with our own makers: the same calls as over HTTP, with their entries in the audit log.
namespace troupe::cli {
namespace {

std::string arms_text(flow::TrialReport const& report) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& each : report.standings) {
        bool const is_control = &each == &report.standings.front();
        rows.push_back({each.arm, fmt::format("{:.0f} %", each.share * 100), std::to_string(each.outcomes),
                        each.outcomes == 0 ? "-" : fmt::format("{:.3f}", each.mean),
                        is_control ? "control" : fmt::format("{:+.3f} ({:+.3f} to {:+.3f})", each.difference, each.low, each.high),
                        is_control ? "" : fmt::format("{:.2f}", each.evidence_better),
                        is_control ? "" : fmt::format("{:.2f}", each.evidence_worse)});
    }
    return table({"ARM", "SHARE", "OUTCOMES", "MEAN", "AGAINST THE CONTROL", "BETTER", "WORSE"}, rows);
}

std::string trial_text(flow::TrialReport const& report) {
    auto const& trial = report.trial;
    auto text = fmt::format("{}: {}, by {}\n{}{}\n\n", trial.name, trial.knob, json::enum_name(trial.measure), json::enum_name(trial.state),
                            trial.winner.empty() ? "" : ": " + trial.winner);
    text += arms_text(report) + "\n";
    if (trial.state == evolution::TrialState::running)
        text += fmt::format("An arm is promoted at evidence {:.0f} with {} outcomes on either side; look as often as you like.\n",
                            static_cast<double>(trial.arms.size() - 1) / trial.error_rate, trial.least_outcomes);
    for (auto const& step : trial.steps)
        text += fmt::format("{}  {}: {}. {}\n", format_time(step.at), step.by, json::enum_name(step.state), step.reason);
    return text;
}

Result<Answer> shown(json::Value const& value) {
    auto const report = TRY(json::from_value<flow::TrialReport>(value));
    return Answer{value, trial_text(report)};
}

struct NoOptions {};
void take_nothing(CLI::App&, NoOptions&) {}
Result<Answer> list(Shell& shell, NoOptions const&) {
    auto const value = TRY(ask(shell, "trial.list", {}));
    auto const& fields = value.as_object();
    std::vector<std::vector<std::string>> rows;
    for (auto const& trial : TRY(json::from_value<std::vector<evolution::Trial>>(fields.at("trials"))))
        rows.push_back({to_string(trial.id), trial.name, trial.knob, json::enum_name(trial.measure), json::enum_name(trial.state), trial.winner});
    auto text = rows.empty() ? std::string("No trials yet.\n") : table({"TRIAL", "NAME", "KNOB", "MEASURE", "STATE", "WINNER"}, rows);
    text += "\nWhat can be varied:\n";
    for (auto const& knob : TRY(json::from_value<std::vector<writing::Knob>>(fields.at("knobs"))))
        text += fmt::format("  {:<18} {}: {}\n", knob.name, knob.about,
                            knob.values.empty() ? "needs a language model" : text::join(knob.values, ", ") + (knob.needs_model ? " (needs a language model)" : ""));
    return Answer{value, text};
}

struct ById {
    std::string id;
};
void take_trial(CLI::App& sub, ById& values) { sub.add_option("TRIAL", values.id, "The trial, as `trial list` prints it")->required(); }
Result<Answer> show(Shell& shell, ById const& values) { return shown(TRY(ask(shell, "trial.show", {{"trial_id", values.id}}))); }

struct StartValues {
    std::string name, knob, unit = "content", measure = "approved_unedited";
    std::vector<std::string> values;
    std::vector<double> shares;
    int least_outcomes = 30;
    double error_rate = 0.05;
};
void take_start(CLI::App& sub, StartValues& values) {
    sub.add_option("KNOB", values.knob, "What is varied, as `trial list` prints it: captions.frames")->required();
    sub.add_option("VALUE", values.values, "Of the arms beside the control, which is what is done now")->required();
    sub.add_option("--name", values.name, "For people; by default the knob");
    sub.add_option("--shares", values.shares, "Of all arms, the control's first: 0.5,0.5")->delimiter(',');
    sub.add_option("--unit", values.unit, "What keeps one arm: content or artist")->check(CLI::IsMember({"content", "artist"}));
    sub.add_option("--measure", values.measure, "approved_unedited, review_rounds, cost or saves")
        ->check(CLI::IsMember({"approved_unedited", "review_rounds", "cost", "saves"}));
    sub.add_option("--least", values.least_outcomes, "Outcomes of an arm before it is promoted")->check(CLI::Range(2, 100'000));
    sub.add_option("--error-rate", values.error_rate, "Chance of promoting what is no better")->check(CLI::Range(0.001, 0.5));
}
Result<Answer> start(Shell& shell, StartValues const& values) {
    return shown(TRY(ask(shell, "trial.start", {{"name", values.name},
                                                {"knob", values.knob},
                                                {"values", json::to_value(values.values)},
                                                {"shares", json::to_value(values.shares)},
                                                {"unit", values.unit},
                                                {"measure", values.measure},
                                                {"least_outcomes", values.least_outcomes},
                                                {"error_rate", values.error_rate}})));
}

struct DeedValues : ById {
    std::string reason, arm;
};
void take_deed(CLI::App& sub, DeedValues& values) {
    take_trial(sub, values);
    sub.add_option("--reason", values.reason, "Why; stands in the trial's history")->required();
}
void take_promotion(CLI::App& sub, DeedValues& values) {
    take_deed(sub, values);
    sub.add_option("ARM", values.arm, "Which is to be done from now on")->required();
}
Result<Answer> stop(Shell& shell, DeedValues const& values) {
    return shown(TRY(ask(shell, "trial.stop", {{"trial_id", values.id}, {"reason", values.reason}})));
}
Result<Answer> promote(Shell& shell, DeedValues const& values) {
    return shown(TRY(ask(shell, "trial.promote", {{"trial_id", values.id}, {"arm", values.arm}, {"reason", values.reason}})));
}
Result<Answer> roll_back(Shell& shell, DeedValues const& values) {
    return shown(TRY(ask(shell, "trial.rollback", {{"trial_id", values.id}, {"reason", values.reason}})));
}

}  // namespace

void add_trials(Menu const& menu) {
    auto& trial = menu.group("trial", "Experiments with our own makers: prompts, models, captions");
    menu.add<NoOptions>(trial, "list", "All of them, and what can be varied", take_nothing, list);
    menu.add<ById>(trial, "show", "How the arms do, and every step that was taken", take_trial, show);
    menu.add<StartValues>(trial, "start", "Let ways of making the same thing compete", take_start, start);
    menu.add<DeedValues>(trial, "stop", "End it: a winner stays with all, otherwise all is as it was", take_deed, stop);
    menu.add<DeedValues>(trial, "promote", "Make an arm the way it is done; a tenth stays as it was", take_promotion, promote);
    menu.add<DeedValues>(trial, "rollback", "Take a promotion back", take_deed, roll_back);
}

}  // namespace troupe::cli
