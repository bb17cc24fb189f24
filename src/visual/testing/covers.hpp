#pragma once

#include <vector>

#include "media/picture.hpp"
#include "visual/cover.hpp"

/// What tests of covers look at.
namespace troupe::visual::testing {

/// Mean difference of two pictures of one size, in display values: 0 to 255.
[[nodiscard]] double difference(media::Picture const& a, media::Picture const& b);

/// Every layout of every family.
[[nodiscard]] std::vector<Composition> all_compositions();

}  // namespace troupe::visual::testing
