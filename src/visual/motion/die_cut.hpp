#pragma once

#include "visual/motion/stage.hpp"
#include "visual/type.hpp"

/// What letters stand on: cut out along them, not a box or an ellipse about them.
namespace troupe::visual::motion {

enum class CutEdge {
    sharp,  ///< a sticker, where the picture is printed or flat
    soft    ///< a shade that falls to nothing at its reach, where the picture is light
};

/// Coverage of everything within `reach_px` of what `part` of the mask covers. It is larger than the part by `reach_px` on
/// every side: its left top stands at the part's left top less that.
[[nodiscard]] Mask die_cut(Mask const& mask, MaskPart const& part, int reach_px, CutEdge edge = CutEdge::sharp);

}  // namespace troupe::visual::motion
