#include "evolution/trials/trial_store.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"

namespace troupe::evolution {

tl::unexpected<Error> no_trial(TrialId id) {
    return fail(ErrorCode::not_found, fmt::format("trial {} does not exist (troupe trial list shows those that do)", to_string(id)));
}

tl::unexpected<Error> knob_is_taken(Trial const& other) {
    return fail(ErrorCode::conflict, fmt::format("knob {}: trial {} ({}) is {}: stop it first (troupe trial stop {})", other.knob, other.name,
                                                 to_string(other.id), json::enum_name(other.state), to_string(other.id)));
}

tl::unexpected<Error> trial_is_stale(Trial const& present) {
    return fail(ErrorCode::conflict, fmt::format("trial {} was changed by another (revision {}): read it again", present.name, present.revision));
}

Result<void> check_outcome(Trial const& trial, TrialOutcome const& outcome) {
    if (outcome.subject.empty()) return wrong_field("subject", "expected the id of a content or artist");
    if (!(outcome.value >= 0 && outcome.value <= 1)) return wrong_field("value", fmt::format("{}: expected 0 to 1", outcome.value));
    if (find_arm(trial, outcome.arm) == nullptr)
        return wrong_field("arm", fmt::format("trial {} has no arm '{}'", trial.name, text::excerpt(outcome.arm)));
    return {};
}

}  // namespace troupe::evolution
