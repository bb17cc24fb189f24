#include "music/impl/composing/pattern.hpp"

#include <algorithm>

namespace troupe::music::impl {
namespace {

/// Where groups begin, in steps, by metre: what a conductor shows.
std::vector<int> groups_of(Metre const& metre) {
    if (metre.is_compound()) {
        std::vector<int> groups;
        for (int step = 0; step < metre.steps(); step += metre.steps() >= 24 ? 12 : 6) groups.push_back(step);
        return groups;
    }
    if (metre.unit == 8) {
        // Twos first, the odd three last: 7/8 is 2+2+3, 5/8 is 2+3.
        std::vector<int> groups;
        for (int eighth = 0; eighth + 1 < metre.beats; eighth += 2)
            if (metre.beats - eighth != 1) groups.push_back(eighth * 2);
        return groups;
    }
    if (metre.beats == 5) return {0, 12};
    if (metre.beats == 7) return {0, 12, 20};
    if (metre.beats % 2 == 0) {
        std::vector<int> groups;
        for (int step = 0; step < metre.steps(); step += 8) groups.push_back(step);
        return groups;
    }
    return {0};
}

bool is_stroke(char symbol) { return symbol != '-' && symbol != '.'; }

/// Silences one stroke: what sounded before goes on where it was held.
void leave_out(std::string& steps, std::size_t first, std::size_t count, Random& random) {
    std::vector<std::size_t> strokes;
    for (std::size_t i = first + 1; i < first + count; ++i)
        if (is_stroke(steps[i])) strokes.push_back(i);
    if (strokes.size() < 2) return;
    auto const at = random.pick(strokes);
    steps[at] = steps[at - 1] == '.' ? '.' : '-';
}

void put_in(std::string& steps, std::size_t first, std::size_t count, char added, Random& random) {
    std::vector<std::size_t> places;
    for (std::size_t i = first + 2; i < first + count; i += i % 2 == 0 ? 2 : 1)
        if (!is_stroke(steps[i])) places.push_back(i);
    if (!places.empty()) steps[random.pick(places)] = added;
}

/// A stroke comes a sixteenth or an eighth early.
void anticipate(std::string& steps, std::size_t first, std::size_t count, Random& random) {
    std::vector<std::size_t> strokes;
    for (std::size_t i = first + 2; i < first + count; ++i)
        if (is_stroke(steps[i]) && !is_stroke(steps[i - 1]) && !is_stroke(steps[i - 2])) strokes.push_back(i);
    if (strokes.empty()) return;
    auto const at = random.pick(strokes);
    auto const earlier = at - (random.chance(0.4) ? 1 : 2);
    steps[earlier] = steps[at];
    for (auto i = earlier + 1; i <= at; ++i) steps[i] = '-';
}

}  // namespace

std::vector<double> accents_of(Metre const& metre) {
    int const beat = metre.is_compound() ? 6 : 4;
    std::vector<double> accents(static_cast<std::size_t>(metre.steps()), 0.1);
    for (int step = 0; step < metre.steps(); ++step) {
        auto& accent = accents[static_cast<std::size_t>(step)];
        if (step % 2 == 0) accent = 0.4;
        if (step % beat == 0 && (metre.unit == 4 || metre.is_compound())) accent = 0.7;
    }
    for (int const step : groups_of(metre)) accents[static_cast<std::size_t>(step)] = 0.85;
    accents[0] = 1;
    return accents;
}

int middle_of(Metre const& metre) {
    if (metre.steps() == 12 && !metre.is_compound()) return 8;
    if (metre.steps() == 20) return 12;
    if (metre.steps() == 14) return 8;
    auto const half = metre.steps() / 2;
    return half - half % 2;
}

std::string text_of(DrumPattern const& row) {
    std::string text;
    for (auto const& [lane, steps] : row.lanes) text += lane + steps;
    return text;
}

std::string varied(std::string const& steps, Metre const& metre, double amount, char added, Random& random) {
    auto const bar = static_cast<std::size_t>(metre.steps());
    auto const bars = std::max<std::size_t>(4, steps.size() / bar);
    std::string out;
    while (out.size() < bars * bar) out += steps;
    out.resize(bars * bar);
    for (std::size_t b = 1; b < bars; ++b)
        for (double chance = amount * 1.4; chance > 0; chance -= 0.5) {
            if (!random.chance(std::min(1.0, chance))) continue;
            auto const what = random.below(3);
            if (what == 0) leave_out(out, b * bar, bar, random);
            else if (what == 1) put_in(out, b * bar, bar, added, random);
            else anticipate(out, b * bar, bar, random);
        }
    return out;
}

}  // namespace troupe::music::impl
