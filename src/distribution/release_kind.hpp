#pragma once

#include <span>

#include "distribution/release.hpp"

namespace troupe::distribution {

/// What stores call a release of so many tracks that last so long together: up to 3 a single, 4 to 6 an EP, more than
/// 6 or more than 30 minutes an album; up to 3 of which one lasts 10 minutes or more an EP. One track alone is a single
/// whatever its length, as the DDEX profile SimpleAudioSingle says. A length that is not known yet is 0. These are the
/// rules of Spotify's metadata style guide (section 9) and Apple Music's, as CD Baby tells both, read on 2026-11-22:
/// https://support.cdbaby.com/hc/en-us/articles/360008275672
[[nodiscard]] ReleaseKind release_kind(std::span<Track const> tracks);

/// Whether a release may call itself so. What stores would call a single may come out as an EP or an album of two tracks and
/// more, and an EP as an album: that is the label's word. Nothing may call itself smaller than it is, and one track is a
/// single or a video single. Error: invalid_input (type).
[[nodiscard]] Result<void> check_kind(ReleaseKind kind, std::span<Track const> tracks);

/// By their number alone, while the tracks are still to be made.
[[nodiscard]] ReleaseKind release_kind(int tracks);

}  // namespace troupe::distribution
