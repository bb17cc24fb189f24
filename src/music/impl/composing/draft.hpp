#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "music/impl/composing/pattern.hpp"
#include "music/impl/plan.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// A tune of some bars, in ticks from its start; a pickup has negative ones.
using Theme = std::vector<Note>;

/// A song in the making: one candidate. The stages of the composer fill it in turn; each draws from its own stream.
struct Draft {
    Plan const& plan;
    Random song;    ///< the same for every candidate
    Random random;  ///< this one's own
    Score score;
    std::map<std::string, Theme> given;  ///< themes by kind ("hook", "verse"..) that must be used instead of new ones

    [[nodiscard]] int bar_ticks() const { return score.bar_ticks(); }
    /// The chord that sounds at a tick; the song must have its chords.
    [[nodiscard]] Chord const& chord_at(int tick) const;
    [[nodiscard]] Part& add_part(std::string const& name, std::string const& stem);
};

/// The source of what an artist does alike in most songs, `faith` (0..1) of them; else, and without an artist, the song's.
[[nodiscard]] Random habitual(Draft const& draft, std::string_view what, double faith, Random of_song);

[[nodiscard]] bool plays(ScoreSection const& section, std::string const& part);
/// Sections that carry the hook: chorus, hook, drop.
[[nodiscard]] bool is_hook(ScoreSection const& section);

/// Swing and a player's small lateness, in ticks, for a note on that step.
[[nodiscard]] int feel(Draft const& draft, int tick, Random& random, double amount = 1);
/// A velocity with a player's unevenness, 0.05..1.
[[nodiscard]] double touch(Draft const& draft, double velocity, Random& random);

// The stages, in order.
void write_chords(Draft& draft);                       ///< what sounds when
void write_drums(Draft& draft);                        ///< patterns, ghosts, fills, rolls
void write_bass(Draft& draft);
void write_accompaniment(Draft& draft);                ///< chords, pad, arp
void write_melody(Draft& draft, Brief const& brief);   ///< hook and themes, sung lines
void write_effects(Draft& draft);                      ///< texture, risers, impacts

}  // namespace troupe::music::impl
