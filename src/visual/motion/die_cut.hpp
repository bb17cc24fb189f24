#pragma once

#include "visual/motion/stage.hpp"
#include "visual/type.hpp"

/// The sheet that letters stand on where the picture is printed: cut out along them, as a sticker is, not a box.
namespace troupe::visual::motion {

/// Coverage of everything within `reach_px` of what `part` of the mask covers. It is larger than the part by `reach_px` on
/// every side: its left top stands at the part's left top less that.
[[nodiscard]] Mask die_cut(Mask const& mask, MaskPart const& part, int reach_px);

}  // namespace troupe::visual::motion
