#pragma once

#include "media/picture.hpp"

namespace troupe::flow::impl {

/// Half as wide and high: each pixel the mean of four. An odd last row or column is left out.
[[nodiscard]] media::Picture halved(media::Picture const& from);

}  // namespace troupe::flow::impl
