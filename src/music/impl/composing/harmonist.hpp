#pragma once

#include <string>
#include <vector>

#include "music/impl/plan.hpp"

namespace troupe::music::impl {

/// A chord within a phrase, in sixteenths from the phrase's start.
struct PhraseChord {
    std::string roman;
    int start = 0;
    int length = 0;
};
using ChordPhrase = std::vector<PhraseChord>;

/// A loop of chords repeated until it fills eight bars or more.
[[nodiscard]] ChordPhrase repeated(std::vector<std::string> const& loop, double bars_per_chord, Metre const& metre);

/// The phrase with what a player would add: inversions towards a bass line in steps, chords that lead to the next one
/// (dominants of it, borrowed ones, neighbours in the key), suspensions, a turnaround. The first chord stays.
[[nodiscard]] ChordPhrase enriched(ChordPhrase phrase, Plan const& plan, Random random);

/// Triads that get their sevenths and ninths, with that chance.
[[nodiscard]] std::string extended(std::string const& roman, double chance, Random& random);

}  // namespace troupe::music::impl
