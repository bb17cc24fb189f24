#include "music/impl/composing/phrase.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

bool in_pentatonic(int pitch, Terrain const& terrain) {
    auto const step = ((pitch - terrain.tonic) % 12 + 12) % 12;
    static std::vector<int> const minor{0, 3, 5, 7, 10};
    static std::vector<int> const major{0, 2, 4, 7, 9};
    auto const& tones = is_minor(terrain.mode) ? minor : major;
    return std::find(tones.begin(), tones.end(), step) != tones.end();
}

/// Shares of the moves of 909 songs (POP909: repeated .22, 1-2 semitones .45, 3-4 .17, 5-7 .11, more .03), spread over
/// the pitches of each class and corrected for what chords and range add to small moves; `step_bias` .6 is the songs' own.
double move_weight(int interval, MelodyStyle const& style) {
    auto const size = std::abs(interval);
    auto const bias = style.step_bias / 0.6;
    if (size == 0) return style.repeat;
    if (size <= 2) return 0.5 * bias / 2;
    if (size <= 4) return 0.19 / bias / 2;
    if (size <= 7) return 0.14 / bias / 3;
    if (size <= 12) return (size == 12 ? 0.012 : 0.02 / 4) / bias;
    return 1e-5;
}

double place_weight(Slot const& slot, int pitch, Terrain const& terrain) {
    auto const& chord = terrain.chord_at(slot.tick);
    bool const inside = is_chord_tone(chord, pitch);
    double weight = slot.strong ? (inside ? 1.0 : 0.22) : (inside ? 1.0 : 0.75);
    // A semitone above a chord tone, held, is what people call wrong.
    if (slot.strong && !inside && is_chord_tone(chord, pitch - 1)) weight *= 0.15;
    if (slot.closes) {
        if (((pitch - terrain.tonic) % 12 + 12) % 12 == 0 && inside) weight *= 5;
        else if (!inside) weight *= 0.15;
    }
    auto const middle = (terrain.style->low + terrain.style->high) / 2.0;
    auto const span = (terrain.style->high - terrain.style->low) / 2.0;
    auto const off = (pitch - middle - slot.height * span * 0.6) / (span * 0.55);
    weight *= std::exp(-0.5 * off * off);
    if (slot.guide) weight *= std::exp(-slot.pull * std::abs(pitch - *slot.guide));
    return weight;
}

void normalise(std::vector<double>& weights) {
    auto const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sum > 0)
        for (auto& weight : weights) weight /= sum;
}

}  // namespace

bool is_chord_tone(Chord const& chord, int pitch) {
    return std::find(chord.pitches.begin(), chord.pitches.end(), ((pitch % 12) + 12) % 12) != chord.pitches.end();
}

std::vector<int> ladder_of(Terrain const& terrain) {
    std::vector<int> pitches;
    for (int pitch = terrain.style->low; pitch <= terrain.style->high; ++pitch)
        if (terrain.style->pentatonic ? in_pentatonic(pitch, terrain) : in_scale(pitch, terrain.tonic, terrain.mode)) pitches.push_back(pitch);
    return pitches;
}

int on_ladder(std::vector<int> const& ladder, int pitch, int steps) {
    auto const nearest = std::min_element(ladder.begin(), ladder.end(), [&](int a, int b) { return std::abs(a - pitch) < std::abs(b - pitch); });
    auto const at = static_cast<int>(nearest - ladder.begin()) + steps;
    return ladder[static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(ladder.size()) - 1))];
}

std::vector<int> draw_pitches(std::vector<Slot> const& slots, Terrain const& terrain, Random& random) {
    if (slots.empty()) return {};
    auto const pitches = ladder_of(terrain);
    auto const count = pitches.size();
    std::vector<std::vector<double>> forward(slots.size(), std::vector<double>(count));
    for (std::size_t s = 0; s < slots.size(); ++s) {
        for (std::size_t p = 0; p < count; ++p) {
            double reached = s == 0 ? 1 : 0;
            for (std::size_t q = 0; s > 0 && q < count; ++q) reached += forward[s - 1][q] * move_weight(pitches[p] - pitches[q], *terrain.style);
            forward[s][p] = reached * place_weight(slots[s], pitches[p], terrain);
        }
        normalise(forward[s]);
    }
    std::vector<int> chosen(slots.size());
    auto at = random.weighted(forward.back());
    chosen.back() = pitches[at];
    for (std::size_t s = slots.size() - 1; s-- > 0;) {
        auto weights = forward[s];
        for (std::size_t q = 0; q < count; ++q) weights[q] *= move_weight(chosen[s + 1] - pitches[q], *terrain.style);
        at = random.weighted(weights);
        chosen[s] = pitches[at];
    }
    return chosen;
}

}  // namespace troupe::music::impl
