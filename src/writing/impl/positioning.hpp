#pragma once

#include "artist/profile.hpp"
#include "base/random.hpp"
#include "writing/impl/fact_graph.hpp"

namespace troupe::writing::impl {

/// What a label says of the artist: tagline and promise from frames over the public facts of the profile, influences of the
/// genre, and what the artist would not do, by the axes that are strongest.
[[nodiscard]] artist::Positioning choose_positioning(artist::Profile const& profile, Target const& target, Banks const& banks,
                                                     GenreTable const& genres, Random random);

}  // namespace troupe::writing::impl
