#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.hpp"

namespace troupe::media::impl {

/// Gives every page of an Ogg file with one stream this serial number. Writers draw it from the clock, and the same song
/// would never be the same bytes twice. Errors: invalid_input (no Ogg), unavailable (disk).
[[nodiscard]] Result<void> set_ogg_serial(std::filesystem::path const& file, std::uint32_t serial);

}  // namespace troupe::media::impl
