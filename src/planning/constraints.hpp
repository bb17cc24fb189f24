#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

/// What a calendar must keep to beyond one artist's habits: data/planning/constraints.json.
namespace troupe::planning {

/// How long before a release a store wants it, and wants to hear of it.
struct StoreLead {
    std::string id;
    std::string name;
    int delivery_days = 7;         ///< before the release
    int pitch_days = 0;            ///< before the release; 0: nobody to pitch to
    std::string source, verified;  ///< whose word it is, and when it was read
};
BOOST_DESCRIBE_STRUCT(StoreLead, (), (id, name, delivery_days, pitch_days, source, verified))

/// Days on which a market looks elsewhere: `month_day`, or the first `weekday` from then on; or days from Easter
/// Sunday; or `dates` where no rule of our calendar gives them.
struct Holiday {
    std::string id;
    std::string name;
    std::vector<std::string> markets;  ///< ISO 3166-1 alpha-2; "*": all
    std::string month_day;             ///< "12-25"
    std::string weekday;               ///< "thursday"
    std::optional<int> easter;         ///< -2: Good Friday
    std::vector<Date> dates;
    int before = 0;  ///< days that share the factor
    int after = 0;
    double factor = 1;  ///< of a release on those days, 0..1
    std::string source, verified;
};
BOOST_DESCRIBE_STRUCT(Holiday, (),
                      (id, name, markets, month_day, weekday, easter, dates, before, after, factor, source, verified))

/// Days on which an artist, or everybody, neither releases nor posts; both ends included.
struct QuietPeriod {
    Date from{};
    Date to{};
    std::vector<std::string> artists;  ///< by name; empty: all
    std::string why;
};
BOOST_DESCRIBE_STRUCT(QuietPeriod, (), (from, to, artists, why))

struct Constraints {
    std::string about;
    int team_releases_per_week = 5;
    int genre_releases_per_week = 2;
    std::vector<StoreLead> stores;
    std::vector<Holiday> holidays;
    std::vector<QuietPeriod> quiet_periods;
};
BOOST_DESCRIBE_STRUCT(Constraints, (),
                      (about, team_releases_per_week, genre_releases_per_week, stores, holidays, quiet_periods))

/// Errors: invalid_input, naming the row and the field.
[[nodiscard]] Result<void> check(Constraints const& constraints);

/// Easter Sunday of the Gregorian calendar (Meeus, Jones & Butcher).
[[nodiscard]] Date easter_sunday(int year);

/// The lowest factor of the holidays that touch that day in one of the markets; 1 on other days.
[[nodiscard]] double holiday_factor(Constraints const& constraints, std::vector<std::string> const& markets, Date date);

/// Is that artist among those who are quiet then?
[[nodiscard]] bool concerns(QuietPeriod const& period, std::string_view artist);
/// The first of the periods that holds that day; null when none does.
[[nodiscard]] QuietPeriod const* quiet_on(std::vector<QuietPeriod> const& periods, Date date);

}  // namespace troupe::planning
