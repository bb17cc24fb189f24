#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace troupe::music {

/// The picture of a sound file's wave for players, as JSON in version 2 of BBC audiowaveform's format (wavesurfer.js,
/// peaks.js): channels 1 (the mean of all), bits 8, data as pairs of lowest and highest value (-128..127) of every
/// `samples_per_pixel` frames; length counts the pairs. Measured on what the file decodes to.
/// Errors: not_found, invalid_input (the file; samples_per_pixel outside 16 to 65,536).
[[nodiscard]] Result<std::string> peaks_json(std::filesystem::path const& file, int samples_per_pixel = 512);

}  // namespace troupe::music
