#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/instrument.hpp"

namespace troupe::music::impl {

/// One blow of a drum at 48 kHz, its peak at 1 (softer for what is struck softly only in its gain).
using Shot = std::vector<float>;

/// A drum is another sound when it is struck otherwise: ghost, usual, accent.
constexpr std::size_t blow_kinds = 3;
[[nodiscard]] inline std::size_t blow_kind(double velocity) { return velocity < 0.45 ? 0 : velocity < 0.78 ? 1 : 2; }

/// `seed` decides the small differences between two blows: pitch, decay, colour, noise.
[[nodiscard]] Shot make_shot(DrumVoice const& voice, std::size_t kind, std::uint32_t seed);

}  // namespace troupe::music::impl
