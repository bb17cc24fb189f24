#pragma once

#include <vector>

#include "music/impl/dsp/stereo.hpp"

namespace troupe::music::impl {

/// Ten bells, one an octave from 31 Hz up.
using ToneFilter = StereoCascade<10>;

/// Bells that together give the wanted gains (dB, one an octave) at the octaves' centres: each spills into its
/// neighbours, so they are solved for and not just set.
[[nodiscard]] ToneFilter tone_filter(std::vector<double> const& gains_db);
/// What the filter does at the octaves' centres, dB.
[[nodiscard]] std::vector<double> tone_response(std::vector<double> const& bells_db);

}  // namespace troupe::music::impl
