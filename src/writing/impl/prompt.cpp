#include "writing/impl/prompt.hpp"

#include <cctype>

#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

bool is_word_byte(unsigned char c) { return std::isalnum(c) != 0 || c == '\'' || c == '&' || c >= 0x80; }

/// ASCII and the capitals of Latin-1 ("Ü"), which open German and French words.
std::string lower_latin(std::string_view text) {
    auto out = text::lower(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        auto const second = static_cast<unsigned char>(out[i + 1]);
        if (static_cast<unsigned char>(out[i]) == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97)
            out[i + 1] = static_cast<char>(second + 0x20);
    }
    return out;
}

bool ends_clause(std::string_view between) { return between.find_first_of(".,;:!?()\n") != std::string_view::npos; }

/// Typographic quotes and dashes as plain ones, so that "isn’t" is one word and "X — Y" two.
std::string plain_marks(std::string text) {
    for (auto const& [fancy, plain] : {std::pair{"\u2019", "'"}, std::pair{"\u2018", "'"}, std::pair{"\u2014", ", "},
                                       std::pair{"\u2013", "-"}, std::pair{"\u201c", "\""}, std::pair{"\u201d", "\""},
                                       std::pair{"\u2026", ". "}, std::pair{"\u00a0", " "}})
        text = text::replace_all(std::move(text), fancy, plain);
    return text;
}

bool is_control(char32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

}  // namespace

Result<std::string> clean_prompt(std::string_view prompt) {
    auto points = text::decode(prompt);
    if (points.size() > prompt_limit)
        return fail(ErrorCode::invalid_input, "prompt: " + std::to_string(points.size()) +
                                                  " characters are too many, at most 10,000 are read; "
                                                  "describe the artist in a sentence or two");
    std::u32string kept;
    for (auto point : points) {
        if (is_control(point)) point = U' ';
        if (point == U' ' && (kept.empty() || kept.back() == U' ')) continue;
        kept += point;
    }
    auto const plain = plain_marks(text::encode(kept));
    std::string cleaned(text::trim(plain));
    if (cleaned.empty())
        return fail(ErrorCode::invalid_input, "prompt: is empty; describe the artist in a sentence, "
                                              "for example \"a shy folk singer from Iceland\"");
    return cleaned;
}

std::vector<Token> tokens_of(std::string_view prompt) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < prompt.size()) {
        auto const start = at;
        while (at < prompt.size() && !is_word_byte(static_cast<unsigned char>(prompt[at]))) ++at;
        if (!tokens.empty() && ends_clause(prompt.substr(start, at - start))) tokens.back().ends_clause = true;
        auto const first = at;
        while (at < prompt.size() && is_word_byte(static_cast<unsigned char>(prompt[at]))) ++at;
        auto word = prompt.substr(first, at - first);
        while (!word.empty() && (word.front() == '\'' || word.front() == '&')) word.remove_prefix(1);
        while (!word.empty() && (word.back() == '\'' || word.back() == '&')) word.remove_suffix(1);
        if (word.empty()) continue;
        Token token{.word = lower_latin(word), .original = std::string(word)};
        token.capital = lower_latin(word) != word;
        if (token.word.size() > 2 && token.word.ends_with("'s")) token.word.resize(token.word.size() - 2);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

std::vector<std::string> phrase_words(std::string_view phrase) {
    std::vector<std::string> words;
    for (auto const& token : tokens_of(phrase)) words.push_back(token.word);
    return words;
}

std::size_t find_phrase(std::vector<Token> const& tokens, std::vector<std::string> const& words, std::size_t from) {
    if (words.empty()) return std::string::npos;
    for (auto at = from; at + words.size() <= tokens.size(); ++at) {
        std::size_t same = 0;
        while (same < words.size() && tokens[at + same].word == words[same]) ++same;
        if (same == words.size()) return at;
    }
    return std::string::npos;
}

}  // namespace troupe::writing::impl
