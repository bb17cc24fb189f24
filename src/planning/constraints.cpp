#include "planning/constraints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace troupe::planning {
namespace {

constexpr std::array weekdays{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

std::optional<unsigned> weekday_of(std::string_view name) {
    auto const found = std::find(weekdays.begin(), weekdays.end(), name);
    if (found == weekdays.end()) return std::nullopt;
    return static_cast<unsigned>(found - weekdays.begin());
}

/// The days of a holiday in that year.
std::vector<Date> days_in(Holiday const& holiday, int year) {
    auto days = holiday.dates;
    if (holiday.easter) days.push_back(plus_days(easter_sunday(year), *holiday.easter));
    if (holiday.month_day.empty()) return days;
    auto const from = parse_date(fmt::format("{:04}-{}", year, holiday.month_day));
    if (!from) return days;
    auto day = *from;
    if (auto const wanted = weekday_of(holiday.weekday)) {
        auto const ahead = std::chrono::weekday{*wanted} - std::chrono::weekday{std::chrono::sys_days{day}};
        day = plus_days(day, static_cast<int>(ahead.count()));
    }
    days.push_back(day);
    return days;
}

bool touches(Holiday const& holiday, Date date) {
    int const year = static_cast<int>(date.year());
    for (int const near : {year - 1, year, year + 1})
        for (auto const day : days_in(holiday, near)) {
            auto const away = days_between(day, date);
            if (-holiday.before <= away && away <= holiday.after) return true;
        }
    return false;
}

bool concerns(Holiday const& holiday, std::vector<std::string> const& markets) {
    return std::any_of(holiday.markets.begin(), holiday.markets.end(), [&](auto const& market) {
        return market == "*" || std::find(markets.begin(), markets.end(), market) != markets.end();
    });
}

Result<void> check(Holiday const& holiday, std::string const& path) {
    auto const wrong = [&](std::string_view field, std::string_view expected) {
        return fail(ErrorCode::invalid_input, fmt::format("{}.{}: expected {}", path, field, expected));
    };
    if (holiday.id.empty()) return wrong("id", "a text");
    if (holiday.markets.empty()) return wrong("markets", "countries like \"US\", or \"*\"");
    if (!holiday.month_day.empty() && !parse_date("2024-" + holiday.month_day)) return wrong("month_day", "like 12-25");
    if (!holiday.weekday.empty() && (!weekday_of(holiday.weekday) || holiday.month_day.empty()))
        return wrong("weekday", "monday to sunday, from a month_day on");
    if (holiday.month_day.empty() && !holiday.easter && holiday.dates.empty())
        return wrong("month_day", "a day; or give easter, or dates");
    if (holiday.easter && std::abs(*holiday.easter) > 100) return wrong("easter", "-100 to 100 days");
    if (holiday.before < 0 || holiday.before > 30 || holiday.after < 0 || holiday.after > 30)
        return wrong("before", "0 to 30 days, as after");
    if (!(holiday.factor >= 0 && holiday.factor <= 1)) return wrong("factor", "0 to 1");
    if (holiday.source.empty() || holiday.verified.empty())
        return wrong("source", "whose word it is, and when verified");
    return {};
}

Result<void> check(StoreLead const& store, std::string const& path) {
    auto const wrong = [&](std::string_view field, std::string_view expected) {
        return fail(ErrorCode::invalid_input, fmt::format("{}.{}: expected {}", path, field, expected));
    };
    if (store.id.empty() || store.name.empty()) return wrong("id", "a text, as name");
    if (store.delivery_days < 0 || store.delivery_days > 365) return wrong("delivery_days", "0 to 365");
    if (store.pitch_days < 0 || store.pitch_days > 365) return wrong("pitch_days", "0 to 365");
    if (store.source.empty() || store.verified.empty()) return wrong("source", "whose word it is, and when verified");
    return {};
}

}  // namespace

Result<void> check(Constraints const& constraints) {
    if (constraints.team_releases_per_week < 1)
        return fail(ErrorCode::invalid_input, "team_releases_per_week: expected 1 or more");
    if (constraints.genre_releases_per_week < 1)
        return fail(ErrorCode::invalid_input, "genre_releases_per_week: expected 1 or more");
    for (std::size_t i = 0; i < constraints.stores.size(); ++i)
        TRY(check(constraints.stores[i], fmt::format("stores[{}]", i)));
    for (std::size_t i = 0; i < constraints.holidays.size(); ++i)
        TRY(check(constraints.holidays[i], fmt::format("holidays[{}]", i)));
    for (std::size_t i = 0; i < constraints.quiet_periods.size(); ++i) {
        auto const& period = constraints.quiet_periods[i];
        if (!period.from.ok() || !period.to.ok() || period.to < period.from)
            return fail(ErrorCode::invalid_input,
                        fmt::format("quiet_periods[{}]: expected from and to, like 2026-12-20 and 2027-01-03", i));
    }
    return {};
}

Date easter_sunday(int year) {
    int const golden = year % 19;
    int const century = year / 100;
    int const of_century = year % 100;
    int const correction = (century - (century + 8) / 25 + 1) / 3;
    int const moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    int const sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    int const late = (golden + 11 * moon + 22 * sunday) / 451;
    int const from_march = moon + sunday - 7 * late + 114;
    return std::chrono::year{year} / (from_march / 31) / (from_march % 31 + 1);
}

double holiday_factor(Constraints const& constraints, std::vector<std::string> const& markets, Date date) {
    double factor = 1;
    for (auto const& holiday : constraints.holidays)
        if (holiday.factor < factor && concerns(holiday, markets) && touches(holiday, date)) factor = holiday.factor;
    return factor;
}

bool concerns(QuietPeriod const& period, std::string_view artist) {
    auto const& artists = period.artists;
    return artists.empty() || std::find(artists.begin(), artists.end(), artist) != artists.end();
}

QuietPeriod const* quiet_on(std::vector<QuietPeriod> const& periods, Date date) {
    for (auto const& period : periods)
        if (period.from <= date && date <= period.to) return &period;
    return nullptr;
}

}  // namespace troupe::planning
