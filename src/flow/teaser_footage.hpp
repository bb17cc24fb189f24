#pragma once

#include "flow/making.hpp"
#include "visual/footage/library.hpp"
#include "visual/motion/teaser.hpp"

/// Clips of stock footage for a teaser, and what is owed to the people who filmed them.
namespace troupe::flow {

/// Puts clips into the brief for the scenes that the song gives it; without a service nothing changes. What could not be had
/// is in the notes it gives back. Errors: cancelled; invalid_input (the timeline).
[[nodiscard]] Result<std::vector<std::string>> add_footage(Making const& making, artist::Document const& artist, catalog::Content const& track,
                                                           visual::TeaserBrief& brief);

/// Leaves in the brief only the clips that were shown.
void keep_shown(visual::TeaserBrief& brief, visual::VideoInfo const& info);

/// Writes into the content what was shown when (`details.footage`), what was left out (`details.footage_notes`), the hashes of
/// the clips among the inputs, and the credits as a file. A teaser without clips stays as it is. Error: unavailable (disk).
[[nodiscard]] Result<void> credit_footage(Studio& studio, catalog::Content& content, visual::VideoInfo const& info,
                                          std::vector<std::string> const& notes, std::string const& credits_name);

}  // namespace troupe::flow
