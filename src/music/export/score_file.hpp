#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "music/score.hpp"

namespace troupe::music {

/// The whole score as a file, so that one section can be made anew later, whatever has become of the engine since:
/// {"format": "troupe score", "version": 1, "score": {..}}.
[[nodiscard]] std::string score_json(Score const& score);

/// Reads and checks it: whatever the renderer is given by this is in bounds. Fields of later versions are ignored.
/// Error: invalid_input, with the path of what is wrong.
[[nodiscard]] Result<Score> read_score(std::string_view text);
/// Errors: not_found, invalid_input.
[[nodiscard]] Result<Score> read_score_file(std::filesystem::path const& file);

}  // namespace troupe::music
