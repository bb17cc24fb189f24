#pragma once

#include <memory>
#include <stop_token>

#include "base/result.hpp"
#include "visual/motion/production.hpp"

/// Stock clips as scenes of a teaser: in the artist's colours, under the artist's form.
namespace troupe::visual::motion {

/// Puts the brief's clips in front of the production's world, in the scenes that they are for; the other scenes, and the last
/// one of several, show the world. What cannot be shown goes to the production's notes, what is shown to its footage. Without
/// clips nothing changes. Error: cancelled, alone.
[[nodiscard]] Result<void> show_footage(Production& production, TeaserBrief const& brief, std::stop_token const& stop);

}  // namespace troupe::visual::motion
