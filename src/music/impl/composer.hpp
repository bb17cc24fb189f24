#pragma once

#include "music/impl/plan.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// Writes `candidates` songs to the plan and returns the one the critic likes best. Pure: the same plan, brief and
/// count give the same score.
[[nodiscard]] Score compose(Plan const& plan, Brief const& brief, int candidates);

}  // namespace troupe::music::impl
