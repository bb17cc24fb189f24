#pragma once

#include <string>
#include <vector>

#include "base/random.hpp"
#include "writing/impl/axes.hpp"

namespace troupe::writing::impl {

/// "#rrggbb" of a colour in OKLCH (Ottosson, https://bottosson.github.io/posts/oklab/): lightness 0..1, chroma 0..0.37,
/// hue in degrees. Chroma is lowered until the colour is in sRGB.
[[nodiscard]] std::string hex_of_oklch(double lightness, double chroma, double hue);

/// Four colours from dark to light on a turning hue, then an accent against them. Temperature, key and chroma follow the
/// axes with room to differ: one hue in steps, neighbours on the circle, or darks of one colour under lights of another;
/// greyed, plain or vivid. The first of two dozen draws that is far from every palette of the roster (`others`, "#rrggbb"
/// each), else the farthest.
[[nodiscard]] std::vector<std::string> choose_palette(Axes const& axes, std::vector<std::vector<std::string>> const& others, Random const& random);

}  // namespace troupe::writing::impl
