#pragma once

#include "planning/tables.hpp"

namespace troupe::planning::impl {

/// What the choice of release dates depends on.
struct DateQuestion {
    Date first{};                  ///< earliest day of a new release
    Date last{};                   ///< last day of the calendar
    std::optional<Date> previous;  ///< the release before, if any
    std::vector<Date> fixed;       ///< releases inside the calendar that nothing moves, sorted
    double gap_weeks = 5;          ///< the artist's own rhythm
};

struct DateAnswer {
    std::vector<Date> dates;  ///< the fixed ones too, sorted
    double value = 0;
};

/// Weeks between two days, rounded to the nearest.
[[nodiscard]] int weeks_between(Date from, Date to);

/// What a release on `date` is worth, `previous` being the one before it.
[[nodiscard]] double date_value(ReleaseRules const& rules, DateQuestion const& question, std::optional<Date> previous,
                                Date date);

/// As many releases as the artist's rhythm has room for, on the Fridays of the highest sum of `date_value`: exact, by
/// dynamic programming over (releases so far, last date), O(releases x dates^2).
[[nodiscard]] DateAnswer choose_dates(ReleaseRules const& rules, DateQuestion const& question);

[[nodiscard]] bool is_friday(Date date);
[[nodiscard]] Date friday_from(Date date);  ///< that day or the first Friday after it

}  // namespace troupe::planning::impl
