#include "flow/trials.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "flow/content_files.hpp"

namespace troupe::flow {
namespace {

using evolution::Trial;
using evolution::TrialArm;
using evolution::TrialMeasure;
using evolution::TrialStep;
using evolution::TrialUnit;

bool has_value(writing::Knob const& knob, std::string const& value) {
    return value.empty() || std::find(knob.values.begin(), knob.values.end(), value) != knob.values.end();
}

/// Whether the artist's own assignment of models goes before a trial's.
bool has_own_model(artist::Document const& artist, std::string const& task) {
    auto const& own = artist.profile.settings.llm_assignments;
    return std::any_of(own.begin(), own.end(), [&](auto const& each) { return each.first == task || each.first == "default" || each.first.starts_with(task + "."); });
}

bool turns_something(Studio const& studio, writing::Knob const& knob, artist::Document const& artist) {
    if (knob.needs_model == studio.models.empty()) return false;  // a model writes over what the embedded writer leans to
    return !knob.name.starts_with("model.") || !has_own_model(artist, knob.task);
}

Result<writing::Knob> find_knob(Studio& studio, std::string const& name) {
    std::vector<std::string> names;
    for (auto const& knob : TRY(trial_knobs(studio))) {
        if (knob.name == name) return knob;
        names.push_back(knob.name);
    }
    return wrong_field("knob", fmt::format("'{}': expected {}", text::excerpt(name), text::enumerate(names, "or")));
}

/// What the knob stands at now: what the last trial left behind.
Result<std::string> present_value(Studio& studio, std::string const& knob) {
    auto const last = TRY(studio.trials.newest_of(knob));
    if (!last) return std::string();
    auto const* winner = last->winner.empty() ? nullptr : evolution::find_arm(*last, last->winner);
    return winner == nullptr ? last->arms.front().value : winner->value;
}

std::string arm_name(std::string const& value) { return value.empty() ? "standard" : text::excerpt(value, 36); }

Result<std::vector<TrialArm>> arms_wanted(TrialRequest const& request, writing::Knob const& knob, std::string const& control) {
    std::vector<std::string> values{control};
    values.insert(values.end(), request.values.begin(), request.values.end());
    if (!request.shares.empty() && request.shares.size() != values.size())
        return wrong_field("shares", fmt::format("{} given for {} arms, the control's first", request.shares.size(), values.size()));
    std::vector<TrialArm> arms;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!has_value(knob, values[i]))
            return wrong_field("values", fmt::format("'{}' is no value of {}: {}", text::excerpt(values[i]), knob.name,
                                                     knob.values.empty() ? "there are none" : "there are " + text::enumerate(knob.values)));
        auto const share = request.shares.empty() ? 1 / static_cast<double>(values.size()) : request.shares[i];
        arms.push_back({arm_name(values[i]), values[i], share});
    }
    return arms;
}

Result<void> check_measure(writing::Knob const& knob, TrialMeasure measure) {
    bool const is_of_model = measure == TrialMeasure::review_rounds || measure == TrialMeasure::cost;
    if (is_of_model && !knob.needs_model)
        return fail(ErrorCode::conflict, fmt::format("measure {}: nothing is spent or reviewed for {}; take approved_unedited", json::enum_name(measure), knob.name));
    if (measure == TrialMeasure::saves && knob.task != "lyrics")
        return fail(ErrorCode::conflict, fmt::format("measure saves: songs are saved, not {}; take approved_unedited", knob.task));
    return {};
}

Result<TrialReport> report_on(Studio& studio, Trial const& trial) {
    evolution::TrialJudge judge(trial);
    for (auto const& outcome : TRY(studio.trials.outcomes(trial.id))) judge.add(outcome);
    return TrialReport{to_string(trial.id), trial, judge.standings()};
}

Result<Trial> find_trial(Studio& studio, std::string const& id) {
    return studio.trials.find(TRY(parse_id<evolution::TrialTag>(id)));
}

TrialStep step_of(Studio& studio, TrialDeed const& deed) {
    return {studio.clock.now(), deed.by, evolution::TrialState::running, deed.arm, deed.reason};
}

}  // namespace

Result<std::vector<writing::Knob>> trial_knobs(Studio& studio) { return writing::knobs(studio.models); }

Result<Variation> vary(Studio& studio, std::string const& task, artist::Document const& artist, std::string const& content) {
    Variation variation;
    for (auto const& knob : TRY(trial_knobs(studio))) {
        if (knob.task != task || !turns_something(studio, knob, artist)) continue;
        auto const trial = TRY(studio.trials.newest_of(knob.name));
        if (!trial) continue;
        auto const subject = trial->unit == TrialUnit::artist ? to_string(artist.id) : content;
        auto const& arm = evolution::arm_for(*trial, subject);
        if (!has_value(knob, arm.value) || !writing::turn(variation.ways, knob.name, arm.value)) continue;
        variation.arms.push_back({to_string(trial->id), trial->name, arm.name, arm.value, subject});
    }
    return variation;
}

Result<TrialReport> start_trial(Studio& studio, TrialRequest const& request) {
    auto const knob = TRY(find_knob(studio, request.knob));
    if (knob.needs_model && studio.models.empty())
        return fail(ErrorCode::conflict, fmt::format("knob {}: no language model is set up (OPENAI_API_KEY, ANTHROPIC_API_KEY or TROUPE_LLM_URL; `troupe config` shows them)", knob.name));
    TRY(check_measure(knob, request.measure));
    Trial trial;
    trial.id = next_id<evolution::TrialTag>(studio);
    trial.name = request.name;
    trial.knob = knob.name;
    trial.unit = request.unit;
    trial.measure = request.measure;
    trial.least_outcomes = request.least_outcomes;
    trial.most_outcomes = request.most_outcomes;
    trial.error_rate = request.error_rate;
    trial.cost_scale_micros = request.cost_scale_micros;
    trial.created = studio.clock.now();
    TRY(studio.unit.run([&]() -> Result<void> {
        trial.arms = TRY(arms_wanted(request, knob, TRY(present_value(studio, knob.name))));
        trial.steps = {{trial.created, request.by, evolution::TrialState::running, "", "started"}};
        return studio.trials.insert(trial);
    }));
    return report_on(studio, trial);
}

Result<TrialReport> show_trial(Studio& studio, std::string const& id) { return report_on(studio, TRY(find_trial(studio, id))); }
Result<std::vector<Trial>> list_trials(Studio& studio) { return studio.trials.list(); }

Result<TrialReport> stop_trial(Studio& studio, TrialDeed const& deed) {
    auto step = step_of(studio, deed);
    return report_on(studio, TRY(studio.trials.update(TRY(evolution::stop(TRY(find_trial(studio, deed.id)), step)))));
}

Result<TrialReport> promote_trial(Studio& studio, TrialDeed const& deed) {
    return report_on(studio, TRY(studio.trials.update(TRY(evolution::promote(TRY(find_trial(studio, deed.id)), step_of(studio, deed))))));
}

Result<TrialReport> roll_back_trial(Studio& studio, TrialDeed const& deed) {
    return report_on(studio, TRY(studio.trials.update(TRY(evolution::roll_back(TRY(find_trial(studio, deed.id)), step_of(studio, deed))))));
}

}  // namespace troupe::flow
