#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evolution/trials/trial.hpp"

namespace troupe::evolution {

/// Port: keeps trials and their outcomes for good. Adapters: storage (SQL), testing (memory). All calls may be made from any
/// thread and take part in its unit of work; a change is told as the event trial.changed. Every call may fail with unavailable.
class TrialStore {
public:
    virtual ~TrialStore() = default;

    /// Errors: invalid_input (as `validate`), conflict (the id is there; another one of the same knob runs or is promoted).
    [[nodiscard]] virtual Result<void> insert(Trial const& trial) = 0;
    /// Error: not_found.
    [[nodiscard]] virtual Result<Trial> find(TrialId id) = 0;
    /// All, newest first.
    [[nodiscard]] virtual Result<std::vector<Trial>> list() = 0;
    /// The newest trial of that knob: what it says is done, whether it still runs or not. Nothing: there never was one.
    [[nodiscard]] virtual Result<std::optional<Trial>> newest_of(std::string const& knob) = 0;
    /// The trial with the next revision. Errors: not_found, invalid_input, conflict (another has changed it since it was read).
    [[nodiscard]] virtual Result<Trial> update(Trial const& trial) = 0;

    /// False: that subject has its outcome already, and nothing changes. Errors: not_found (the trial), invalid_input (the value
    /// outside 0..1, no subject, an arm that the trial does not have).
    [[nodiscard]] virtual Result<bool> add_outcome(TrialOutcome const& outcome) = 0;
    /// In the order they were recorded. None of a trial that does not exist.
    [[nodiscard]] virtual Result<std::vector<TrialOutcome>> outcomes(TrialId trial) = 0;
};

/// What adapters say alike.
[[nodiscard]] tl::unexpected<Error> no_trial(TrialId id);
[[nodiscard]] tl::unexpected<Error> knob_is_taken(Trial const& other);
[[nodiscard]] tl::unexpected<Error> trial_is_stale(Trial const& present);
/// Error: invalid_input.
[[nodiscard]] Result<void> check_outcome(Trial const& trial, TrialOutcome const& outcome);

}  // namespace troupe::evolution
