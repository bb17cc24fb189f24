#pragma once

#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "media/clip_reader.hpp"

namespace troupe::visual {

/// How a stretch of a clip looks on the whole, in luma code values (16..235).
struct StretchLook {
    double dark = 16;     ///< 3 % of the pixels are darker
    double bright = 235;  ///< 3 % of the pixels are brighter
    double middle = 126;  ///< half of them are
    double motion = 0;    ///< mean change of a pixel from frame to frame
};

/// Decodes the whole stretch, small, before anybody relies on it. Errors: invalid_input (broken, ends early, nothing to see,
/// flashes more often than three times a second over a quarter of the picture (WCAG 2.3.1): says which), unavailable, cancelled.
[[nodiscard]] Result<StretchLook> examine_stretch(std::filesystem::path const& file, Seconds start, Seconds length,
                                                  media::ClipLimits const& limits, std::stop_token const& stop);

namespace impl {
/// The most flashes within a second: pairs of opposing changes of at least a tenth of the full light, where the darker side
/// is below 0.8. `light`: relative luminance of each frame, 0..1.
[[nodiscard]] int most_flashes_a_second(std::span<float const> light, int frames_per_second);
}  // namespace impl

}  // namespace troupe::visual
