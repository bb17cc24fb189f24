#pragma once

#include "planning/planner.hpp"
#include "planning/roster.hpp"

namespace troupe::planning {

/// An artist of the roster, and the plan of today.
struct RosterMember {
    artist::ArtistId id;
    artist::Profile profile;
    std::optional<Plan> plan;
};

/// A release in the calendar of the roster.
struct ScheduledRelease {
    artist::ArtistId artist_id;
    std::string artist;
    std::string genre;
    int number = 0;  ///< in the artist's plan; 0: to come
    std::string title;
    Date date{};
    std::optional<Date> was;  ///< its day in the plan of today, where that is another one
    bool fixed = false;       ///< locked, announced, out or within the lead time: it stays
};
BOOST_DESCRIBE_STRUCT(ScheduledRelease, (), (artist_id, artist, genre, number, title, date, was, fixed))

/// The releases of a whole roster, by date and then artist.
struct RosterCalendar {
    Date first{};  ///< the first Friday
    int weeks = 0;
    std::vector<ScheduledRelease> releases;
    double value = 0;  ///< in releases at their best distance, season and market
    double bound = 0;  ///< no calendar is worth more
    double gap_percent = 0;
    bool proven = false;  ///< nothing is better
    std::vector<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(RosterCalendar, (), (first, weeks, releases, value, bound, gap_percent, proven, notes))

struct RosterQuestion {
    int weeks = 13;    ///< 1 to 104
    int at_least = 0;  ///< releases of every artist, new ones and those that stand
    TimePoint now{};
};

/// Chooses Fridays for the releases of all: those of their plans that are free to move, and as many more as each
/// artist's rhythm has room for. Releases that are fixed keep their days and take their place in the capacity of team
/// and genre (constraints.team_releases_per_week, genre_releases_per_week). Errors: invalid_input (weeks, at_least, a
/// time zone), conflict (`at_least` cannot be kept, with the smallest set of rules that forbid it).
[[nodiscard]] Result<RosterCalendar> plan_roster(std::vector<RosterMember> const& members,
                                                 RosterQuestion const& question,
                                                 Tables const& tables = built_in_tables());

}  // namespace troupe::planning
