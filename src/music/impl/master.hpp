#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "music/impl/mix.hpp"

namespace troupe::music::impl {

struct MasterTarget {
    double lufs = -14;
    double ceiling_dbtp = -1.45;  ///< below -1, because MP3 coding moves peaks a little
    std::vector<double> tone_curve_db;  ///< ten octaves, relative; empty: left as it is
    double brightness = 0, warmth = 0;  ///< -1..1: tilt the curve
};

/// Brings a mix towards the curve, to the loudness and under the ceiling. The result is stereo 48 kHz of the same length.
/// Errors: unavailable, cancelled.
[[nodiscard]] Result<Spool> master(Mix& mix, MasterTarget const& target, std::filesystem::path const& folder,
                                   std::function<void(double)> const& progress, std::stop_token stop);

}  // namespace troupe::music::impl
