#pragma once

#include <string>
#include <vector>

#include "base/random.hpp"
#include "writing/impl/axes.hpp"

namespace troupe::writing::impl {

/// "#rrggbb" of a colour in OKLCH (Ottosson, https://bottosson.github.io/posts/oklab/): lightness 0..1, chroma 0..0.37,
/// hue in degrees. Chroma is lowered until the colour is in sRGB.
[[nodiscard]] std::string hex_of_oklch(double lightness, double chroma, double hue);

/// Four colours from dark to light on a slowly turning hue, then an accent against them.
[[nodiscard]] std::vector<std::string> choose_palette(Axes const& axes, Random random);

}  // namespace troupe::writing::impl
