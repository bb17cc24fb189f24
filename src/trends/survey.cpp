#include "trends/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "trends/emergence.hpp"
#include "trends/growth.hpp"
#include "trends/impl/quantile.hpp"
#include "trends/import_trends.hpp"

namespace troupe::trends {
namespace {

constexpr double chart_top = 0.98;     ///< quantile of a pool's numbers that counts as a chart's strong artist..
constexpr double strong_points = 150;  ///< ..with so many points

/// The series of one kind, platform, country and measure, side by side: rows of equal length, all ending in one week.
struct Side {
    std::vector<WeeklySeries const*> series;
    std::vector<std::vector<double>> rows;  ///< NaN before a series begins
    Date newest{};
    std::size_t weeks = 0;
};

Side side_by_side(std::vector<WeeklySeries const*> const& series) {
    Side side{series, {}, series.front()->last(), 0};
    for (auto const* each : series) side.weeks = std::max(side.weeks, each->values.size());
    for (auto const* each : series) {
        std::vector<double> row(side.weeks - each->values.size(), std::nan(""));
        row.insert(row.end(), each->values.begin(), each->values.end());
        side.rows.push_back(std::move(row));
    }
    return side;
}

/// Every number as its share of what the pool has in that week.
std::vector<std::vector<double>> shares_of(Side const& side) {
    auto shares = side.rows;
    for (std::size_t week = 0; week < side.weeks; ++week) {
        double sum = 0;
        for (auto const& row : side.rows) sum += std::isnan(row[week]) ? 0 : row[week];
        for (auto& row : shares) row[week] = sum > 0 ? row[week] / sum : std::nan("");
    }
    return shares;
}

/// What a number of this pool must be multiplied by to be like chart points.
double points_scale(Side const& side) {
    std::vector<double> all;
    for (auto const& row : side.rows)
        for (auto const value : row)
            if (value > 0) all.push_back(value);
    auto const strong = impl::quantile(std::move(all), chart_top);
    return strong > 0 ? strong_points / strong : 0;
}

std::vector<std::vector<double>> places_of(Side const& side) {
    std::vector<std::vector<double>> points(side.rows.size(), std::vector<double>(side.weeks));
    for (std::size_t week = 0; week < side.weeks; ++week) {
        std::vector<double> column;
        for (auto const& row : side.rows) column.push_back(row[week]);
        auto const places = chart_points(column);
        for (std::size_t i = 0; i < places.size(); ++i) points[i][week] = places[i];
    }
    return points;
}

SeriesView view_of(WeeklySeries const& series) {
    SeriesView view;
    static_cast<SeriesKey&>(view) = series.key;
    view.sources = series.sources;
    view.first = series.first;
    view.missing = series.missing;
    view.disputed = series.disputed;
    auto const day = [&](int week) { return plus_days(series.first, 7 * week); };
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (std::isnan(series.values[i])) continue;
        ++view.weeks;
        view.latest = series.values[i];
        view.last = day(static_cast<int>(i));
    }
    auto const parts = decompose(series.values);
    view.level = parts.level.back();
    view.noise = parts.noise;
    for (auto const& change : find_changes(series.values))
        view.changes.push_back({day(change.at), change.before, change.after});
    for (auto const& burst : find_bursts(series.values))
        view.bursts.push_back({day(burst.first), day(burst.last), burst.strength});
    return view;
}

/// Forecasts come in the units of the model and go back into those of the series.
void scale(std::vector<Forecast>& forecasts, double by) {
    for (auto& each : forecasts) each.value *= by, each.low *= by, each.high *= by;
}

void look_at_shares(Side const& side, std::vector<SeriesView>& views) {
    auto const shares = shares_of(side);
    for (std::size_t i = 0; i < views.size(); ++i) {
        auto const newest = shares[i].back();
        if (!std::isnan(newest)) views[i].share = newest;
        if (side.series.size() < 2) continue;
        views[i].forecasts = forecast(shipped_forecasts(Family::shares), shares[i], side.newest);
        views[i].expected_growth = expected_growth(shipped_growth(), shares[i], side.newest);
        scale(views[i].forecasts, newest > 0 ? side.rows[i].back() / newest : 0);
    }
}

void look_at_points(Side const& side, Kind kind, std::vector<SeriesView>& views) {
    constexpr std::size_t least_of_a_chart = 20;
    auto const by = points_scale(side);
    auto const places = places_of(side);
    for (std::size_t i = 0; i < views.size(); ++i) {
        auto points = side.rows[i];
        for (auto& value : points) value *= by;
        views[i].forecasts = forecast(shipped_forecasts(Family::points), points, side.newest);
        scale(views[i].forecasts, by > 0 ? 1 / by : 0);
        for (auto const& model : shipped_emergence()) {
            if (model.what != json::enum_name(kind) || model.goal.ahead != horizons[0] ||
                side.series.size() < least_of_a_chart)
                continue;
            Climber const climber{places[i], places[i]};
            if (is_candidate(climber, model.goal)) views[i].emergence = emergence_chance(model, climber);
        }
    }
}

std::vector<SeriesView> look_at(std::vector<WeeklySeries const*> const& pool) {
    auto const side = side_by_side(pool);
    std::vector<SeriesView> views;
    for (auto const* each : pool) views.push_back(view_of(*each));
    auto const kind = pool.front()->key.kind;
    if (is_habit(pool.front()->key.measure)) return views;
    if (family_of(kind) == Family::shares)
        look_at_shares(side, views);
    else
        look_at_points(side, kind, views);
    return views;
}

std::vector<std::string> notes_of(Survey const& survey) {
    std::vector<std::string> notes;
    if (survey.series.empty())
        notes.emplace_back(
            "no evidence: nothing has been imported or reported; `troupe trends import FILE` or `troupe trends "
            "refresh` brings some");
    auto const has_none = [](auto const& each) { return each.forecasts.empty(); };
    auto const without = std::count_if(survey.series.begin(), survey.series.end(), has_none);
    if (without > 0)
        notes.push_back(
            fmt::format("{} of {} series have no forecast: less than 26 weeks of the last 52, nothing in the last two, "
                        "or alone in their pool",
                        without, survey.series.size()));
    if (!survey.series.empty() && survey.leads.empty()) notes.emplace_back("no platform is known to lead another");
    if (!survey.series.empty() && survey.effects.empty())
        notes.emplace_back(
            "too few artists with habits and success to say what the successful do differently (8 in the upper "
            "quarter)");
    return notes;
}

}  // namespace

