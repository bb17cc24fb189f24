#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace troupe::media {

/// What a sound file says of itself. Empty fields are not written.
struct SoundTags {
    std::string title, artist, album, genre, label, isrc, language;
    std::string date;        ///< ISO, "2026-11-27"
    std::string key;         ///< "F#m"
    std::string lyrics;      ///< plain text
    std::string disclosure;  ///< AI disclosure, as a comment and as the field AI_DISCLOSURE
    std::string provenance;  ///< JSON, in the field AI_PROVENANCE
    double bpm = 0;          ///< 0: not written
    int track_number = 1;
    std::filesystem::path cover_jpeg;  ///< put inside the file; empty: none
};

/// Writes the tags into a finished .flac or .mp3, through a copy: the file is whole at every moment.
/// Errors: not_found, invalid_input (not such a file), unavailable.
[[nodiscard]] Result<void> write_tags(std::filesystem::path const& file, SoundTags const& tags);
[[nodiscard]] Result<SoundTags> read_tags(std::filesystem::path const& file);

/// What a finished file shall say otherwise. Nothing: the field stays as it is; an empty text: it goes.
struct TagChanges {
    std::optional<std::string> title, artist, album, label, isrc, date, disclosure, lyrics;
    std::optional<int> track_number;
    std::filesystem::path cover_jpeg;  ///< another picture; empty: the one inside stays
};

/// Writes these fields alone, whole as `write_tags` does; the sound and all other fields stay. Gives whether anything
/// was different. Errors: as `write_tags`.
[[nodiscard]] Result<bool> change_tags(std::filesystem::path const& file, TagChanges const& changes);

}  // namespace troupe::media
