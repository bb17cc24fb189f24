#pragma once

#include <filesystem>
#include <string>

#include "media/timeline.hpp"
#include "visual/brief.hpp"

/// A song that is known to the sample: kicks on every beat, snares on every second one, a drop in the middle.
namespace troupe::visual::motion::testing {

[[nodiscard]] media::Timeline song_timeline(double bpm, int beats);
/// Writes its sound as a WAV of 16 bit.
void write_song(std::filesystem::path const& file, media::Timeline const& timeline);

/// A dark look of one family.
[[nodiscard]] Look look(std::string const& family);
/// Six seconds in 9:16 with everything a brief may have.
[[nodiscard]] TeaserBrief brief(std::string const& family, std::filesystem::path const& song, media::Timeline const& timeline);

}  // namespace troupe::visual::motion::testing
