#pragma once

#include "planning/tables.hpp"

/// Changes by hand. Published and locked items never move.
namespace troupe::planning {

/// The plan with that item on another day, at its own hour if that is free there.
///
/// A release moves to a Friday only, outside its lead time from `now` and three weeks from its neighbours, and takes
/// its package, teasers and anchors along; posts around it get their stage anew. Any other item stays between what it
/// depends on and what depends on it. When that cannot be, nothing has changed and the message says why and which day
/// would do.
///
/// Errors: not_found (no such item), conflict (published, locked, day taken, out of order, a locked companion),
/// invalid_input (no Friday, within the lead time, outside the plan, in the past).
[[nodiscard]] Result<Plan> move_item(Plan plan, PlanItemId item, Date to, TimePoint now,
                                     Tables const& tables = built_in_tables());

/// What a move to that day would come to.
struct DayForItem {
    Date date{};
    bool free = false;   ///< `move_item` would do it
    std::string reason;  ///< otherwise: its message, the same words
};
BOOST_DESCRIBE_STRUCT(DayForItem, (), (date, free, reason))

/// Every day of the plan from its first to its last, each judged by `move_item` itself; the item's own day is free.
/// For a published or locked item each day carries that reason. Errors: not_found.
[[nodiscard]] Result<std::vector<DayForItem>> days_for_item(Plan const& plan, PlanItemId item, TimePoint now,
                                                            Tables const& tables = built_in_tables());

enum class Lock { on, off };

/// Errors: not_found.
[[nodiscard]] Result<Plan> set_lock(Plan plan, PlanItemId item, Lock lock);

/// Gives a release its title, and what was made for it; briefs of items that are not published yet speak of it by that
/// name. Errors: not_found (no release of that number), invalid_input (empty title).
[[nodiscard]] Result<Plan> name_release(Plan plan, int number, std::string const& title,
                                        std::optional<std::string> content_id);

}  // namespace troupe::planning
