#include "writing/impl/translation.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "writing/impl/word_meaning.hpp"

namespace troupe::writing::impl {
namespace {

constexpr std::size_t longest_phrase = 4;

/// A script by its letters, the language tag it stands for, and its name.
struct Script {
    char32_t first = 0;
    char32_t last = 0;
    std::string_view tag, name;
};

constexpr std::array<Script, 13> scripts{{{0x370, 0x3FF, "el", "Greek"},
                                          {0x400, 0x52F, "und-Cyrl", "Cyrillic"},
                                          {0x530, 0x58F, "hy", "Armenian"},
                                          {0x590, 0x5FF, "he", "Hebrew"},
                                          {0x600, 0x77F, "und-Arab", "Arabic"},
                                          {0x900, 0x97F, "und-Deva", "Devanagari"},
                                          {0xE00, 0xE7F, "th", "Thai"},
                                          {0x10A0, 0x10FF, "ka", "Georgian"},
                                          {0x3040, 0x30FF, "ja", "Japanese"},
                                          {0x1100, 0x11FF, "ko", "Korean"},
                                          {0xAC00, 0xD7AF, "ko", "Korean"},
                                          {0x4E00, 0x9FFF, "und-Hani", "Han"},
                                          {0x1200, 0x137F, "und-Ethi", "Ethiopic"}}};

Script const* script_of(std::string_view word) {
    Script const* found = nullptr;
    for (auto const point : text::decode(word))
        for (auto const& script : scripts)
            // Kana tell Japanese from Chinese.
            if (point >= script.first && point <= script.last && (found == nullptr || script.tag == "ja")) found = &script;
    return found;
}

class Translator {
public:
    Translator(std::vector<Token> const& tokens, Language const& language) : language_(language) {
        for (auto const& token : tokens) add_parted(token);
    }

    /// How much of the prompt is in this language.
    double score() const {
        double score = 0;
        for (std::size_t at = 0; at < tokens_.size();) {
            auto const found = look_up(at);
            auto const same = found.english == words_at(tokens_, at, found.count);
            if (found.count > 0) score += same ? 0 : 1.2 * static_cast<double>(found.count);
            else if (is_small(tokens_[at].word)) score += 1;
            at += std::max<std::size_t>(found.count, 1);
        }
        return score;
    }

    std::vector<Token> english() const {
        std::vector<Token> out;
        for (std::size_t at = 0; at < tokens_.size();) {
            auto const found = look_up(at);
            auto const count = std::max<std::size_t>(found.count, 1);
            if (found.count > 0) append(out, found, at);
            else if (language_.articles.contains(tokens_[at].word)) append(out, {"the", 1}, at);
            else if (!is_small(tokens_[at].word)) out.push_back(tokens_[at]);
            auto const& last = tokens_[at + count - 1];
            if (!out.empty()) {
                out.back().ends_clause = out.back().ends_clause || last.ends_clause;
                out.back().ends_sentence = out.back().ends_sentence || last.ends_sentence;
            }
            at += count;
        }
        return out;
    }

private:
    struct Found {
        std::string english;
        std::size_t count = 0;  ///< words that it stands for
    };

    bool is_small(std::string const& word) const { return language_.articles.contains(word) || language_.fillers.contains(word) || language_.elisions.contains(word); }

    /// "l'amour" is two words, "aujourd'hui" one.
    void add_parted(Token token) {
        auto const mark = token.word.find('\'');
        if (mark == std::string::npos || !language_.elisions.contains(token.word.substr(0, mark))) {
            tokens_.push_back(std::move(token));
            return;
        }
        auto small = token;
        small.word = token.word.substr(0, mark);
        small.original.clear();
        small.ends_clause = small.ends_sentence = false;
        tokens_.push_back(std::move(small));
        token.word.erase(0, mark + 1);
        tokens_.push_back(std::move(token));
    }

    /// The longest phrase that starts here, then the word itself, its listed form, its parts.
    Found look_up(std::size_t at) const {
        for (auto count = std::min(longest_phrase, tokens_.size() - at); count > 1; --count)
            if (auto const found = language_.words.find(words_at(tokens_, at, count)); found != language_.words.end())
                if (!parts_clause(at, count)) return {found->second, count};
        auto const& word = tokens_[at].word;
        if (auto const found = language_.words.find(word); found != language_.words.end()) return {found->second, 1};
        if (is_small(word)) return {};
        if (auto const found = find_inflected(language_.words, word, language_.endings); found != language_.words.end()) return {found->second, 1};
        auto parted = from_compound(word);
        return {parted, parted.empty() ? 0U : 1U};
    }

