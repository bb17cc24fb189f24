#pragma once

#include "media/picture.hpp"

namespace troupe::media::impl {

/// `read_jpeg`, decoded no larger than needed to be `least_px` wide: in eighths of its size, which libjpeg does while
/// it decodes; 0: as large as it is. Errors: not_found, invalid_input.
[[nodiscard]] Result<Picture> read_scaled_jpeg(std::filesystem::path const& file, int least_px);

}  // namespace troupe::media::impl
