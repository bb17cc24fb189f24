#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/content.hpp"
#include "distribution/release.hpp"
#include "flow/making.hpp"
#include "flow/track_details.hpp"

/// The songs of a release, as they stand in the catalogue.
namespace troupe::flow {

struct ReleaseSong {
    catalog::Content track;
    std::optional<catalog::Content> words;  ///< nothing: a recording that a person brought
    TrackDetails details;
    std::string folder;  ///< of its files within the release's: "01-low-water/"; empty: the release's own
};

/// In the release's order. Error: not_found (a track that is gone), invalid_input (a content that is none).
[[nodiscard]] Result<std::vector<ReleaseSong>> songs_of(Studio& studio, MakeRequest const& release);

/// "01-low-water/" of the first of several; nothing of the only one: its files are the release's own.
[[nodiscard]] std::string song_folder(std::size_t index, std::size_t count, std::string const& title);

/// The words as they are sung, sections apart; empty of an instrumental.
[[nodiscard]] std::string plain_lyrics(ReleaseSong const& song);

}  // namespace troupe::flow
