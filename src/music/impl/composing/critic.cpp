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

// What an ear for keys gets of a score, fitted to chroma measured on 66 rendered songs over all genres (correlation .93):
// every tone with its partials, where such ears listen.
constexpr double lowest_heard = 60, highest_heard = 2000;  // Hz
constexpr int heard_partials = 10;

/// How far a part stands out of the mix, roughly.
double presence_of(Part const& part) { return part.name == "chords" ? 2 : part.name == "lead" || part.name == "pad" ? 1.5 : 1; }

void add_heard(std::array<double, 12>& chroma, Note const& note, double presence) {
    auto const hertz = 440 * std::exp2((note.pitch - 69) / 12.0);
    auto const weight = presence * std::sqrt(note.velocity) * note.length;
    for (int partial = 1; partial <= heard_partials; ++partial) {
        if (partial == 7 || hertz * partial < lowest_heard || hertz * partial > highest_heard) continue;  // the 7th is no tone of ours
        auto const pitch = note.pitch + static_cast<int>(std::lround(12 * std::log2(partial)));
        chroma[static_cast<std::size_t>(pitch % 12)] += weight / std::sqrt(partial);
    }
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
        for (auto const& note : part.notes) add_heard(chroma, note, presence_of(part));
    }
    // A clear key is worth more than one that just wins: the ear adds what no score tells (its correlation with this is .6).
    return std::clamp(0.4 + 1.2 * key_margin(chroma, score.tonic, is_minor(score.mode)), 0.0, 1.0);
}

}  // namespace troupe::music::impl
