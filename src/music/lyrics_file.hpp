#pragma once

#include <string>

#include "media/timeline.hpp"
#include "music/brief.hpp"

namespace troupe::music {

/// LRC: "[mm:ss.xx]line", with title and artist when known. Times are where each line begins in the sound.
[[nodiscard]] std::string lrc_of(Brief const& brief, media::Timeline const& timeline);

}  // namespace troupe::music
