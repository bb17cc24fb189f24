#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/process.hpp"
#include "base/units.hpp"

/// Sound and video files that strangers may have made, given to ffmpeg or ffprobe: no list of other files is followed, no
/// address is asked, nothing but that file is opened.
namespace troupe::media {

/// The arguments that name the input, `-i` included: read as one of the kinds that hold sound or pictures themselves, by
/// decoders that songs and videos are made with.
[[nodiscard]] std::vector<std::string> foreign_input(std::filesystem::path const& file);

/// What a child may take that reads it: this file and no other, 2 GB of addresses, no file of its own, `cpu` of processor
/// time, and a minute without a word.
[[nodiscard]] ProcessLimits foreign_limits(std::filesystem::path const& file, Seconds cpu = Seconds(300));

}  // namespace troupe::media
