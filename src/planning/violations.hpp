#pragma once

#include "planning/tables.hpp"

namespace troupe::planning {

/// A rule that a plan breaks.
struct Violation {
    std::string rule;  ///< "lead", "gap", "friday", "quiet_period", "window", "outside", "past", "clock", "order",
                       ///< "id", "brief", "quiet_hours", "per_day", "spacing", "in_24_hours", "deadline"
    std::string says;  ///< which item or release, and how
};
BOOST_DESCRIBE_STRUCT(Violation, (), (rule, says))

/// Everything in the plan that breaks a rule, found by looking at the finished plan alone: nothing here is shared with
/// the planner. What is fixed, locked, published or skipped is not held against it. `now` is when the plan was made or
/// last changed: what lies before it is in the past.
[[nodiscard]] std::vector<Violation> violations(Plan const& plan, TimePoint now,
                                                Tables const& tables = built_in_tables());

}  // namespace troupe::planning
