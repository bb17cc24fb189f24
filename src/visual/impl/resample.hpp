#pragma once

#include "media/picture.hpp"
#include "visual/canvas.hpp"

namespace troupe::visual::impl {

/// Fills the canvas with the middle of a picture, in linear light: as large as it fits without a border, cropped, never
/// stretched. Cubic (Catmull-Rom), larger or smaller. The picture must have pixels.
void resample_into(Canvas& canvas, media::Picture const& picture);

}  // namespace troupe::visual::impl
