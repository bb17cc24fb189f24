#pragma once

#include <string>

#include "flow/studio.hpp"
#include "planning/change.hpp"

/// What people do with the calendar. Each call changes one plan in one unit of work, or nothing.
/// Errors of all: not_found (the artist, the item), and those of `planning::move_item`.
namespace troupe::flow {

[[nodiscard]] Result<planning::Plan> find_plan(Studio& studio, std::string const& artist);
[[nodiscard]] Result<planning::PlanItem> find_plan_item(Studio& studio, std::string const& item);
/// Where the item could stand: what a calendar shows while it is dragged.
[[nodiscard]] Result<std::vector<planning::DayForItem>> days_for_plan_item(Studio& studio, std::string const& item);
[[nodiscard]] Result<planning::PlanItem> move_plan_item(Studio& studio, std::string const& item, Date to);
[[nodiscard]] Result<planning::PlanItem> lock_plan_item(Studio& studio, std::string const& item, planning::Lock lock);

/// Tells the plan what was made for the planned release of that release's day: its title and its id. A plan without a
/// release there, or with another one's, stays as it is. Within the caller's unit of work.
[[nodiscard]] Result<void> note_made_release(Studio& studio, catalog::Content const& release);

}  // namespace troupe::flow
