#include "music/impl/composing/phrase.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

bool is_chord_tone(Chord const& chord, int pitch) {
    return std::find(chord.pitches.begin(), chord.pitches.end(), ((pitch % 12) + 12) % 12) != chord.pitches.end();
}

bool in_pentatonic(int pitch, Terrain const& terrain) {
    auto const step = ((pitch - terrain.tonic) % 12 + 12) % 12;
    static std::vector<int> const minor{0, 3, 5, 7, 10};
    static std::vector<int> const major{0, 2, 4, 7, 9};
    auto const& tones = is_minor(terrain.mode) ? minor : major;
    return std::find(tones.begin(), tones.end(), step) != tones.end();
}

std::vector<int> candidate_pitches(Terrain const& terrain) {
    std::vector<int> pitches;
    for (int pitch = terrain.style->low; pitch <= terrain.style->high; ++pitch)
        if (terrain.style->pentatonic ? in_pentatonic(pitch, terrain) : in_scale(pitch, terrain.tonic, terrain.mode)) pitches.push_back(pitch);
    return pitches;
}

/// Shares of the moves of 909 songs (POP909: repeated .22, 1-2 semitones .45, 3-4 .17, 5-7 .11, more .03), spread over
/// the pitches of each class; `step_bias` .6 is the songs' own.
double move_weight(int interval, MelodyStyle const& style) {
    auto const size = std::abs(interval);
    auto const bias = style.step_bias / 0.6;
    if (size == 0) return style.repeat;
    if (size <= 2) return 0.62 * bias / 2;
    if (size <= 4) return 0.15 / bias / 2;
    if (size <= 7) return 0.085 / bias / 3;
    if (size <= 12) return size == 12 ? 0.008 : 0.012 / bias / 4;
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
    if (slot.guide) weight *= std::exp(-1.4 * std::abs(pitch - *slot.guide));
    return weight;
}

void normalise(std::vector<double>& weights) {
    auto const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sum > 0)
        for (auto& weight : weights) weight /= sum;
}

}  // namespace

std::vector<int> draw_pitches(std::vector<Slot> const& slots, Terrain const& terrain, Random& random) {
    if (slots.empty()) return {};
    auto const pitches = candidate_pitches(terrain);
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

std::vector<int> draw_onsets(int steps, int count, int grid, double syncopation, std::vector<double> const& taste) {
    std::vector<std::pair<double, int>> places;
    for (int step = 0; step < steps; step += grid) {
        double weight = step % 16 == 0 ? 1.1 : step % 4 == 0 ? 0.8 : step % 2 == 0 ? 0.6 + 0.3 * syncopation : 0.15 + 0.5 * syncopation;
        weight += taste[static_cast<std::size_t>(step) % taste.size()];
        places.emplace_back(-weight, step);
    }
    std::sort(places.begin(), places.end());
    std::vector<int> onsets;
    for (std::size_t i = 0; i < places.size() && static_cast<int>(i) < count; ++i) onsets.push_back(places[i].second);
    std::sort(onsets.begin(), onsets.end());
    return onsets;
}

}  // namespace troupe::music::impl
