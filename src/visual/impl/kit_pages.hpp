#pragma once

#include "media/picture.hpp"
#include "visual/kit.hpp"
#include "visual/system.hpp"

/// The pictures of the kit.
namespace troupe::visual::impl {

/// The emblem over the artist's light or paper, inside the circle that platforms cut.
[[nodiscard]] Result<media::Picture> avatar(VisualSystem const& system, int size_px, int threads);
/// Art of the strongest family that fits, with the name in the safe area unless the platform wants none.
[[nodiscard]] Result<media::Picture> banner(VisualSystem const& system, PlatformPicture const& wanted, int threads);
/// Colours with their codes, faces and marks on one page of 1920 x 1080.
[[nodiscard]] Result<media::Picture> style_sheet(VisualSystem const& system, int threads);

}  // namespace troupe::visual::impl
