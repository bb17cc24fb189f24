#pragma once

#include "visual/system.hpp"

namespace troupe::visual::impl {

/// Chooses what the artist's pictures stand on, by darkness and seed, and the inks and the light that suit it.
/// Needs the system's seed, traits, stops and inks.
void set_ground(VisualSystem& system);

/// The same with the small liberties of one release: the ground a shade off, another ink in the lead.
[[nodiscard]] VisualSystem varied(VisualSystem system, Random random);

}  // namespace troupe::visual::impl
