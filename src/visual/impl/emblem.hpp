#pragma once

#include "visual/impl/vector.hpp"
#include "visual/system.hpp"

namespace troupe::visual::impl {

/// An artist's mark: two shapes within the circle of radius 1 around 0,0. Abstract: never a face, never a letter, so it
/// stands in any script.
struct Emblem {
    Path body;    ///< in the main ink
    Path spark;   ///< in the accent
};

/// The mark that belongs to this system: one of six constructions, with the artist's own numbers.
[[nodiscard]] Emblem make_emblem(VisualSystem const& system);

}  // namespace troupe::visual::impl
