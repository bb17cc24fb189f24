#pragma once

#include "planning/roster.hpp"

namespace troupe::planning::impl {

/// Sizes and ranges, the first wrong one by its field. Errors: invalid_input.
[[nodiscard]] Result<void> check_roster(RosterProblem const& problem);

/// Weeks in which fixed releases alone are more than genre or team can carry.
[[nodiscard]] std::vector<std::string> overfull_weeks(RosterProblem const& problem);

/// Why no plan keeps every artist's `at_least`: the smallest set of rules that forbid it.
[[nodiscard]] Error explain_conflict(RosterProblem const& problem);

}  // namespace troupe::planning::impl
