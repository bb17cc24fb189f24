#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "music/impl/plan.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// A song in the making: one candidate. The stages of the composer fill it in turn; each draws from its own stream.
struct Draft {
    Plan const& plan;
    Random song;    ///< the same for every candidate
    Random random;  ///< this one's own
    Score score;

    [[nodiscard]] int bar_ticks() const { return score.bar_ticks(); }
    /// The chord that sounds at a tick; the song must have its chords.
    [[nodiscard]] Chord const& chord_at(int tick) const;
    [[nodiscard]] Part& add_part(std::string const& name, std::string const& stem);
};

[[nodiscard]] bool plays(ScoreSection const& section, std::string const& part);
/// Sections that carry the hook: chorus, hook, drop.
[[nodiscard]] bool is_hook(ScoreSection const& section);

/// Swing and a player's small lateness, in ticks, for a note on that step.
[[nodiscard]] int feel(Draft const& draft, int tick, Random& random, double amount = 1);
/// A velocity with a player's unevenness, 0.05..1.
[[nodiscard]] double touch(Draft const& draft, double velocity, Random& random);

/// One of the rows whose energy range holds `energy`, by weight; null when there is none.
template <class Row>
Row const* choose_for_energy(std::vector<Row> const& rows, double energy, Random& random) {
    std::vector<double> weights;
    for (auto const& row : rows) weights.push_back(energy >= row.energy_low - 1e-9 && energy <= row.energy_high + 1e-9 ? row.weight : 0);
    double sum = 0;
    for (auto const weight : weights) sum += weight;
    if (rows.empty() || sum <= 0) return nullptr;
    return &rows[random.weighted(weights)];
}

// The stages, in order.
void write_chords(Draft& draft);                       ///< harmony.cpp: what sounds when
void write_drums(Draft& draft);                        ///< patterns, ghosts, fills, rolls
void write_bass(Draft& draft);
void write_accompaniment(Draft& draft);                ///< chords, pad, arp
void write_melody(Draft& draft, Brief const& brief);   ///< hook and themes, sung lines
void write_effects(Draft& draft);                      ///< texture, risers, impacts

}  // namespace troupe::music::impl
