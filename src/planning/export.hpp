#pragma once

#include "planning/plan.hpp"

/// A plan for other programs.
namespace troupe::planning {

/// Indented JSON of the whole plan.
[[nodiscard]] std::string to_json(Plan const& plan);

struct CalendarSettings {
    std::string name;                  ///< of the calendar: the artist's name
    std::optional<int> alarm_minutes;  ///< a reminder that long before every item
};

/// An iCalendar file (RFC 5545): releases fill their day, everything else is a quarter of an hour in UTC, so that every
/// program shows it in its reader's zone. The UID of an event is its item's id: importing the file again moves events
/// instead of doubling them. Skipped items are cancelled. `now` becomes DTSTAMP.
[[nodiscard]] std::string to_ics(Plan const& plan, CalendarSettings const& settings, TimePoint now);

/// The plan of one of several artists.
struct NamedPlan {
    std::string artist;
    Plan plan;
};
/// The plans of a roster in one calendar, each event with its artist's name in front.
[[nodiscard]] std::string to_ics(std::vector<NamedPlan> const& plans, CalendarSettings const& settings, TimePoint now);

/// Comma-separated values (RFC 4180) with a header, in UTF-8. A text that a spreadsheet would run as a formula is made
/// harmless by an apostrophe.
[[nodiscard]] std::string to_csv(Plan const& plan);

}  // namespace troupe::planning
