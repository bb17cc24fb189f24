#pragma once

#include "visual/system.hpp"

namespace troupe::visual::impl {

/// Chooses what the artist's pictures stand on, by darkness and seed, and the inks and the light that suit it.
/// Needs the system's seed, traits, stops and inks.
void set_ground(VisualSystem& system);

}  // namespace troupe::visual::impl
