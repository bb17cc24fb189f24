#include "writing/impl/understanding.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/text.hpp"
#include "writing/impl/imitation.hpp"
#include "writing/impl/prompt.hpp"
#include "writing/impl/prompt_reader.hpp"
#include "writing/impl/refusals.hpp"
#include "writing/impl/translation.hpp"
#include "writing/impl/vocabulary.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {
namespace {

constexpr std::size_t most_unknown = 8;

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}

/// Emoji of the lexicon as words; for a prompt that has nothing else.
std::string words_of_emoji(std::string_view prompt, Lexicon const& lexicon) {
    std::string words;
    for (auto const& [symbol, word] : lexicon.emoji)
        if (prompt.find(symbol) != std::string_view::npos && words.find(word) == std::string::npos) words += word + " ";
    return words;
}

/// Whether the text holds letters beyond ASCII, of Latin or of a script that we only know to be there.
bool has_foreign_letters(std::string_view text) {
    for (auto point : text::decode(text))
        if ((point >= 0xC0 && point < 0x2000) || (point >= 0x3040 && point < 0xD800)) return true;
    return false;
}

/// Letters of a prompt, or the words of its emoji when it has no letters.
Result<std::string> readable(std::string const& prompt, Lexicon const& lexicon, Understood& out) {
    if (has_letter(prompt) || has_foreign_letters(prompt)) return prompt;
    auto words = words_of_emoji(prompt, lexicon);
    if (words.empty())
        return fail(ErrorCode::invalid_input, "prompt: holds no words that can be read; describe the artist in words");
    out.heard.push_back("symbols read as: " + std::string(text::trim(words)));
    return words;
}

/// What the words came to, counted without those that join others.
struct Share {
    double content = 0;
    double understood = 0;
    std::vector<std::string> unknown;
};

Share share_of(std::vector<Token> const& tokens, Lexicon const& lexicon) {
    Share share;
    for (auto const& token : tokens) {
        bool const joins = lexicon.stopwords.contains(token.word) || lexicon.negators.contains(token.word) || lexicon.degrees.contains(token.word);
        if (token.original.empty() || (joins && !token.understood)) continue;
        share.content += 1;
        if (token.understood) share.understood += 1;
        else if (std::find(share.unknown.begin(), share.unknown.end(), token.original) == share.unknown.end()) share.unknown.push_back(token.original);
    }
    return share;
}

bool names_genre(Understood const& out) {
    return std::any_of(out.genres.begin(), out.genres.end(), [](auto const& genre) { return genre.second >= 3; });
}

/// Nothing but "an artist", "something cool": any three artists would be as right as one.
bool says_nothing(Understood const& out) {
    bool const suggests = std::any_of(out.genres.begin(), out.genres.end(), [](auto const& genre) { return genre.second > 0; });
    return !suggests && !out.family && !out.vocals && !out.bpm && out.subjects.empty() && out.topics.empty() &&
           out.instruments.empty() && !out.place && !out.country && out.tensions.empty() && length(out.axes) < 0.3;
}

void set_confidence(Understood& out, Share const& share, bool from_emoji) {
    auto const part = share.content > 0 ? share.understood / share.content : 0;
    out.confidence = 0.15 + 0.6 * part + (names_genre(out) ? 0.2 : 0.0) - 0.08 * static_cast<double>(out.tensions.size());
    if (from_emoji) out.confidence = std::min(out.confidence, 0.3);
    if (out.language != "en") out.confidence *= 0.9;
    out.is_vague = says_nothing(out);
    out.confidence = out.is_vague ? std::clamp(out.confidence, 0.1, vague_confidence - 0.05)
                                  : std::clamp(out.confidence, vague_confidence, 0.98);
    out.confidence = std::round(out.confidence * 100) / 100;
}

void say_what_was_left(Understood& out, Share share) {
    if (share.unknown.size() > most_unknown) {
        auto const more = share.unknown.size() - most_unknown;
        share.unknown.resize(most_unknown);
        share.unknown.back() += " and " + std::to_string(more) + " more";
    }
    for (auto& word : share.unknown) word = text::excerpt(word, 40);
    if (!share.unknown.empty()) out.assumptions.push_back("not understood and left out: " + text::join(share.unknown, ", "));
    if (out.is_vague) out.assumptions.emplace_back("the prompt leaves everything open; a genre, a mood, a place or a subject would narrow it");
}

/// The words that carry a picture: none of the small ones, none that only gives a colour, none that was denied.
std::vector<std::string> words_spoken_of(std::vector<Token> const& tokens, Lexicon const& lexicon) {
    std::vector<std::string> words;
    for (auto const& token : tokens) {
        bool const is_small = token.word.size() < 3 || lexicon.stopwords.contains(token.word);
        bool const is_colour = lexicon.axes.contains(token.word) || lexicon.vocals.contains(token.word) || lexicon.families.contains(token.word);
        if (!is_small && !is_colour && !token.negated && std::find(words.begin(), words.end(), token.word) == words.end()) words.push_back(token.word);
    }
    if (words.size() > 24) words.resize(24);
    return words;
}

}  // namespace

Result<Understood> understand(std::string_view prompt, Banks const& banks, GenreTable const& genres, WordNet const& net) {
    Understood out;
    out.prompt = TRY(clean_prompt(prompt));
    auto const words = TRY(readable(out.prompt, banks.lexicon, out));
    auto tokens = tokens_of(words);
    Vocabulary const vocabulary(banks, genres);
    TRY(refuse(tokens, banks.refusals));
    TRY(take_name(tokens, words, banks, vocabulary, out));
    take_models(tokens, banks, vocabulary, net, out);
    translate(tokens, banks, vocabulary, net, out);
    PromptReader(tokens, banks, genres, net, out).read();
    out.words = words_spoken_of(tokens, banks.lexicon);
    auto const share = share_of(tokens, banks.lexicon);
    set_confidence(out, share, words != out.prompt);
    say_what_was_left(out, share);
    return out;
}

}  // namespace troupe::writing::impl
