#pragma once

#include "flow/studio.hpp"
#include "planning/roster_calendar.hpp"

namespace troupe::flow {

struct RosterRequest {
    int weeks = 13;      ///< 1 to 104
    int releases = 0;    ///< of every artist at least; 0: as their rhythm has room for
    bool apply = false;  ///< write the dates into the plans
};
BOOST_DESCRIBE_STRUCT(RosterRequest, (), (weeks, releases, apply))

struct RosterAnswer {
    planning::RosterCalendar calendar;
    int artists = 0;
    bool applied = false;
};
BOOST_DESCRIBE_STRUCT(RosterAnswer, (), (calendar, artists, applied))

/// Fridays for the releases of all active artists together, with the bound on every other calendar. A dry run, unless
/// `apply`: then each artist's plan is made anew around these dates, all in one unit of work; what is locked or
/// published never moves.
/// Errors: invalid_input, conflict (with the rules that forbid it), those of `make_plan`.
[[nodiscard]] Result<RosterAnswer> plan_roster(Studio& studio, RosterRequest const& request);

}  // namespace troupe::flow
