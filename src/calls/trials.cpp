#include "flow/trials.hpp"

#include "calls/catalogue.hpp"

/// Experiments with our own makers.
namespace troupe::calls {
namespace {

using access::Role;
using flow::TrialReport;

struct TrialList {
    std::vector<evolution::Trial> trials;  ///< newest first
    std::vector<writing::Knob> knobs;      ///< what can be varied
};
BOOST_DESCRIBE_STRUCT(TrialList, (), (trials, knobs))
Result<TrialList> list(Context& context, Nothing const&) {
    auto trials = TRY(flow::list_trials(context.studio()));
    auto knobs = TRY(flow::trial_knobs(context.studio()));
    return TrialList{std::move(trials), std::move(knobs)};
}

struct ById {
    std::string trial_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (trial_id))
Result<TrialReport> show(Context& context, ById const& input) { return flow::show_trial(context.studio(), input.trial_id); }

struct StartInput {
    std::string name;
    std::string knob;
    std::vector<std::string> values;
    std::vector<double> shares;
    evolution::TrialUnit unit = evolution::TrialUnit::content;
    evolution::TrialMeasure measure = evolution::TrialMeasure::approved_unedited;
    int least_outcomes = 30;
    int most_outcomes = 2'000;
    double error_rate = 0.05;
    std::int64_t cost_scale_micros = 1'000'000;
};
BOOST_DESCRIBE_STRUCT(StartInput, (),
                      (name, knob, values, shares, unit, measure, least_outcomes, most_outcomes, error_rate, cost_scale_micros))
Result<TrialReport> start(Context& context, StartInput const& input) {
    auto const name = input.name.empty() ? input.knob : input.name;
    auto made = TRY(flow::start_trial(context.studio(), {name, input.knob, input.values, input.shares, input.unit, input.measure, input.least_outcomes,
                                                         input.most_outcomes, input.error_rate, input.cost_scale_micros, context.caller.name}));
    context.change = Change{made.id, nullptr, json::to_value(made.trial), ""};
    return made;
}

struct DeedInput {
    std::string trial_id;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(DeedInput, (), (trial_id, reason))
struct PromoteInput {
    std::string trial_id;
    std::string arm;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PromoteInput, (), (trial_id, arm, reason))

json::Value state_of(evolution::Trial const& trial) {
    return json::Object{{"state", json::enum_name(trial.state)}, {"winner", trial.winner}};
}

using Deed = Result<TrialReport> (*)(flow::Studio&, flow::TrialDeed const&);
Result<TrialReport> take_step(Context& context, flow::TrialDeed deed, Deed function) {
    auto const was = TRY(flow::show_trial(context.studio(), deed.id));
    TRY(context.expect_version(was.trial.revision));
    deed.by = context.caller.name;
    auto is = TRY(function(context.studio(), deed));
    context.change = Change{deed.id, state_of(was.trial), state_of(is.trial), deed.reason};
    return is;
}
Result<TrialReport> stop(Context& context, DeedInput const& input) {
    return take_step(context, {input.trial_id, "", input.reason, ""}, &flow::stop_trial);
}
Result<TrialReport> promote(Context& context, PromoteInput const& input) {
    return take_step(context, {input.trial_id, "", input.reason, input.arm}, &flow::promote_trial);
}
Result<TrialReport> roll_back(Context& context, DeedInput const& input) {
    return take_step(context, {input.trial_id, "", input.reason, ""}, &flow::roll_back_trial);
}

Call step_call(std::string const& name, std::string summary) {
    return {.name = "trial." + name,
            .http = "POST /api/trials/{trial_id}/" + name,
            .group = "Trials",
            .summary = std::move(summary),
            .role = Role::approver,
            .effect = Effect::changes,
            .required = {"reason"},
            .bounds = {{"reason", 1, 1'000}},
            .about = {{"reason", "Why; stands in the trial's history and in the audit log"}},
            .example = json::Object{{"reason", "the season is over"}}};
}

void add_start(Catalogue& catalogue) {
    catalogue.add<StartInput>(
        {.name = "trial.start",
         .http = "POST /api/trials",
         .group = "Trials",
         .summary = "Let two or more ways of making the same thing compete until the outcomes say which is better",
         .role = Role::approver,
         .effect = Effect::changes,
         .required = {"knob", "values"},
         .bounds = {{"values", 1, 5}, {"least_outcomes", 2, 100'000}, {"error_rate", 0.001, 0.5}},
         .about = {{"knob", "What is varied; trial.list names those that there are, and their values"},
                   {"values", "One arm each, beside the control, which is what is done now"},
                   {"shares", "Of all arms, the control's first; left out: equal ones"},
                   {"unit", "What keeps one arm: each content, or an artist with all its contents"},
                   {"measure", "What is better: approved as made, fewer rounds of review, less cost, more saves by listener"},
                   {"error_rate", "Chance of promoting anything where nothing is better, however often one looks"},
                   {"cost_scale_micros", "Of the measure cost: what counts as the worst, in millionths of the currency"}},
         .example = json::Object{{"knob", "captions.frames"}, {"values", json::Array{"things"}}}},
        start);
}

}  // namespace

void add_trials(Catalogue& catalogue) {
    catalogue.add<Nothing>({.name = "trial.list",
                            .http = "GET /api/trials",
                            .group = "Trials",
                            .summary = "The experiments with our own makers, newest first, and what can be varied"},
                           list);
    catalogue.add<ById>({.name = "trial.show",
                         .http = "GET /api/trials/{trial_id}",
                         .group = "Trials",
                         .summary = "An experiment: how its arms do, and every step that was taken"},
                        show);
    add_start(catalogue);
    catalogue.add<DeedInput>(step_call("stop", "End it: a winner stays with all, otherwise all is as it was"), stop);
    auto promotion = step_call("promote", "Make an arm the way it is done; a tenth stays as it was, to see whether it falls behind");
    promotion.required.push_back("arm");
    promotion.example = json::Object{{"arm", "things"}, {"reason", "people answer more"}};
    catalogue.add<PromoteInput>(promotion, promote);
    catalogue.add<DeedInput>(step_call("rollback", "Take a promotion back"), roll_back);
}

}  // namespace troupe::calls
