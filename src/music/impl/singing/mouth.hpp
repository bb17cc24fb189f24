#pragma once

#include <span>
#include <vector>

#include "music/impl/singing/speech.hpp"

namespace troupe::music::impl {

/// What the mouth does in a word: its frames. `rate`: samples a second.
[[nodiscard]] std::vector<MouthFrame> mouth_frames(std::span<float const> samples, double rate);

/// A word cut into `count` syllables at the weakest moments between its vowels.
[[nodiscard]] std::vector<SpokenSyllable> cut_syllables(std::vector<MouthFrame> const& frames, std::size_t count);

}  // namespace troupe::music::impl
