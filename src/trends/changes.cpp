#include "trends/changes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "trends/impl/quantile.hpp"

namespace troupe::trends {
namespace {

constexpr double unknown_value = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t shortest_burst = 3, longest_burst = 13, shortest_series = 30, shortest_side = 8;
constexpr int most_found = 12;
/// Alarms in noise alone, as a share of all series, if all comparisons were independent and the correlation known:
/// windows overlap, so that the promised 5 % allow more of them. Measured by benchmarks/learning.
constexpr double burst_alarms = 0.15, change_alarms = 0.015;

std::vector<double> present(std::span<double const> values, std::vector<std::size_t>* places = nullptr) {
    std::vector<double> found;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        found.push_back(values[i]);
        if (places != nullptr) places->push_back(i);
    }
    return found;
}

std::vector<double> running_median(std::span<double const> values, std::size_t half) {
    std::vector<double> level;
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const from = i > half ? i - half : 0;
        auto const window = present(values.subspan(from, std::min(i + half + 1, values.size()) - from));
        level.push_back(window.empty() ? (level.empty() ? 0 : level.back()) : impl::median(window));
    }
    return level;
}

std::vector<double> seasons(std::span<double const> values, std::vector<double> const& level, std::size_t period) {
    std::vector<double> season(values.size(), 0.0);
    if (period < 2 || values.size() < 2 * period) return season;
    std::vector<double> phases(period, 0.0);
    for (std::size_t phase = 0; phase < period; ++phase) {
        std::vector<double> found;
        for (std::size_t i = phase; i < values.size(); i += period)
            if (!std::isnan(values[i])) found.push_back(values[i] - level[i]);
        if (found.size() >= 2) phases[phase] = impl::median(found);
    }
    auto const middle = impl::median(phases);
    for (std::size_t i = 0; i < season.size(); ++i) season[i] = phases[i % period] - middle;
    return season;
}

