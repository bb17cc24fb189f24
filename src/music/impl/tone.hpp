#pragma once

#include <vector>

#include "music/impl/dsp/stereo.hpp"

namespace troupe::music::impl {

/// Ten bells, one an octave from 31 Hz up.
using ToneFilter = StereoCascade<10>;

/// Bells that together give the wanted gains (dB, one an octave) at the octaves' centres: each spills into its
/// neighbours, so they are solved for and not just set.
[[nodiscard]] ToneFilter tone_filter(std::vector<double> const& gains_db);
/// The level of each octave behind that filter, dB relative to their mean, from the power in eighths of an octave before
/// it: a tone at an octave's edge is moved less than its centre, and by the neighbour's bell.
[[nodiscard]] std::vector<double> octaves_after(std::vector<double> const& slices, std::vector<double> const& gains_db);
/// What the filter does at the octaves' centres, dB.
[[nodiscard]] std::vector<double> tone_response(std::vector<double> const& bells_db);

}  // namespace troupe::music::impl
