#pragma once

#include <vector>

#include "base/random.hpp"
#include "music/genre.hpp"
#include "music/impl/syllables.hpp"
#include "music/metre.hpp"

namespace troupe::music::impl {

/// A preference for each step of a stretch, drawn once and kept wherever the rhythm returns.
[[nodiscard]] std::vector<double> draw_taste(int steps, Random& random);

/// `count` onsets, in steps, of a bar-aligned stretch of `steps` sixteenths: more of them where the metre is strong, fewer
/// so with syncopation; sixteenths only with a grid of 1. The same taste and a greater count keep the smaller ones.
[[nodiscard]] std::vector<int> draw_onsets(int steps, int count, Metre const& metre, MelodyStyle const& style,
                                           std::vector<double> const& taste);

/// One onset for each syllable within `steps` sixteenths: stressed ones on strong places, words not torn apart, room to
/// breathe at the end where there is any. `steps` must be at least the number of syllables.
[[nodiscard]] std::vector<int> set_syllables(std::vector<Syllable> const& syllables, int steps, Metre const& metre,
                                             MelodyStyle const& style, std::vector<double> const& taste);

}  // namespace troupe::music::impl
