#pragma once

#include <filesystem>
#include <optional>

#include "base/result.hpp"

namespace troupe::music {

/// Where Debian's packages put one (fluid-soundfont-gm), or nothing.
[[nodiscard]] std::optional<std::filesystem::path> installed_soundfont();

/// A SoundFont 2 file from its outside: there, readable, a RIFF of kind "sfbk" as long as it says.
/// Errors: not_found, invalid_input; both name TROUPE_SOUNDFONT and the file.
[[nodiscard]] Result<void> check_soundfont(std::filesystem::path const& file);

}  // namespace troupe::music
