#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

/// Whether two files hold the same recording, whatever codec, level or silence at their beginning.
namespace troupe::distribution {

/// Chromaprint of the first two minutes by ffmpeg, as hexadecimal digits: one number of 32 bits for each eighth of a
/// second (https://acoustid.org/chromaprint). Errors: not_found, unavailable (no ffmpeg, or one without chromaprint),
/// internal (no sound).
[[nodiscard]] Result<std::string> fingerprint_of(std::filesystem::path const& file);

/// The share of differing bits where the two fit best, up to ten seconds apart: 0 the same, .5 nothing in common. 1
/// when less than ten seconds of them can be compared.
[[nodiscard]] double fingerprint_distance(std::string const& left, std::string const& right);

}  // namespace troupe::distribution
