#pragma once

#include <stop_token>

#include "media/picture.hpp"
#include "visual/cover.hpp"
#include "visual/impl/family.hpp"

/// The front of a release: the composition alone, as a print on a mount, or nearer than the frame holds.
namespace troupe::visual::impl {

struct Running {
    int threads = 1;
    std::stop_token stop;
};

/// What a single and an album show of the art; an EP's is bare. Errors: unavailable (no font has the title's script).
[[nodiscard]] Result<Occasion> occasion_of(VisualSystem const& system, CoverBrief const& brief);

/// Where the type goes on a release of that kind: an album's title is set smaller than the art plans it.
[[nodiscard]] TypePlan plan_of(Family const& family, Frame const& frame, ReleaseKind kind);

/// The brief must have been checked. Errors: invalid_input (composition), unavailable, cancelled.
[[nodiscard]] Result<media::Picture> render_release(VisualSystem const& system, CoverBrief const& brief, Composition const& composition, Running const& running);

}  // namespace troupe::visual::impl