/// Quantile of the normal distribution, by bisection of its distribution function: exact enough, and called a few
/// hundred times.
double normal_quantile(double share) {
    double low = -9, high = 9;
    for (int i = 0; i < 60; ++i) {
        auto const middle = (low + high) / 2;
        (0.5 * std::erfc(-middle / std::numbers::sqrt2) < share ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// Each number's rank as the normal deviate that stands there in a sample of this size; equal ones share a rank.
std::vector<double> normal_scores(std::vector<double> const& values) {
    auto const n = values.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> scores(n);
    for (std::size_t i = 0; i < n;) {
        auto end = i + 1;
        while (end < n && values[order[end]] == values[order[i]]) ++end;
        auto const rank = (static_cast<double>(i) + static_cast<double>(end) + 1) / 2;
        auto const score = normal_quantile((rank - 0.5) / static_cast<double>(n));
        for (; i < end; ++i) scores[order[i]] = score;
    }
    return scores;
}

/// Correlation of neighbours, by how often both are on one side of the middle: a burst hardly moves it.
double neighbour_correlation(std::vector<double> const& scores) {
    double same = 0;
    for (std::size_t i = 1; i < scores.size(); ++i)
        same += scores[i] * scores[i - 1] > 0 ? 1 : scores[i] * scores[i - 1] < 0 ? -1 : 0;
    auto const mean = scores.size() < 2 ? 0 : same / static_cast<double>(scores.size() - 1);
    return std::clamp(std::sin(std::numbers::pi / 2 * mean), 0.0, 0.9);
}

/// Variance of a sum of `length` neighbours, by that of independent ones.
double inflation(double correlation, std::size_t length) {
    double sum = 1, power = 1;
    for (std::size_t lag = 1; lag < length && lag < 60; ++lag) {
        power *= correlation;
        sum += 2 * (1 - static_cast<double>(lag) / static_cast<double>(length)) * power;
    }
    return sum;
}

/// What the strongest of `tests` comparisons stays under.
double threshold(double alarms, double tests) { return normal_quantile(1 - alarms / tests); }

struct Window {
    std::size_t first = 0, length = 0;
    double strength = 0;
};

/// The window that stands out most; windows with a gap in their places are none.
Window strongest(std::vector<double> const& scores, std::vector<std::size_t> const& places, double correlation) {
    Window best;
    auto const n = static_cast<double>(scores.size());
    for (auto length = shortest_burst; length <= longest_burst && 3 * length < scores.size(); ++length) {
        auto const size = static_cast<double>(length);
        auto const deviation = std::sqrt(size * inflation(correlation, length) * (n - size) / n);
        for (std::size_t first = 0; first + length <= scores.size(); ++first) {
            if (places[first + length - 1] - places[first] != length - 1) continue;
            auto const sum = std::accumulate(scores.begin() + static_cast<std::ptrdiff_t>(first),
                                             scores.begin() + static_cast<std::ptrdiff_t>(first + length), 0.0);
            if (sum / deviation > best.strength) best = {first, length, sum / deviation};
        }
    }
    return best;
}

/// The strongest division of a stretch into two levels.
struct Division {
    std::size_t at = 0;
    double strength = 0;
};
Division best_division(std::vector<double> const& values) {
    auto const scores = normal_scores(values);
    auto const n = scores.size();
    Division best;
    double left = 0;
    for (std::size_t k = 1; k < n; ++k) {
        left += scores[k - 1];
        if (k < shortest_side || n - k < shortest_side) continue;
        auto const strength =
            std::abs(left) / std::sqrt(static_cast<double>(k) * static_cast<double>(n - k) / static_cast<double>(n));
        if (strength > best.strength) best = {k, strength};
    }
    if (best.at == 0) return best;
    // Neighbours are alike because of the two levels, too: their correlation is measured around each.
    std::vector<double> rest(values.begin(), values.end());
    auto const middle = rest.begin() + static_cast<std::ptrdiff_t>(best.at);
    auto const before = impl::median({rest.begin(), middle}), after = impl::median({middle, rest.end()});
    for (std::size_t i = 0; i < n; ++i) rest[i] -= i < best.at ? before : after;
    auto const correlation = neighbour_correlation(rest);
    best.strength /= std::sqrt((1 + correlation) / (1 - correlation));
    return best;
}

void divide(std::span<double const> values, std::vector<std::size_t> const& places, std::size_t first,
            std::vector<ChangePoint>& found) {
    if (values.size() < 2 * shortest_side || static_cast<int>(found.size()) >= most_found) return;
    std::vector<double> const stretch(values.begin(), values.end());
    auto const best = best_division(stretch);
    // Divisions next to each other say nearly the same: about as many independent ones as the logarithm of their
    // number.
    auto const tests = 4 * std::log(static_cast<double>(values.size())) + static_cast<double>(found.empty() ? 0 : 20);
    if (best.at == 0 || best.strength < threshold(change_alarms, tests)) return;
    auto const middle = stretch.begin() + static_cast<std::ptrdiff_t>(best.at);
    found.push_back({static_cast<int>(places[first + best.at]), impl::median({stretch.begin(), middle}),
                     impl::median({middle, stretch.end()}), best.strength});
    divide(values.first(best.at), places, first, found);
    divide(values.subspan(best.at), places, first + best.at, found);
}

}  // namespace

Decomposition decompose(std::span<double const> values, std::size_t period) {
    Decomposition parts;
    parts.level = running_median(values, period / 2);
    parts.season = seasons(values, parts.level, period);
    for (std::size_t i = 0; i < values.size(); ++i)
        parts.residual.push_back(std::isnan(values[i]) ? unknown_value : values[i] - parts.level[i] - parts.season[i]);
    parts.noise = impl::robust_deviation(present(parts.residual));
    return parts;
}

std::vector<Burst> find_bursts(std::span<double const> values) {
    std::vector<std::size_t> places;
    auto const level = running_median(values, 26);
    std::vector<double> above(values.begin(), values.end());
    for (std::size_t i = 0; i < above.size(); ++i) above[i] -= level[i];
    auto rest = present(above, &places);
    std::vector<Burst> found;
    auto const least = threshold(burst_alarms, static_cast<double>(std::max<std::size_t>(rest.size(), 1)) * 3);
    while (rest.size() >= shortest_series && static_cast<int>(found.size()) < most_found) {
        auto const scores = normal_scores(rest);
        auto const best = strongest(scores, places, neighbour_correlation(scores));
        if (best.strength < least) break;
        auto const begin = rest.begin() + static_cast<std::ptrdiff_t>(best.first),
                   end = begin + static_cast<std::ptrdiff_t>(best.length);
        found.push_back({static_cast<int>(places[best.first]), static_cast<int>(places[best.first + best.length - 1]),
                         best.strength, impl::median({begin, end})});
        places.erase(places.begin() + static_cast<std::ptrdiff_t>(best.first),
                     places.begin() + static_cast<std::ptrdiff_t>(best.first + best.length));
        rest.erase(begin, end);
    }
    std::sort(found.begin(), found.end(), [](Burst const& a, Burst const& b) { return a.first < b.first; });
    return found;
}

std::vector<ChangePoint> find_changes(std::span<double const> values) {
    std::vector<std::size_t> places;
    auto const numbers = present(values, &places);
    std::vector<ChangePoint> found;
    if (numbers.size() >= shortest_series) divide(numbers, places, 0, found);
    std::sort(found.begin(), found.end(), [](ChangePoint const& a, ChangePoint const& b) { return a.at < b.at; });
    return found;
}

}  // namespace troupe::trends
