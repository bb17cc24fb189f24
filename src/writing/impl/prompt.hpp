#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace troupe::writing::impl {

/// A word of the prompt, as it is looked up and as it was written.
struct Token {
    std::string word;      ///< folded; hyphens split words, "r&b" and "drum'n'bass" stay whole
    std::string original;  ///< empty when the word before it stands for both ("bedroom pop" for one foreign word)
    bool capital = false;
    bool ends_clause = false;  ///< punctuation follows
    bool ends_sentence = false;
    bool understood = false;
    bool negated = false;
    bool spent = false;       ///< its meaning went into the word it belongs to ("minimal" of "minimal presence")
    bool translated = false;  ///< `word` is English for `original`
};

inline constexpr std::size_t prompt_limit = 10'000;

/// The prompt without control characters, invisible marks and fancy letters, with single spaces.
/// Errors: invalid_input (blank, or longer than the limit).
[[nodiscard]] Result<std::string> clean_prompt(std::string_view prompt);

/// Lower case, Latin letters without their accents: "Électro" is looked up as "electro".
[[nodiscard]] std::string fold(std::string_view text);
/// Lower case with accents, for words that are repeated: "Électro" is "électro".
[[nodiscard]] std::string lower_latin(std::string_view text);

[[nodiscard]] std::vector<Token> tokens_of(std::string_view prompt);

/// The words of one phrase as the prompt is split: "lo-fi" gives "lo", "fi".
[[nodiscard]] std::vector<std::string> phrase_words(std::string_view phrase);
/// The same as one text: "lo fi".
[[nodiscard]] std::string phrase_of(std::string_view phrase);

/// `count` words from `first` on with spaces between them; what is there when there are fewer.
[[nodiscard]] std::string words_at(std::vector<Token> const& tokens, std::size_t first, std::size_t count);

/// Where the words stand one after the other, from `from` on; npos when nowhere.
[[nodiscard]] std::size_t find_phrase(std::vector<Token> const& tokens, std::vector<std::string> const& words,
                                      std::size_t from = 0);

/// The first place of every phrase of up to five words: asking for thousands of phrases costs one look each.
class PhraseIndex {
public:
    struct Place {
        std::size_t at = std::string::npos;
        std::size_t count = 0;  ///< words
        [[nodiscard]] bool found() const { return at != std::string::npos; }
    };

    explicit PhraseIndex(std::vector<Token> const& tokens);
    [[nodiscard]] Place find(std::string_view phrase) const;

private:
    std::unordered_map<std::string, Place> places_;
};

}  // namespace troupe::writing::impl
