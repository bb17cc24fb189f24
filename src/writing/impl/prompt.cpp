#include "writing/impl/prompt.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

constexpr std::size_t longest_phrase = 5;

bool is_word_byte(unsigned char c) { return std::isalnum(c) != 0 || c == '\'' || c == '&' || c >= 0x80; }

bool ends_clause(std::string_view between) { return between.find_first_of(".,;:!?()\n\"") != std::string_view::npos; }

bool ends_sentence(std::string_view between) { return between.find_first_of(".;!?\n") != std::string_view::npos; }

/// Typographic quotes and dashes as plain ones, so that "isn’t" is one word and "X — Y" two; the marks of other scripts.
std::string plain_marks(std::string text) {
    for (auto const& [fancy, plain] :
         {std::pair{"\u2019", "'"}, std::pair{"\u2018", "'"}, std::pair{"\u00b4", "'"}, std::pair{"\u2014", ", "},
          std::pair{"\u2013", "-"}, std::pair{"\u2010", "-"}, std::pair{"\u2011", "-"}, std::pair{"\u201c", "\""},
          std::pair{"\u201d", "\""}, std::pair{"\u201e", "\""}, std::pair{"\u00ab", "\""}, std::pair{"\u00bb", "\""},
          std::pair{"\u2026", ". "}, std::pair{"\u00a0", " "}, std::pair{"\u202f", " "}, std::pair{"\u00bf", " "},
          std::pair{"\u00a1", " "}, std::pair{"\u2022", ", "}, std::pair{"\u00b7", ", "}, std::pair{"\u3001", ", "},
          std::pair{"\u3002", ". "}, std::pair{"\u060c", ", "}, std::pair{"\u3000", " "}})
        text = text::replace_all(std::move(text), fancy, plain);
    return text;
}

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xFFFD; }

/// Marks without a width: they part no words.
bool is_invisible(char32_t point) {
    return point == 0xAD || point == 0x34F || point == 0x61C || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point >= 0xE0000 && point <= 0xE007F);
}

/// Letters that are only drawn differently: full width, bold, script.
char32_t plain_letter(char32_t point) {
    if (point >= 0xFF01 && point <= 0xFF5E) return point - 0xFF01 + U'!';
    if (point < 0x1D400 || point > 0x1D6A3) return point;
    auto const letter = (point - 0x1D400) % 52;
    return letter < 26 ? U'A' + letter : U'a' + letter - 26;
}

/// The letter under the accent for U+0100 to U+017F.
constexpr std::string_view extended_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(extended_a.size() == 128);

/// For U+00C0 to U+00DF, and their small letters 32 further on.
constexpr std::string_view latin_1 = "aaaaaaaceeeeiiiidnooooo ouuuuyts";
static_assert(latin_1.size() == 32);

void append_folded(std::string& out, char32_t point) {
    if (point < 0x80) {
        out += static_cast<char>(std::tolower(static_cast<int>(point)));
    } else if (point == 0xDF || point == 0x1E9E) {
        out += "ss";
    } else if (point == 0xC6 || point == 0xE6) {
        out += "ae";
    } else if (point == 0x152 || point == 0x153) {
        out += "oe";
    } else if (point >= 0xC0 && point <= 0xFF && point != 0xD7 && point != 0xF7) {
        out += latin_1[(point - 0xC0) % 0x20];
    } else if (point >= 0x100 && point <= 0x17F) {
        out += extended_a[point - 0x100];
    } else if (point < 0x300 || point > 0x36F) {
        out += text::encode(std::u32string_view(&point, 1));
    }
}

bool is_plain(std::string_view phrase) {
    return std::all_of(phrase.begin(), phrase.end(), [](unsigned char c) {
        return std::islower(c) != 0 || std::isdigit(c) != 0 || c == ' ' || c == '-' || c == '&';
    });
}

}  // namespace

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (auto const point : text::decode(text)) append_folded(out, point);
    return out;
}

std::string lower_latin(std::string_view text) {
    auto out = text::lower(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        auto const second = static_cast<unsigned char>(out[i + 1]);
        if (static_cast<unsigned char>(out[i]) == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97)
            out[i + 1] = static_cast<char>(second + 0x20);
    }
    return out;
}

Result<std::string> clean_prompt(std::string_view prompt) {
    auto points = text::decode(prompt);
    if (points.size() > prompt_limit)
        return fail(ErrorCode::invalid_input, "prompt: " + std::to_string(points.size()) +
                                                  " characters are too many, at most 10,000 are read; "
                                                  "describe the artist in a sentence or two");
    std::u32string kept;
    for (auto point : points) {
        if (is_invisible(point)) continue;
        point = is_control(point) ? U' ' : plain_letter(point);
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
        auto const between = prompt.substr(start, at - start);
        if (!tokens.empty() && ends_clause(between)) tokens.back().ends_clause = true;
        if (!tokens.empty() && ends_sentence(between)) tokens.back().ends_sentence = true;
        auto const first = at;
        while (at < prompt.size() && is_word_byte(static_cast<unsigned char>(prompt[at]))) ++at;
        auto word = prompt.substr(first, at - first);
        while (!word.empty() && (word.front() == '\'' || word.front() == '&')) word.remove_prefix(1);
        while (!word.empty() && (word.back() == '\'' || word.back() == '&')) word.remove_suffix(1);
        if (word.empty()) continue;
        Token token{.word = fold(word), .original = std::string(word)};
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

std::string phrase_of(std::string_view phrase) {
    if (!is_plain(phrase)) return text::join(phrase_words(phrase), " ");
    std::string out(phrase);
    std::replace(out.begin(), out.end(), '-', ' ');
    return out;
}

std::string words_at(std::vector<Token> const& tokens, std::size_t first, std::size_t count) {
    std::string words;
    for (auto i = first; i < std::min(first + count, tokens.size()); ++i) words += (i > first ? " " : "") + tokens[i].word;
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

PhraseIndex::PhraseIndex(std::vector<Token> const& tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        std::string words;
        for (std::size_t count = 1; count <= longest_phrase && at + count <= tokens.size(); ++count) {
            words += (count > 1 ? " " : "") + tokens[at + count - 1].word;
            places_.try_emplace(words, Place{at, count});
        }
    }
}

PhraseIndex::Place PhraseIndex::find(std::string_view phrase) const {
    auto const found = places_.find(phrase_of(phrase));
    return found == places_.end() ? Place{} : found->second;
}

}  // namespace troupe::writing::impl
