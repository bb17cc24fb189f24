#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "distribution/release.hpp"
#include "flow/generate.hpp"

namespace troupe::flow {

/// Our own limit: a hundred songs last longer than anybody's album, and what is longer is several releases.
inline constexpr std::size_t most_release_tracks = 100;

/// A release of songs that exist.
struct ReleaseOrder {
    std::string artist;               ///< id
    std::vector<std::string> tracks;  ///< ids of approved tracks of the artist, in the release's order
    std::string title;                ///< empty: that of the only track, of the cover, else one that the writer finds
    std::optional<distribution::ReleaseKind> type;  ///< nothing: what stores would call it; with a video a video single
    std::optional<std::string> cover;               ///< id; nothing: one is made for the title
    std::optional<std::string> video;               ///< id of a teaser or lyric video: what a video single shows
    std::optional<std::uint64_t> seed;  ///< of a new cover and title; by default the next of the artist's own
};

/// Puts the work into the queue: a cover where there is none, then the release with codes, checks and package.
/// Errors: invalid_input, naming the field (no track, too many, one that is there twice, somebody else's, not approved;
/// a type that stores would not believe; a video without a video single), not_found (artist, content), conflict (the
/// artist rests).
[[nodiscard]] Result<Generation> begin_release(Studio& studio, ReleaseOrder const& order);

}  // namespace troupe::flow
