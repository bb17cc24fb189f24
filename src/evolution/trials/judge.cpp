#include "evolution/trials/judge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"

namespace troupe::evolution {
namespace {

TrialStep rule_step(TimePoint at, TrialState state, std::string winner, std::string reason) {
    return {at, std::string(trial_rule), state, std::move(winner), std::move(reason)};
}

}  // namespace

TrialJudge::TrialJudge(Trial const& trial) : trial_(trial), counts_(trial.arms.size()) {
    auto const kept = control_share_after_promotion;
    bool const is_promoted = trial.state == TrialState::promoted;
    for (std::size_t i = 1; i < trial.arms.size(); ++i) {
        auto const control = is_promoted ? kept : trial.arms[0].share;
        auto const rival = is_promoted ? 1 - kept : trial.arms[i].share;
        rivals_.push_back({SequentialTest(control, rival), SequentialTest(rival, control)});
    }
}

void TrialJudge::add(TrialOutcome const& outcome) {
    auto const* arm = find_arm(trial_, outcome.arm);
    if (arm == nullptr) return;
    auto const index = static_cast<std::size_t>(arm - trial_.arms.data());
    ++counts_[index].outcomes;
    counts_[index].sum += outcome.value;
    // What was seen before a promotion has made it: only what came since can speak against it.
    if (outcome.is_after_promotion != (trial_.state == TrialState::promoted)) return;
    for (std::size_t i = 0; i < rivals_.size(); ++i) {
        if (index == 0) rivals_[i].better.add_first(outcome.value), rivals_[i].worse.add_second(outcome.value);
        if (index == i + 1) rivals_[i].better.add_second(outcome.value), rivals_[i].worse.add_first(outcome.value);
    }
}

std::vector<ArmStanding> TrialJudge::standings() const {
    std::vector<ArmStanding> all;
    for (std::size_t i = 0; i < trial_.arms.size(); ++i) {
        auto const& count = counts_[i];
        ArmStanding standing{trial_.arms[i].name, trial_.arms[i].share, count.outcomes,
                             count.outcomes == 0 ? 0 : count.sum / count.outcomes};
        if (i > 0) {
            auto const better = rivals_[i - 1].better.so_far(trial_.error_rate);
            standing.difference = better.difference;
            standing.low = better.low;
            standing.high = better.high;
            standing.evidence_better = better.evidence;
            standing.evidence_worse = rivals_[i - 1].worse.so_far(trial_.error_rate).evidence;
        } else {
            standing.low = standing.high = 0;
        }
        all.push_back(standing);
    }
    return all;
}

std::string TrialJudge::reason_of(ArmStanding const& standing, double evidence) const {
    return fmt::format("{}: {} {:.3f} (of {}) against {:.3f} (of {}) of {}; difference {:+.3f}, at all times within {:+.3f} and {:+.3f}; "
                       "evidence {:.1f}, {:.1f} asked",
                       json::enum_name(trial_.measure), standing.arm, standing.mean, standing.outcomes,
                       counts_[0].outcomes == 0 ? 0 : counts_[0].sum / counts_[0].outcomes, counts_[0].outcomes, trial_.arms[0].name,
                       standing.difference, standing.low, standing.high, evidence, needed());
}

/// Most outcomes decide nothing: then the sums over all bets are not needed either.
bool TrialJudge::is_far_from_deciding() const {
    int outcomes = 0;
    for (auto const& count : counts_) outcomes += count.outcomes;
    if (trial_.state == TrialState::running && outcomes >= trial_.most_outcomes) return false;
    return std::all_of(rivals_.begin(), rivals_.end(), [&](Rival const& rival) {
        return std::max(rival.better.most_evidence(), rival.worse.most_evidence()) < 1 / trial_.error_rate;
    });
}

std::optional<Trial> TrialJudge::decide(TimePoint at) const {
    if (is_far_from_deciding()) return std::nullopt;
    if (trial_.state == TrialState::running) return decide_running(at);
    if (trial_.state == TrialState::promoted) return decide_promoted(at);
    return std::nullopt;
}

std::optional<Trial> TrialJudge::decide_running(TimePoint at) const {
    auto const all = standings();
    auto const is_seen = [&](ArmStanding const& each) { return std::min(each.outcomes, all[0].outcomes) >= trial_.least_outcomes; };
    auto const best = std::max_element(all.begin() + 1, all.end(), [&](auto const& a, auto const& b) {
        return std::pair(is_seen(a), a.evidence_better) < std::pair(is_seen(b), b.evidence_better);
    });
    if (is_seen(*best) && best->evidence_better >= needed())
        return promote(trial_, rule_step(at, TrialState::promoted, best->arm, reason_of(*best, best->evidence_better))).value();
    bool const are_worse = std::all_of(all.begin() + 1, all.end(), [&](auto const& each) { return is_seen(each) && each.evidence_worse >= needed(); });
    if (are_worse) return stop(trial_, rule_step(at, TrialState::stopped, "", reason_of(*best, best->evidence_worse))).value();
    int outcomes = 0;
    for (auto const& each : all) outcomes += each.outcomes;
    if (outcomes < trial_.most_outcomes) return std::nullopt;
    auto ended = stop(trial_, rule_step(at, TrialState::stopped, "", fmt::format("{} outcomes and no difference to be sure of; {}", outcomes,
                                                                                 reason_of(*best, best->evidence_better)))).value();
    ended.state = ended.steps.back().state = TrialState::undecided;
    return ended;
}

std::optional<Trial> TrialJudge::decide_promoted(TimePoint at) const {
    for (auto const& each : standings())
        if (each.arm == trial_.winner && each.evidence_worse >= 1 / trial_.error_rate)
            return roll_back(trial_, rule_step(at, TrialState::rolled_back, "", "fell behind since its promotion; " + reason_of(each, each.evidence_worse))).value();
    return std::nullopt;
}

}  // namespace troupe::evolution
