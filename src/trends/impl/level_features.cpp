#include "trends/impl/level_features.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace troupe::trends::impl {
namespace {

/// The last `count` weeks, `ago` weeks before the end.
std::span<double const> last(std::span<double const> weeks, std::size_t count, std::size_t ago = 0) {
    if (ago >= weeks.size()) return {};
    auto const end = weeks.size() - ago;
    auto const length = std::min(count, end);
    return weeks.subspan(end - length, length);
}

struct Summary {
    double sum = 0, highest = 0;
    int present = 0, active = 0;
    [[nodiscard]] double mean(double otherwise) const { return present == 0 ? otherwise : sum / present; }
};
Summary summarise(std::span<double const> weeks) {
    Summary summary;
    for (auto const value : weeks) {
        if (std::isnan(value)) continue;
        summary.sum += value;
        summary.highest = std::max(summary.highest, value);
        ++summary.present;
        summary.active += value > 0 ? 1 : 0;
    }
    return summary;
}

double value_ago(std::span<double const> weeks, std::size_t ago, double otherwise) {
    if (ago >= weeks.size()) return otherwise;
    auto const value = weeks[weeks.size() - 1 - ago];
    return std::isnan(value) ? otherwise : value;
}

/// Weeks from the newest one back while `holds`.
template <class Holds>
double run_length(std::span<double const> weeks, std::size_t most, Holds holds) {
    std::size_t length = 0;
    while (length < std::min(most, weeks.size()) && holds(weeks.size() - 1 - length)) ++length;
    return static_cast<double>(length);
}

/// Of how long it has been there, and how it came.
std::array<double, 5> history_of(std::span<double const> weeks, double cap) {
    constexpr double leap = 0.2;
    auto const is_there = [&](std::size_t at) { return weeks[at] > 0; };
    auto const is_away = [&](std::size_t at) { return !(weeks[at] > 0); };
    auto const no_leap = [&](std::size_t at) { return at == 0 || !(weeks[at] - weeks[at - 1] > leap * cap); };
    return {run_length(weeks, 200, is_there) / 100, run_length(weeks, 52, is_away) / 52, summarise(weeks).highest / cap,
            run_length(weeks, 104, no_leap) / 104, mean_step(weeks) / cap};
}

}  // namespace

bool is_holiday_season(Date day) {
    return day.month() == std::chrono::December ||
           (day.month() == std::chrono::January && day.day() <= std::chrono::day(8));
}

std::optional<LevelFeatures> level_features(Outlook const& outlook) {
    constexpr int least_of_half_a_year = 13;
    auto const& weeks = outlook.weeks;
    auto const cap = outlook.cap;
    if (cap <= 0 || summarise(last(weeks, 26)).present < least_of_half_a_year) return std::nullopt;
    auto const level = value_ago(weeks, 0, value_ago(weeks, 1, NAN));
    if (std::isnan(level)) return std::nullopt;
    auto const year = summarise(last(weeks, 52));
    auto const quarter = summarise(last(weeks, 13));
    auto const month = summarise(last(weeks, 4)).mean(level);
    auto const y = level / cap, q = quarter.mean(level) / cap;
    auto const activity = quarter.present == 0 ? 0.0 : static_cast<double>(quarter.active) / quarter.present;
    double const now = is_holiday_season(outlook.newest) ? 1 : 0;
    double const then = is_holiday_season(plus_days(outlook.newest, 7 * outlook.ahead)) ? 1 : 0;
    auto const history = history_of(weeks, cap);
    return LevelFeatures{y,
                         month / cap,
                         q,
                         summarise(last(weeks, 26)).mean(level) / cap,
                         year.mean(level) / cap,
                         (level - value_ago(weeks, 1, level)) / cap,
                         (level - value_ago(weeks, 4, level)) / cap,
                         (month - summarise(last(weeks, 4, 4)).mean(month)) / cap,
                         year.highest / cap,
                         activity,
                         std::sqrt(y),
                         y * y,
                         1.0,
                         now * y,
                         now * q,
                         then * y,
                         then * q,
                         now,
                         then,
                         history[0],
                         history[1],
                         history[2],
                         history[3],
                         history[4]};
}

double mean_step(std::span<double const> weeks) {
    auto const recent = last(weeks, 105);
    double sum = 0;
    int steps = 0;
    for (std::size_t i = 1; i < recent.size(); ++i) {
        auto const step = std::abs(recent[i] - recent[i - 1]);
        if (std::isnan(step)) continue;
        sum += step;
        ++steps;
    }
    return steps == 0 ? 0 : sum / steps;
}

int active_weeks(std::span<double const> weeks) { return summarise(last(weeks, 52)).active; }

}  // namespace troupe::trends::impl
