#pragma once

#include "visual/motion/choreography.hpp"
#include "visual/motion/yuv.hpp"

/// How two scenes become one picture while one takes the place of the other.
namespace troupe::visual::motion {

/// Whether both scenes are seen at once.
[[nodiscard]] bool needs_both(Transition kind);

/// `frame` holds the new scene, `old` the other one (only looked at where both are needed). `accent` leads a wipe, `light`
/// is what a flash goes to.
void compose(Frame& frame, Frame const& old, Change const& change, Yuv accent, Yuv light);

}  // namespace troupe::visual::motion
