#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// Where a text may be cut: Unicode's own rules (UAX #29), by ICU.
namespace troupe::social::impl {

/// Bytes at which user-perceived characters begin, and the text's end. A flag, a family of emoji, a letter with its accents is one.
/// Invalid UTF-8 counts byte by byte.
[[nodiscard]] std::vector<std::size_t> grapheme_starts(std::string_view text);
/// The same for words: the text between two of them is a word, a blank or a sign.
[[nodiscard]] std::vector<std::size_t> word_starts(std::string_view text);
/// The same for sentences.
[[nodiscard]] std::vector<std::size_t> sentence_starts(std::string_view text);

[[nodiscard]] std::size_t utf16_units(std::string_view text);

}  // namespace troupe::social::impl
