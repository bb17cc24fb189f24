#pragma once

#include <string>
#include <vector>

#include "music/analysis.hpp"
#include "music/brief.hpp"
#include "music/track_maker.hpp"

namespace troupe::music {

/// Where a finished track is not what was asked for, one sentence each for a person: "asked for 120 BPM, heard 126.0 (5
/// % faster)". Only about what the brief asks for and the maker does not promise: a promise is not checked here. Tempi
/// count as the same an octave apart and within 2 %, keys by their name, lengths within a bar; what was heard with
/// doubt says so.
[[nodiscard]] std::vector<std::string> differences(Brief const& brief, Analysis const& heard,
                                                   Capabilities const& promised);

}  // namespace troupe::music
