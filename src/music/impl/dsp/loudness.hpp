#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "music/impl/dsp/stereo.hpp"

namespace troupe::music::impl {

/// The K weighting of ITU-R BS.1770-4 at 48 kHz, both channels at once.
class KWeighting {
public:
    KWeighting();
    /// Power of the frame, both channels summed.
    [[nodiscard]] double power(float left, float right) {
        auto const y = filters_.step(Pair{static_cast<double>(left), static_cast<double>(right)});
        return y[0] * y[0] + y[1] * y[1];
    }

private:
    StereoCascade<2> filters_;
};

constexpr std::size_t loudness_hop = 4800;  ///< frames: the tenths of a second that BS.1770 and EBU 3342 count in

/// Mean K-weighted power of each tenth of a second in, LUFS out: gated at -70 LUFS and at 10 LU below the rest.
[[nodiscard]] double integrated_lufs(std::span<double const> tenths);
/// EBU Tech 3342: between the 10th and the 95th percentile of three-second stretches, one a second, in LU.
[[nodiscard]] double loudness_range(std::span<double const> tenths);

}  // namespace troupe::music::impl
