#pragma once

#include <vector>

#include "artist/document.hpp"
#include "flow/studio.hpp"
#include "music/melody_print.hpp"

namespace troupe::flow {

/// The tunes that a new song of this artist must not come too near to: all of the artist's own (rejected takes apart) and
/// the newest of the roster's, a thousand at most.
[[nodiscard]] Result<std::vector<music::MelodyPrint>> tunes_of(Studio& studio, artist::ArtistId artist);

}  // namespace troupe::flow
