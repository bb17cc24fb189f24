#pragma once

#include <string>
#include <vector>

#include "flow/briefs.hpp"
#include "writing/prosody.hpp"
#include "writing/writer.hpp"

/// The words of a song on paper.
namespace troupe::flow {

inline constexpr auto lyric_sheet_name = "lyrics.txt";

/// Title, then each part under its name; of an instrumental what is heard in it.
[[nodiscard]] std::string print_lyrics(writing::Lyrics const& words);

/// Counts and rhymes again what a person changed: syllables of each line that is new, rhyme letters of each part that has
/// one, lines that miss the range; the hook follows its line. What nobody touched stays as the writer left it. Gives what
/// the person should know: lines that are hard to carry, rhymes that are gone.
[[nodiscard]] std::vector<std::string> scan_again(writing::Lyrics& words, writing::Lyrics const& before, writing::Prosody const& prosody,
                                                  SyllableRange range);

}  // namespace troupe::flow
