#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "evolution/trials/trial_store.hpp"

namespace troupe::evolution::testing {

/// Trials that are forgotten with the object.
class MemoryTrialStore final : public TrialStore {
public:
    Result<void> insert(Trial const& trial) override {
        TRY(validate(trial));
        std::lock_guard const lock(guard_);
        for (auto const& each : trials_) {
            if (each.id == trial.id) return fail(ErrorCode::conflict, "trial " + to_string(trial.id) + " exists already");
            if (each.knob == trial.knob && is_live(each.state)) return knob_is_taken(each);
        }
        trials_.insert(trials_.begin(), trial);
        std::stable_sort(trials_.begin(), trials_.end(), [](auto const& a, auto const& b) { return a.id > b.id; });
        return {};
    }
    Result<Trial> find(TrialId id) override {
        std::lock_guard const lock(guard_);
        auto const* found = present(id);
        if (found == nullptr) return no_trial(id);
        return *found;
    }
    Result<std::vector<Trial>> list() override {
        std::lock_guard const lock(guard_);
        return trials_;
    }
    Result<std::optional<Trial>> newest_of(std::string const& knob) override {
        std::lock_guard const lock(guard_);
        for (auto const& each : trials_)
            if (each.knob == knob) return std::optional(each);
        return std::optional<Trial>();
    }
    Result<Trial> update(Trial const& trial) override {
        TRY(validate(trial));
        std::lock_guard const lock(guard_);
        auto* found = present(trial.id);
        if (found == nullptr) return no_trial(trial.id);
        if (found->revision != trial.revision) return trial_is_stale(*found);
        *found = trial;
        ++found->revision;
        return *found;
    }
    Result<bool> add_outcome(TrialOutcome const& outcome) override {
        std::lock_guard const lock(guard_);
        auto const* trial = present(outcome.trial);
        if (trial == nullptr) return no_trial(outcome.trial);
        TRY(check_outcome(*trial, outcome));
        auto& known = outcomes_[outcome.trial];
        if (std::any_of(known.begin(), known.end(), [&](auto const& each) { return each.subject == outcome.subject; })) return false;
        known.push_back(outcome);
        return true;
    }
    Result<std::vector<TrialOutcome>> outcomes(TrialId trial) override {
        std::lock_guard const lock(guard_);
        auto const found = outcomes_.find(trial);
        return found == outcomes_.end() ? std::vector<TrialOutcome>() : found->second;
    }

private:
    Trial* present(TrialId id) {
        auto const found = std::find_if(trials_.begin(), trials_.end(), [&](auto const& each) { return each.id == id; });
        return found == trials_.end() ? nullptr : &*found;
    }
    std::mutex guard_;
    std::vector<Trial> trials_;  ///< newest first
    std::map<TrialId, std::vector<TrialOutcome>> outcomes_;
};

}  // namespace troupe::evolution::testing
