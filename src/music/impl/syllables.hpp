#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "music/brief.hpp"

namespace troupe::music::impl {

struct Syllable {
    std::string text;
    bool ends_word = false;
    bool stressed = false;  ///< wants a strong place
};

/// A line cut into syllables by its groups of vowels (English spelling: a silent e at the end of a word is none, "-ed"
/// and "-es" mostly are none). A line that brings its own parts, number of syllables or stresses keeps them; otherwise words that carry meaning are stressed
/// on their first syllable, on the one before "-tion" and the like, or after an unstressed prefix.
[[nodiscard]] std::vector<Syllable> syllables_of(LyricLine const& line);

/// The vowel to sing for a syllable: a, e, i, o or u.
[[nodiscard]] char vowel_of(std::string_view syllable);

}  // namespace troupe::music::impl
