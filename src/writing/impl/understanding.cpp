#include "writing/impl/understanding.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.hpp"
#include "writing/impl/prompt.hpp"
#include "writing/impl/prompt_reader.hpp"

namespace troupe::writing::impl {
namespace {

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

/// Whether the text holds letters of a script that we only know to be there.
bool has_foreign_letters(std::string_view text) {
    for (auto point : text::decode(text))
        if ((point >= 0x370 && point < 0x2000) || (point >= 0x3040 && point < 0xD800)) return true;
    return false;
}

Result<void> refuse(std::vector<Token> const& tokens, Lexicon const& lexicon) {
    std::set<std::string> words;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        bool const opposed = (i > 0 && (tokens[i - 1].word == "anti" || tokens[i - 1].word == "against")) ||
                             (i > 1 && tokens[i - 2].word == "against");
        if (!opposed) words.insert(tokens[i].word);
    }
    for (auto const& [all, reason] : lexicon.refused)
        if (std::all_of(all.begin(), all.end(), [&](auto const& word) {
                auto const parts = phrase_words(word);
                return std::all_of(parts.begin(), parts.end(), [&](auto const& part) { return words.contains(part); });
            }))
            return fail(ErrorCode::invalid_input, "prompt: refused, it asks for " + reason + "; describe another artist");
    return {};
}

bool is_stopword(Lexicon const& lexicon, Token const& token) {
    return std::count(lexicon.stopwords.begin(), lexicon.stopwords.end(), token.word) != 0 ||
           std::count(lexicon.negators.begin(), lexicon.negators.end(), token.word) != 0;
}

bool speaks_english(Lexicon const& lexicon, Token const& token) {
    return lexicon.axes.contains(token.word) || lexicon.families.contains(token.word) || lexicon.topics.contains(token.word) ||
           lexicon.vocals.contains(token.word);
}

void translate(std::vector<Token>& tokens, Banks const& banks, Understood& out) {
    std::string best = "en";
    double most = 0;
    for (auto const& token : tokens)
        most += is_stopword(banks.lexicon, token) || speaks_english(banks.lexicon, token) ? 1 : 0;
    most += 0.5;
    for (auto const& [code, language] : banks.languages) {
        double score = 0;
        for (auto const& token : tokens) {
            if (std::count(language.stopwords.begin(), language.stopwords.end(), token.word) != 0) score += 1;
            auto const word = language.words.find(token.word);
            if (word != language.words.end() && word->second != token.word) score += 1.2;
        }
        if (score > most) most = score, best = code;
    }
    out.language = best;
    if (best == "en") return;
    auto const& language = banks.languages.find(best)->second;
    for (auto& token : tokens) {
        if (auto const word = language.words.find(token.word); word != language.words.end()) {
            token.word = word->second;
        } else if (std::count(language.negators.begin(), language.negators.end(), token.word) != 0) {
            token.word = "without";
        } else if (std::count(language.stopwords.begin(), language.stopwords.end(), token.word) != 0) {
            token.word = "the";
        }
    }
    out.heard.push_back("language: " + language.name);
}

void set_confidence(Understood& out, std::vector<Token> const& tokens, Lexicon const& lexicon, bool from_emoji) {
    double content = 0;
    double understood = 0;
    std::vector<std::string> unknown;
    for (auto const& token : tokens) {
        if (is_stopword(lexicon, token) && !token.understood) continue;
        content += 1;
        if (token.understood) understood += 1;
        else unknown.push_back(token.original);
    }
    auto const share = content > 0 ? understood / content : 0;
    bool const named = std::any_of(out.genres.begin(), out.genres.end(), [](auto const& g) { return g.second >= 3; });
    out.confidence = std::clamp(0.15 + 0.6 * share + (named ? 0.2 : 0.0) - 0.08 * static_cast<double>(out.tensions.size()),
                                0.1, 0.98);
    if (from_emoji) out.confidence = std::min(out.confidence, 0.3);
    if (out.language != "en") out.confidence *= 0.9;
    out.confidence = std::round(out.confidence * 100) / 100;
    if (unknown.size() > 8) unknown.resize(8);
    if (!unknown.empty()) out.assumptions.push_back("not understood and left out: " + text::join(unknown, ", "));
    if (understood == 0) out.assumptions.push_back("nothing in the prompt was recognised; everything was chosen freely");
}

}  // namespace

Result<Understood> understand(std::string_view prompt, Banks const& banks, GenreTable const& genres) {
    Understood out;
    out.prompt = TRY(clean_prompt(prompt));
    auto readable = out.prompt;
    bool const from_emoji = !has_letter(readable) && !has_foreign_letters(readable);
    if (from_emoji) {
        readable = words_of_emoji(readable, banks.lexicon);
        if (readable.empty())
            return fail(ErrorCode::invalid_input, "prompt: holds no words that can be read; describe the artist in words");
        out.heard.push_back("symbols read as: " + std::string(text::trim(readable)));
    }
    auto tokens = tokens_of(readable);
    TRY(refuse(tokens, banks.lexicon));
    drop_imitation(tokens, out);
    take_name(tokens, readable, out);
    translate(tokens, banks, out);
    TRY(refuse(tokens, banks.lexicon));
    PromptReader reader(tokens, banks, genres, out);
    reader.read();
    set_confidence(out, tokens, banks.lexicon, from_emoji);
    return out;
}

}  // namespace troupe::writing::impl
