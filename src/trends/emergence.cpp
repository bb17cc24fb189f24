#include "trends/emergence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "trends/impl/embedded_model.hpp"

namespace troupe::trends {
namespace {

constexpr std::size_t learned_weeks = 12 * 52;
constexpr double penalty = 1;

double ago(std::span<double const> weeks, std::size_t count) {
    if (count >= weeks.size()) return 0;
    auto const value = weeks[weeks.size() - 1 - count];
    return std::isnan(value) ? 0 : value;
}

struct Moments {
    double mean = 0, deviation = 0;
};
/// Of `count` weeks that end `skipped` weeks before the newest.
Moments moments(std::span<double const> weeks, std::size_t count, std::size_t skipped) {
    double sum = 0, squares = 0;
    for (std::size_t week = skipped; week < skipped + count; ++week) {
        sum += ago(weeks, week);
        squares += ago(weeks, week) * ago(weeks, week);
    }
    auto const n = static_cast<double>(count);
    return {sum / n, std::sqrt(std::max(squares / n - sum / n * sum / n, 0.0))};
}

struct Drift {
    double level = 0, slope = 0;
};
/// A local linear trend with the steady gains of a Kalman filter, over the last half year on the chart.
Drift drift_of(std::span<double const> weeks) {
    constexpr double level_gain = 0.7, slope_gain = 0.25;
    Drift drift{ago(weeks, 26), 0};
    for (std::size_t week = 26; week-- > 0;) {
        auto const expected = drift.level + drift.slope;
        auto const surprise = ago(weeks, week) - expected;
        drift = {expected + level_gain * surprise, drift.slope + slope_gain * surprise};
    }
    return drift;
}

struct Past {
    int weeks = 0, run = 0;
    double highest = 0, highest_of_year = 0;
};
Past past_of(std::span<double const> weeks) {
    Past past;
    for (std::size_t week = 0; week < weeks.size(); ++week) {
        auto const points = ago(weeks, week);
        past.weeks += points > 0 ? 1 : 0;
        if (past.run == static_cast<int>(week) && points > 0) ++past.run;
        past.highest = std::max(past.highest, points);
        if (week < 52) past.highest_of_year = std::max(past.highest_of_year, points);
    }
    return past;
}

std::array<double, 22> features_of(Climber const& climber) {
    auto const level = ago(climber.best, 0) / 100;
    auto const total = ago(climber.total, 0) / 100;
    auto const month = moments(climber.best, 4, 0);
    auto const before = moments(climber.best, 9, 4);
    auto const drift = drift_of(climber.best);
    auto const past = past_of(climber.best);
    bool const is_back = past.run < std::min(past.weeks, 4);
    return {1,
            level,
            level * level,
            total,
            level - ago(climber.best, 1) / 100,
            level - ago(climber.best, 2) / 100,
            level - ago(climber.best, 4) / 100,
            std::log((month.mean + 1) / (before.mean + 1)) / 4,
            std::min((month.mean - before.mean) / (before.deviation + 5), 10.0) / 5,
            drift.level / 100,
            drift.slope / 100,
            std::min(past.run, 52) / 52.0,
            std::log1p(past.run) / 4,
            past.weeks == 1 ? 1.0 : 0.0,
            past.weeks == 1 ? level : 0.0,
            past.highest_of_year / 100 - level,
            past.highest / 100,
            level >= past.highest / 100 ? level : 0.0,
            std::log1p(past.weeks) / 6,
            is_back ? 1.0 : 0.0,
            is_back ? level : 0.0,
            std::log1p(past.run) / 4 * level};
}

Climber until(Climber const& climber, std::size_t count) {
    return {climber.best.first(count), climber.total.first(count)};
}

bool is_reached(std::span<double const> weeks, double points) {
    return std::any_of(weeks.begin(), weeks.end(), [&](double value) { return value >= points; });
}

/// Every week in which the climber was a candidate and the outcome is known.
void add_examples(Climber const& climber, EmergenceGoal const& goal, impl::Table& table,
                  std::vector<impl::Target>& targets) {
    auto const size = climber.best.size();
    auto const ahead = static_cast<std::size_t>(goal.ahead);
    auto const first = size > learned_weeks ? size - learned_weeks : 0;
    for (std::size_t week = 0; week + ahead < size; ++week) {
        if (climber.best[week] >= goal.points) return;
        if (week < first || !(climber.best[week] > 0)) continue;
        table.add(features_of(until(climber, week + 1)));
        targets.push_back({is_reached(climber.best.subspan(week + 1, ahead), goal.points) ? 1.0 : 0.0, 1});
    }
}

}  // namespace

bool is_candidate(Climber const& climber, EmergenceGoal const& goal) {
    return ago(climber.best, 0) > 0 && !is_reached(climber.best, goal.points);
}

EmergenceModel learn_emergence(std::string what, std::vector<Climber> const& climbers, EmergenceGoal const& goal) {
    impl::Table table;
    std::vector<impl::Target> targets;
    for (auto const& climber : climbers) add_examples(climber, goal, table, targets);
    return {std::move(what), goal, impl::fit_logistic(table, targets, penalty)};
}

double emergence_chance(EmergenceModel const& model, Climber const& climber) {
    auto const features = features_of(climber);
    return 1 / (1 + std::exp(-impl::dot(features, model.weights)));
}

std::vector<double> chart_points(std::vector<double> const& week) {
    std::vector<std::size_t> order(week.size());
    std::iota(order.begin(), order.end(), 0U);
    auto const number = [&](std::size_t index) { return std::isnan(week[index]) ? 0.0 : week[index]; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return number(a) > number(b); });
    std::vector<double> points(week.size(), 0.0);
    for (std::size_t place = 0; place < std::min<std::size_t>(order.size(), 100) && number(order[place]) > 0; ++place) {
        auto const is_tie = place > 0 && number(order[place]) == number(order[place - 1]);
        points[order[place]] = is_tie ? points[order[place - 1]] : 100.0 - static_cast<double>(place);
    }
    return points;
}

std::vector<EmergenceModel> const& shipped_emergence() {
    static auto const models = impl::embedded_model<std::vector<EmergenceModel>>("trends/emergence.json");
    return models;
}

}  // namespace troupe::trends
