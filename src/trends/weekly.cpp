#include "trends/weekly.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "trends/import_trends.hpp"

namespace troupe::trends {
namespace {

constexpr int least_days = 4;
constexpr double missing_value = std::numeric_limits<double>::quiet_NaN();

struct Days {
    double sum = 0;
    int count = 0;
};
using Weeks = std::map<int, double>;  ///< by the number of the Monday since 1970
using BySource = std::map<std::string, Weeks>;

int week_number(Date date) {
    // 1970-01-05 was the first Monday.
    return (days_between(Date{std::chrono::year(1970) / 1 / 5}, date) + 7 * 1000) / 7 - 1000;
}
Date monday(int week) { return plus_days(Date{std::chrono::year(1970) / 1 / 5}, 7 * week); }

std::map<SeriesKey, BySource> gather(std::vector<Reading> const& readings) {
    std::map<SeriesKey, BySource> series;
    std::map<std::tuple<SeriesKey, std::string, int>, Days> days;
    for (auto const& reading : readings) {
        SeriesKey key = reading;
        key.grain = Grain::week;
        auto const week = week_number(reading.date);
        if (reading.grain == Grain::week) {
            series[key][reading.source][week] = reading.value;
            continue;
        }
        auto& sum = days[{key, reading.source, week}];
        sum.sum += reading.value;
        ++sum.count;
    }
    for (auto const& [place, sum] : days)
        if (sum.count >= least_days)
            series[std::get<0>(place)][std::get<1>(place)].try_emplace(std::get<2>(place), sum.sum / sum.count * 7);
    return series;
}

/// Whose numbers are taken: most weeks, then by name.
std::string leading(BySource const& sources) {
    auto const most = std::max_element(sources.begin(), sources.end(), [](auto const& a, auto const& b) {
        return a.second.size() < b.second.size() || (a.second.size() == b.second.size() && a.first > b.first);
    });
    return most->first;
}

int count_disputed(BySource const& sources, Weeks const& taken) {
    int disputed = 0;
    for (auto const& [week, value] : taken) {
        auto const disagrees = [&, week = week, value = value](auto const& other) {
            auto const found = other.second.find(week);
            return found != other.second.end() &&
                   std::abs(found->second - value) > agreed_share * std::max(found->second, value);
        };
        disputed += std::any_of(sources.begin(), sources.end(), disagrees) ? 1 : 0;
    }
    return disputed;
}

using Pool = std::tuple<Kind, std::string, std::string, std::string>;
Pool pool_of(SeriesKey const& key) { return {key.kind, key.platform, key.country, key.measure}; }

WeeklySeries filled(SeriesKey const& key, BySource const& sources, int last_week) {
    auto const source = leading(sources);
    auto const& taken = sources.at(source);
    WeeklySeries series;
    series.key = key;
    auto const first = taken.begin()->first;
    series.first = monday(first);
    series.values.assign(static_cast<std::size_t>(last_week - first + 1), missing_value);
    for (auto const& [week, value] : taken) series.values[static_cast<std::size_t>(week - first)] = value;
    series.sources = {source};
    series.missing = taken.rbegin()->first - first + 1 - static_cast<int>(taken.size());
    series.disputed = count_disputed(sources, taken);
    return series;
}

}  // namespace

std::vector<WeeklySeries> weekly_series(std::vector<Reading> const& readings) {
    auto const gathered = gather(readings);
    std::map<Pool, int> last_weeks;
    for (auto const& [key, sources] : gathered)
        for (auto const& [source, weeks] : sources) {
            auto const [at, is_new] = last_weeks.try_emplace(pool_of(key), weeks.rbegin()->first);
            at->second = std::max(at->second, weeks.rbegin()->first);
        }
    std::vector<WeeklySeries> all;
    for (auto const& [key, sources] : gathered) all.push_back(filled(key, sources, last_weeks.at(pool_of(key))));
    return all;
}

}  // namespace troupe::trends
