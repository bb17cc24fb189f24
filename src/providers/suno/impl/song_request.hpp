#pragma once

#include <string>
#include <vector>

#include "music/brief.hpp"
#include "music/tables.hpp"
#include "providers/suno/dialect.hpp"

/// A brief in the words that Suno understands.
namespace troupe::providers::suno::impl {

struct SongRequest {
    enum class Kind { sung, instrumental, described } kind = Kind::instrumental;
    std::string style;   ///< words between commas, the most important first
    std::string lyrics;  ///< "[Verse 1]" and lines; empty unless sung
    std::string title;
    std::string negative;            ///< what must not be heard; may be empty
    std::string description;         ///< one sentence, when the service writes the words
    std::vector<std::string> notes;  ///< what had to be left out, for a person
};

/// The brief must be valid. Never names the artist: a service refuses known names, and ours shall not be imitated.
[[nodiscard]] SongRequest song_request(music::Brief const& brief, music::Tables const& tables, Limits const& limits);

/// The body of the submission: the dialect's template with the words in it.
[[nodiscard]] json::Value submission(Dialect const& dialect, SongRequest const& song, std::string const& model,
                                     std::string const& callback);

/// A template with words for its placeholders.
struct Word {
    std::string name;  ///< "title" for "{title}"
    std::string value;
};
[[nodiscard]] json::Value filled(json::Value const& form, std::vector<Word> const& words);
/// The same in an address, where every value is made safe.
[[nodiscard]] std::string filled_path(std::string path, std::vector<Word> const& words);

}  // namespace troupe::providers::suno::impl
