#include "evolution/trials/trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/json.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

namespace troupe::evolution {
namespace {

Result<void> check_text(std::string const& field, std::string const& text, std::size_t most) {
    if (!text.empty() && text::length(text) <= most) return {};
    return wrong_field(field, fmt::format("expected 1 to {} characters", most));
}

Result<void> check_arms(Trial const& trial) {
    if (trial.arms.size() < 2 || trial.arms.size() > 6) return wrong_field("arms", "expected 2 to 6, the control first");
    std::set<std::string> names;
    std::set<std::string> values;
    double sum = 0;
    for (std::size_t i = 0; i < trial.arms.size(); ++i) {
        auto const& arm = trial.arms[i];
        auto const path = fmt::format("arms[{}]", i);
        TRY(check_text(path + ".name", arm.name, 40));
        if (!names.insert(arm.name).second) return wrong_field(path + ".name", "another arm is called so");
        if (!values.insert(arm.value).second) return wrong_field(path + ".value", "another arm does the same");
        if (!(arm.share > 0 && arm.share < 1)) return wrong_field(path + ".share", "expected more than 0 and less than 1");
        sum += arm.share;
    }
    if (std::abs(sum - 1) > 1e-6) return wrong_field("arms", fmt::format("the shares make {:.3f} together; expected 1", sum));
    if (trial.arms.front().share < control_share_after_promotion)
        return wrong_field("arms[0].share", "the control keeps a tenth at least");
    return {};
}

/// Where a unit stands between 0 and 1, the same on every machine.
double place_of(Trial const& trial, std::string_view subject) {
    return Random(stable_hash(subject, stable_hash(to_string(trial.id)))).uniform();
}

TrialArm const& control_of(Trial const& trial) { return trial.arms.front(); }

TrialArm const& arm_by_shares(Trial const& trial, double place) {
    for (auto const& arm : trial.arms) {
        if (place < arm.share) return arm;
        place -= arm.share;
    }
    return trial.arms.back();
}

Trial with_step(Trial trial, TrialStep step, TrialState state, std::string winner) {
    step.state = trial.state = state;
    step.winner = trial.winner = std::move(winner);
    trial.steps.push_back(std::move(step));
    return trial;
}

Result<void> check_step(Trial const& trial, TrialStep const& step) {
    if (!is_live(trial.state))
        return fail(ErrorCode::conflict, fmt::format("trial {} is {}: start another one", trial.name, json::enum_name(trial.state)));
    return check_text("reason", step.reason, 1'000);
}

}  // namespace

Result<void> validate(Trial const& trial) {
    TRY(check_text("name", trial.name, 80));
    TRY(check_text("knob", trial.knob, 80));
    TRY(check_arms(trial));
    if (trial.least_outcomes < 2 || trial.least_outcomes > 100'000) return wrong_field("least_outcomes", "expected 2 to 100000");
    if (trial.most_outcomes < trial.least_outcomes * static_cast<int>(trial.arms.size()))
        return wrong_field("most_outcomes", "expected at least least_outcomes for every arm");
    if (!(trial.error_rate >= 0.001 && trial.error_rate <= 0.5)) return wrong_field("error_rate", "expected 0.001 to 0.5");
    if (trial.cost_scale_micros < 1) return wrong_field("cost_scale_micros", "expected more than 0");
    if (!trial.winner.empty() && find_arm(trial, trial.winner) == nullptr) return wrong_field("winner", "no arm is called so");
    return {};
}

bool is_live(TrialState state) { return state == TrialState::running || state == TrialState::promoted; }

TrialArm const* find_arm(Trial const& trial, std::string_view name) {
    auto const found = std::find_if(trial.arms.begin(), trial.arms.end(), [&](auto const& arm) { return arm.name == name; });
    return found == trial.arms.end() ? nullptr : &*found;
}

TrialArm const& arm_for(Trial const& trial, std::string_view subject) {
    auto const place = place_of(trial, subject);
    if (trial.state == TrialState::running) return arm_by_shares(trial, place);
    auto const* winner = trial.winner.empty() ? nullptr : find_arm(trial, trial.winner);
    if (winner == nullptr) return control_of(trial);
    // The control's units are the first: those below the mark have been its own from the beginning.
    if (trial.state == TrialState::promoted && place < control_share_after_promotion) return control_of(trial);
    return *winner;
}

Result<Trial> stop(Trial trial, TrialStep step) {
    TRY(check_step(trial, step));
    auto winner = trial.winner;
    return with_step(std::move(trial), std::move(step), TrialState::stopped, std::move(winner));
}

Result<Trial> promote(Trial trial, TrialStep step) {
    TRY(check_step(trial, step));
    if (trial.state == TrialState::promoted)
        return fail(ErrorCode::conflict, fmt::format("trial {}: {} is promoted already; roll it back first", trial.name, trial.winner));
    if (find_arm(trial, step.winner) == nullptr)
        return fail(ErrorCode::not_found, fmt::format("trial {} has no arm '{}'", trial.name, text::excerpt(step.winner)));
    if (step.winner == control_of(trial).name)
        return wrong_field("arm", "the control is what is done anyhow: stop the trial to stay with it");
    auto winner = step.winner;
    return with_step(std::move(trial), std::move(step), TrialState::promoted, std::move(winner));
}

Result<Trial> roll_back(Trial trial, TrialStep step) {
    TRY(check_step(trial, step));
    if (trial.state != TrialState::promoted)
        return fail(ErrorCode::conflict, fmt::format("trial {} is {}: only what was promoted can be rolled back", trial.name, json::enum_name(trial.state)));
    return with_step(std::move(trial), std::move(step), TrialState::rolled_back, "");
}

}  // namespace troupe::evolution
