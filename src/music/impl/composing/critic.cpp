#include "music/impl/composing/critic.hpp"

#include <algorithm>
#include <cmath>

#include "music/impl/composing/key_ear.hpp"
#include "music/impl/composing/measure.hpp"
#include "music/impl/composing/rows.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr double outside_costs = 0.12;  ///< of what is left, for each row

double mark(double value, Bounds const& bounds) {
    if (bounds.centres(value)) return 1;
    auto const off = value < bounds.inner_low ? (bounds.inner_low - value) / std::max(1e-3, bounds.inner_low - bounds.low)
                                              : (value - bounds.inner_high) / std::max(1e-3, bounds.high - bounds.inner_high);
    return std::max(0.0, 1 - 0.5 * off);
}

/// How far a part stands out of the mix, roughly.
double presence_of(Part const& part) { return part.name == "chords" ? 2 : part.name == "lead" || part.name == "pad" ? 1.5 : 1; }

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
    KeyEar ear;
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;
        for (auto const& note : part.notes) ear.hear(note.pitch, presence_of(part) * std::sqrt(note.velocity) * note.length);
    }
    // A clear key is worth more than one that just wins: the ear adds what no score tells.
    return std::clamp(0.4 + 1.2 * ear.margin(score.tonic, is_minor(score.mode)), 0.0, 1.0);
}

}  // namespace troupe::music::impl
