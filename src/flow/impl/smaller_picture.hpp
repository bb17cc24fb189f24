#pragma once

#include "media/picture.hpp"

namespace troupe::flow::impl {

/// Half as wide and high: each pixel the mean of four. An odd last row or column is left out.
[[nodiscard]] media::Picture halved(media::Picture const& from);

/// With a longest side of so many pixels: each the mean of those that it covers. One that is no larger stays as it is.
[[nodiscard]] media::Picture within_side(media::Picture from, int side_px);

}  // namespace troupe::flow::impl
