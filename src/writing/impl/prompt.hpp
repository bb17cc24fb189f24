#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace troupe::writing::impl {

/// A word of the prompt, as it is looked up and as it was written.
struct Token {
    std::string word;      ///< lower case; hyphens split words, "r&b" and "drum'n'bass" stay whole
    std::string original;
    bool capital = false;
    bool ends_clause = false;  ///< punctuation follows
    bool understood = false;
    bool negated = false;
    bool spent = false;  ///< its meaning went into the word it belongs to ("minimal" of "minimal presence")
};

inline constexpr std::size_t prompt_limit = 10'000;

/// The prompt without control characters and with single spaces.
/// Errors: invalid_input (blank, or longer than the limit).
[[nodiscard]] Result<std::string> clean_prompt(std::string_view prompt);

[[nodiscard]] std::vector<Token> tokens_of(std::string_view prompt);

/// The words of one phrase as the prompt is split: "lo-fi" gives "lo", "fi".
[[nodiscard]] std::vector<std::string> phrase_words(std::string_view phrase);

/// Where the words stand one after the other, from `from` on; npos when nowhere.
[[nodiscard]] std::size_t find_phrase(std::vector<Token> const& tokens, std::vector<std::string> const& words,
                                      std::size_t from = 0);

}  // namespace troupe::writing::impl
