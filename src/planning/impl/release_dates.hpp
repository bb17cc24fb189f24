#pragma once

#include <map>
#include <set>

#include "planning/tables.hpp"

namespace troupe::planning::impl {

/// What the choice of release dates depends on.
struct DateQuestion {
    Date first{};                       ///< earliest day of a new release
    Date last{};                        ///< last day of the calendar
    std::optional<Date> previous;       ///< the release before, if any
    std::vector<Date> fixed;            ///< releases inside the calendar that nothing moves, sorted
    double gap_weeks = 5;               ///< the artist's own rhythm
    std::map<Date, double> day_factor;  ///< of Fridays that holidays touch
    std::set<Date> closed;              ///< no release of ours on these
    std::set<Date> present;             ///< where the plan of today has them: kept unless another day gains more
    std::size_t at_least = 0;           ///< releases, where that many fit
};

struct DateAnswer {
    std::vector<Date> dates;  ///< the fixed ones too, sorted
    double value = 0;         ///< of these dates
    double bound = 0;         ///< no as many dates are worth more
};

/// Weeks between two days, rounded to the nearest.
[[nodiscard]] int weeks_between(Date from, Date to);

/// What a release on `date` is worth, `previous` being the one before it.
[[nodiscard]] double date_value(ReleaseRules const& rules, DateQuestion const& question, std::optional<Date> previous,
                                Date date);

/// As many releases as the artist's rhythm has room for, on the Fridays of the highest sum of `date_value`: exact, by
/// dynamic programming over (releases so far, last date), O(releases x dates^2). A date of `present` counts a tenth
/// more than it is worth, so that a plan moves for a reason only.
constexpr double worth_of_staying = 1.1;
[[nodiscard]] DateAnswer choose_dates(ReleaseRules const& rules, DateQuestion const& question);

/// By weeks since the release before, what a distance is worth to an artist of that rhythm; as many as `weeks`.
[[nodiscard]] std::vector<double> gap_table(ReleaseRules const& rules, double own_gap, int weeks);

/// The season's factor of a day.
[[nodiscard]] double season_factor(ReleaseRules const& rules, Date date);

/// The sum of `date_value` over dates in their order.
[[nodiscard]] double value_of(ReleaseRules const& rules, DateQuestion const& question, std::vector<Date> const& dates);

/// Why `question.at_least` releases do not fit from `start` on: the smallest set of rules that forbid them.
[[nodiscard]] Error explain_dates(Tables const& tables, DateQuestion const& question, Date start);

/// When the release must be with the stores, and be pitched, by its date.
void set_deadlines(PlannedRelease& release, Tables const& tables);

[[nodiscard]] bool is_friday(Date date);
[[nodiscard]] Date friday_from(Date date);  ///< that day or the first Friday after it

}  // namespace troupe::planning::impl