    bool parts_clause(std::size_t at, std::size_t count) const {
        for (auto i = at; i + 1 < at + count; ++i)
            if (tokens_[i].ends_clause) return true;
        return false;
    }

    /// "nachtmusik": a known word before a known tail, with or without an s between them.
    std::string from_compound(std::string const& word) const {
        for (auto const& [tail, english] : language_.tails) {
            if (word.size() < tail.size() + 3 || !word.ends_with(tail)) continue;
            auto head = word.substr(0, word.size() - tail.size());
            for (int cut = 0; cut < 2 && head.size() >= 3; ++cut, head.pop_back())
                if (auto const found = find_inflected(language_.words, head, language_.endings); found != language_.words.end()) return found->second + " " + english;
        }
        return {};
    }

    void append(std::vector<Token>& out, Found const& found, std::size_t at) const {
        std::vector<std::string> originals;
        for (auto i = at; i < at + found.count; ++i)
            if (!tokens_[i].original.empty()) originals.push_back(tokens_[i].original);
        auto original = text::join(originals, " ");
        for (auto const& word : text::split(found.english, ' ')) {
            auto const same = word == fold(original);
            // A name that is the same in both languages keeps its capital.
            out.push_back({.word = word, .original = std::move(original), .capital = same && tokens_[at].capital, .translated = !same});
            original.clear();
        }
    }

    Language const& language_;
    std::vector<Token> tokens_;
};

double english_score(std::vector<Token> const& tokens, Vocabulary const& vocabulary) {
    return static_cast<double>(std::count_if(tokens.begin(), tokens.end(), [&](auto const& token) { return vocabulary.is_english(token.word); }));
}

/// Words that only WordNet knows, among the first of a prompt.
double rare_english(std::vector<Token> const& tokens, Banks const& banks, Vocabulary const& vocabulary, WordNet const& net) {
    auto const last = tokens.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(tokens.size(), 24));
    auto const count = std::count_if(tokens.begin(), last, [&](auto const& token) {
        return !vocabulary.is_english(token.word) && is_dictionary_word(token.word, net, banks.lexicon.endings);
    });
    return static_cast<double>(count) * static_cast<double>(tokens.size()) / static_cast<double>(last - tokens.begin());
}

/// Nothing but a script we cannot read, or hardly a word of any language we can.
void name_unread(std::vector<Token> const& tokens, double known, Understood& out) {
    std::map<Script const*, std::size_t> count;
    for (auto const& token : tokens)
        if (auto const* const script = script_of(token.word)) ++count[script];
    std::size_t foreign = 0;
    Script const* most = nullptr;
    for (auto const& [script, words] : count) {
        foreign += words;
        if (most == nullptr || words > count[most] || script->tag == "ja") most = script;
    }
    if (most != nullptr)
        out.assumptions.push_back("the " + std::string(most->name) + " script is not read; write in English, Spanish, German, French, Portuguese or Italian");
    if (most != nullptr && foreign * 2 > tokens.size()) {
        out.language = most->tag;
        return;
    }
    if (tokens.size() < 2 || known * 3 > static_cast<double>(tokens.size())) return;
    out.language = "und";
    out.assumptions.emplace_back("the language is not one that is read; write in English, Spanish, German, French, Portuguese or Italian");
}

}  // namespace

void translate(std::vector<Token>& tokens, Banks const& banks, Vocabulary const& vocabulary, WordNet const& net, Understood& out) {
    auto const english = english_score(tokens, vocabulary);
    // A word or two in common make no Swede a Spaniard.
    auto most = std::max(english, static_cast<double>(tokens.size()) / 3);
    std::string best;
    for (auto const& [code, language] : banks.languages)
        if (auto const score = Translator(tokens, language).score(); score > most) most = score, best = code;
    if (best.empty()) {
        name_unread(tokens, english + rare_english(tokens, banks, vocabulary, net), out);
        return;
    }
    auto const& language = banks.languages.find(best)->second;
    tokens = Translator(tokens, language).english();
    out.language = best;
    out.heard.push_back("language: " + language.name);
}

}  // namespace troupe::writing::impl
