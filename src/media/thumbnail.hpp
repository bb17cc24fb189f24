#pragma once

#include <filesystem>

#include "media/picture.hpp"

namespace troupe::media {

/// The picture at another size, `width_px` wide and as high as it then is: each pixel is the mean of those it covers,
/// in linear light, so that fine bright lines stay bright. As it is where it is no wider. Error: invalid_input (no
/// pixels).
[[nodiscard]] Result<Picture> shrunk(Picture const& picture, int width_px);

/// Writes a JPEG file at most `width_px` wide, for lists and pages.
/// Errors: not_found, invalid_input (no JPEG), unavailable.
[[nodiscard]] Result<void> write_thumbnail(std::filesystem::path const& from, std::filesystem::path const& to,
                                           int width_px);

}  // namespace troupe::media