Survey survey(std::vector<Reading> const& readings) {
    auto const weekly = weekly_series(readings);
    using Place = std::tuple<Kind, std::string, std::string, std::string>;
    std::map<Place, std::vector<WeeklySeries const*>> pools;
    for (auto const& each : weekly)
        pools[{each.key.kind, each.key.platform, each.key.country, each.key.measure}].push_back(&each);
    Survey survey;
    for (auto const& [place, pool] : pools) {
        auto views = look_at(pool);
        survey.series.insert(survey.series.end(), views.begin(), views.end());
    }
    std::sort(survey.series.begin(), survey.series.end(), [](SeriesView const& a, SeriesView const& b) {
        return static_cast<SeriesKey const&>(a) < static_cast<SeriesKey const&>(b);
    });
    survey.leads = find_leads(weekly);
    survey.effects = find_effects(weekly);
    survey.notes = notes_of(survey);
    return survey;
}

namespace {

std::string describe(SeriesView const& view) {
    auto out = fmt::format("{}: {:.6g} in the week of {}", describe(static_cast<SeriesKey const&>(view)), view.latest,
                           format_date(view.last));
    if (view.share) out += fmt::format(", {:.1f} % of its pool", 100 * *view.share);
    for (auto const& each : view.forecasts)
        out += fmt::format("; in {} weeks {:.4g} ({:.4g} to {:.4g})", each.ahead, each.value, each.low, each.high);
    if (view.emergence) out += fmt::format("; {:.0f} % to arrive within four weeks", 100 * *view.emergence);
    out += "\n";
    for (auto const& change : view.changes)
        out += fmt::format("    level {:.4g}, since {} {:.4g}\n", change.before, format_date(change.at), change.after);
    for (auto const& burst : view.bursts)
        out += fmt::format("    burst {} to {}\n", format_date(burst.first), format_date(burst.last));
    if (view.missing > 0) out += fmt::format("    {} weeks were not reported\n", view.missing);
    if (view.disputed > 0) out += fmt::format("    sources disagree about {} weeks\n", view.disputed);
    return out;
}

}  // namespace

std::string describe(Survey const& survey) {
    std::string out;
    for (auto const& view : survey.series) out += describe(view);
    for (auto const& lead : survey.leads)
        out += fmt::format("{} in {}: {} is {} weeks ahead of {} (correlation {:.2f}, {} series)\n",
                           json::enum_name(lead.kind), lead.country, lead.leader, lead.weeks, lead.follower,
                           lead.correlation, lead.series);
    for (auto const& each : survey.effects)
        out += fmt::format(
            "{}: the successful differ by {:.3g} ({:.3g} to {:.3g}){}; {} of them, {} others, by {} on {}\n",
            each.habit, each.difference, each.low, each.high, each.is_clear ? "" : ", which may be nothing",
            each.successful, each.others, each.success, each.platform);
    for (auto const& note : survey.notes) out += note + "\n";
    return out;
}

}  // namespace troupe::trends
