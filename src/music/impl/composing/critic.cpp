#include "music/impl/composing/critic.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "music/impl/composing/measure.hpp"
#include "music/impl/composing/rows.hpp"
#include "music/impl/harmony.hpp"
#include "music/impl/listening.hpp"

namespace troupe::music::impl {
namespace {

constexpr double outside_costs = 0.12;  ///< of what is left, for each row

double mark(double value, Bounds const& bounds) {
    if (bounds.centres(value)) return 1;
    auto const off = value < bounds.inner_low ? (bounds.inner_low - value) / std::max(1e-3, bounds.inner_low - bounds.low)
                                              : (value - bounds.inner_high) / std::max(1e-3, bounds.high - bounds.inner_high);
    return std::max(0.0, 1 - 0.5 * off);
}

}  // namespace

std::vector<RowMark> marks_of(Metrics const& metrics, Genre const& genre) {
    std::vector<RowMark> marks;
    for (auto const& row : metric_rows()) {
        auto const bounds = bounds_of(row, genre);
        auto const value = metrics.*row.value;
        marks.push_back({row.name, value, bounds.low, bounds.high, mark(value, bounds)});
    }
    return marks;
}

double judge(Metrics const& metrics, Genre const& genre) {
    double sum = 0, count = 0, left = 1;
    for (auto const& row : metric_rows()) {
        auto const bounds = bounds_of(row, genre);
        auto const value = metrics.*row.value;
        sum += mark(value, bounds);
        count += 1;
        if (!bounds.holds(value)) left *= 1 - outside_costs;
    }
    return left * sum / count;
}

double judge_key(Score const& score) {
    std::array<double, 12> chroma{};
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;
        for (auto const& note : part.notes) {
            auto const weight = note.velocity * std::sqrt(static_cast<double>(note.length));
            // What the ear gets with every tone: its fifth and its third among the partials.
            chroma[static_cast<std::size_t>(note.pitch % 12)] += weight;
            chroma[static_cast<std::size_t>((note.pitch + 7) % 12)] += 0.25 * weight;
            chroma[static_cast<std::size_t>((note.pitch + 4) % 12)] += 0.08 * weight;
        }
    }
    return std::clamp(0.5 + 4 * key_margin(chroma, score.tonic, is_minor(score.mode)), 0.0, 1.0);
}

}  // namespace troupe::music::impl
