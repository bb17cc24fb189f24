#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// English text as words, for checks that compare what a text says with what a fact says.
namespace troupe::artist::impl {

struct Word {
    std::string lower;      ///< "porter's", with a plain apostrophe
    std::string stem;       ///< "porter": without its commonest endings
    std::uint64_t key = 0;  ///< of the stem: equal stems, equal keys
    std::size_t begin = 0;  ///< byte of the text
    std::size_t end = 0;
    bool is_capital = false;   ///< begins with a capital letter
    bool has_capital = false;  ///< holds one
    bool begins_part = false;  ///< first of its sentence, or behind a comma, colon, dash or bracket
    bool begins_sentence = false;
    bool is_quoted = false;   ///< within double quotes
    bool is_content = false;  ///< neither a number nor a word that holds sentences together
    bool is_number = false;   ///< "12", "twelve"
};

using Words = std::vector<Word>;

struct Sentence {
    Words words;
    std::size_t begin = 0;
    std::size_t end = 0;
};

[[nodiscard]] std::vector<Sentence> sentences_of(std::string_view text);
[[nodiscard]] Words words_of(std::string_view text);
[[nodiscard]] std::string stem_of(std::string_view word);
/// "drove", "sorted", "cut": what somebody did.
[[nodiscard]] bool is_past(std::string_view word);
[[nodiscard]] bool is_negation(std::string_view word);
/// "12" and "twelve" as 12; -1 when it is no number from 0 to 9999.
[[nodiscard]] int number_of(std::string_view word);

/// Where the phrase, words parted by blanks, stands in the words at or behind `from`; -1: nowhere.
[[nodiscard]] int find_phrase(Words const& words, std::string_view phrase, std::size_t from = 0);
/// Makes one word of each place where the phrase stands with the same capitals: a name, which claims nothing.
void fold(Words& words, Words const& phrase);
/// A word of denial in the same part of the sentence, at most five words before.
[[nodiscard]] bool is_denied(Words const& words, std::size_t at);

/// The stems of the content words.
void add_stems(std::set<std::string, std::less<>>& stems, std::string_view text);

}  // namespace troupe::artist::impl
