#include "writing/impl/imitation.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "writing/impl/word_meaning.hpp"

namespace troupe::writing::impl {
namespace {

constexpr std::size_t longest_name = 5;
constexpr double model_evidence = 3.2;  ///< a genre, unless another one is named

Words const joins{"and", "or", "meets", "x", "vs", "versus", "y", "e", "und", "et", "with", "trifft", "rencontre", "incontra", "encontra"};
/// What makes a name of the word before it, even of "Queen".
Words const tails{"meets", "type", "style", "esque", "like", "ish", "vibes", "vibe", "inspired", "influenced", "influences", "sound", "trifft", "rencontre", "incontra"};
/// Words that open a phrase and no name, whatever their first letter.
Words const openers{"a", "an", "the", "some", "something", "someone", "my", "your", "his", "her", "their", "our", "this", "that", "it", "in", "on"};

/// Where every word has a capital, capitals say nothing.
bool capitals_tell(std::vector<Token> const& tokens) {
    auto const capitals = std::count_if(tokens.begin(), tokens.end(), [](auto const& token) { return token.capital; });
    return tokens.size() < 3 || capitals * 10 < static_cast<std::ptrdiff_t>(tokens.size()) * 7;
}

class ModelTaker {
public:
    ModelTaker(std::vector<Token>& tokens, Banks const& banks, Vocabulary const& vocabulary, WordNet const& net)
        : tokens_(tokens), banks_(banks), vocabulary_(vocabulary), net_(net), capitals_(capitals_tell(tokens)),
          gone_(tokens.size()) {}

    void take(Understood& out) {
        take_known();
        for (auto const& lead : banks_.lexicon.model_leads)
            for (auto at = find_phrase(tokens_, lead); at != std::string::npos; at = find_phrase(tokens_, lead, at + 1))
                take_after(at, lead.size());
        for (std::size_t at = 1; at + 1 < tokens_.size(); ++at)
            if (tokens_[at].word == "meets") take_both_sides(at);
        if (std::find(gone_.begin(), gone_.end(), true) == gone_.end()) return;
        report(out);
        drop();
    }

private:
    bool has_tail(std::size_t after) const { return after < tokens_.size() && tails.contains(tokens_[after].word); }

    bool has_lead(std::size_t at) const {
        return std::any_of(banks_.lexicon.model_leads.begin(), banks_.lexicon.model_leads.end(), [&](auto const& lead) {
            return at >= lead.size() && find_phrase(tokens_, lead, at - lead.size()) == at - lead.size();
        });
    }

    bool opens_sentence(std::size_t at) const { return at == 0 || tokens_[at - 1].ends_sentence; }

    /// Names of the list, wherever they stand; those that are words too only where they must be names.
    void take_known() {
        for (std::size_t at = 0; at < tokens_.size(); ++at)
            for (auto count = std::min(longest_name, tokens_.size() - at); count > 0; --count) {
                auto const known = banks_.known_artists.find(words_at(tokens_, at, count));
                if (known == banks_.known_artists.end()) continue;
                if (count == 1 && !is_surely_a_name(at)) continue;
                hear(known->second.genre);
                mark(at, count);
                at += count - 1;
                break;
            }
    }

    bool is_surely_a_name(std::size_t at) const {
        auto const& token = tokens_[at];
        if (vocabulary_.is_named_thing(token.word)) return false;
        bool const in_place = has_lead(at) || has_tail(at + 1) || (at > 1 && gone_[at - 2] && joins.contains(tokens_[at - 1].word));
        if (in_place && (token.capital || !vocabulary_.is_english(token.word))) return true;
        if (vocabulary_.is_known(token.word)) return false;
        return (capitals_ && token.capital && !opens_sentence(at)) || !is_word(token.word);
    }

    bool is_word(std::string const& word) const { return is_dictionary_word(word, net_, banks_.lexicon.endings); }

    /// How many words from here on look like a name that nobody told us; 0 when the first does not.
    std::size_t name_length(std::size_t first, bool may_be_small) const {
        auto last = first;
        while (last < tokens_.size() && last - first < longest_name && !gone_[last] && looks_like_name(last, may_be_small)) {
            if (tokens_[last++].ends_clause) break;
        }
        auto const count = last - first;
        if (count == 0 || vocabulary_.is_named_thing(words_at(tokens_, first, count)) || vocabulary_.is_named_thing(tokens_[first].word)) return 0;
        if (count == 1 && vocabulary_.is_known(tokens_[first].word)) return 0;
        return count;
    }

    bool looks_like_name(std::size_t at, bool may_be_small) const {
        auto const& token = tokens_[at];
        if (capitals_ && token.capital && !(openers.contains(token.word) && token.word != "the")) return true;
        return may_be_small && !vocabulary_.is_known(token.word) && !is_word(token.word);
    }

    void take_after(std::size_t lead, std::size_t count) {
        auto at = lead + count;
        bool took = at < gone_.size() && gone_[at];
        while (at < tokens_.size()) {
            auto const name = gone_[at] ? gone_run(at) : name_length(at, true);
            if (name == 0) break;
            took = true;
            mark(at, name);
            at += name;
            if (at + 1 >= tokens_.size() || !joins.contains(tokens_[at].word) || (!gone_[at + 1] && name_length(at + 1, false) == 0)) break;
            mark(at++, 1);
        }
        if (took) mark(lead, count);
    }

    std::size_t gone_run(std::size_t at) const {
        auto last = at;
        while (last < gone_.size() && gone_[last]) ++last;
        return last - at;
    }

    void take_both_sides(std::size_t middle) {
        auto first = middle;
        while (first > 0 && middle - first < longest_name && !gone_[first - 1] && !opens_sentence(first) && looks_like_name(first - 1, false)) --first;
        auto const before = middle - first;
        if (before > 0 && name_length(first, false) >= before) mark(first, before);
        if (auto const after = name_length(middle + 1, false)) mark(middle + 1, after);
        if (gone_[middle - 1] || gone_[middle + 1]) mark(middle, 1);
    }

    void mark(std::size_t first, std::size_t count) {
        for (auto i = first; i < std::min(first + count, gone_.size()); ++i) gone_[i] = true;
    }

    void hear(std::string const& genre) {
        if (std::find(genres_.begin(), genres_.end(), genre) == genres_.end()) genres_.push_back(genre);
    }

    void report(Understood& out) const {
        for (auto const& genre : genres_) {
            out.genres[genre] += model_evidence / static_cast<double>(genres_.size());
            out.models.push_back(genre);
        }
        out.assumptions.emplace_back("a named model was left out: nobody is imitated, only the other words and the style count");
    }

    void drop() {
        std::vector<Token> kept;
        for (std::size_t i = 0; i < tokens_.size(); ++i)
            if (!gone_[i]) kept.push_back(tokens_[i]);
            else if (!kept.empty() && tokens_[i].ends_clause) kept.back().ends_clause = true;
        tokens_ = std::move(kept);
    }

    std::vector<Token>& tokens_;
    Banks const& banks_;
    Vocabulary const& vocabulary_;
    WordNet const& net_;
    bool capitals_;
    std::vector<bool> gone_;
    std::vector<std::string> genres_;
};

/// A stretch of tokens that is a name, as it is written.
struct GivenName {
    std::string text;
    std::size_t last = 0;  ///< the token after it
};

GivenName quoted_name(std::vector<Token> const& tokens, std::string_view prompt, std::size_t lead) {
    auto const quote = prompt.find('"', prompt.find(tokens[lead].original));
    auto const end = quote == std::string_view::npos ? quote : prompt.find('"', quote + 1);
    if (end == std::string_view::npos) return {};
    auto const text = prompt.substr(quote + 1, end - quote - 1);
    auto const words = phrase_words(text);
    // The quotes must follow the lead: those of another sentence name something else.
    if (words.empty() || find_phrase(tokens, words, lead) != lead + 1) return {};
    return {std::string(text::trim(text)), lead + 1 + words.size()};
}

GivenName plain_name(std::vector<Token> const& tokens, std::size_t first, Vocabulary const& vocabulary) {
    GivenName name{.last = first};
    bool const has_capital = first < tokens.size() && tokens[first].capital;
    bool is_new = has_capital;
    while (name.last < tokens.size() && name.last - first < 4) {
        auto const& token = tokens[name.last];
        // "called slow turbine": small letters go on until a word that only joins.
        if (has_capital ? !token.capital : openers.contains(token.word) || joins.contains(token.word) || token.word == "from" || token.word == "who") break;
        is_new = is_new || !vocabulary.is_known(token.word);
        name.text += (name.text.empty() ? "" : " ") + (has_capital ? token.original : text::capitalised(token.original));
        if (tokens[name.last++].ends_clause) break;
    }
    return is_new ? name : GivenName{};
}

}  // namespace

void take_models(std::vector<Token>& tokens, Banks const& banks, Vocabulary const& vocabulary, WordNet const& net,
                 Understood& out) {
    ModelTaker(tokens, banks, vocabulary, net).take(out);
}

Result<void> take_name(std::vector<Token>& tokens, std::string_view prompt, Banks const& banks,
                       Vocabulary const& vocabulary, Understood& out) {
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        auto const is_lead = [&](auto const& lead) { return find_phrase(tokens, lead, at) == at; };
        if (tokens[at].ends_sentence || std::none_of(banks.lexicon.name_leads.begin(), banks.lexicon.name_leads.end(), is_lead)) continue;
        auto name = quoted_name(tokens, prompt, at);
        if (name.text.empty()) name = plain_name(tokens, at + 1, vocabulary);
        if (name.text.empty() || text::length(name.text) > 80) continue;
        if (banks.known_artists.contains(phrase_of(name.text)))
            return fail(ErrorCode::invalid_input, "prompt: '" + name.text + "' is the name of a known artist; ask for another name");
        out.name = name.text;
        out.heard.push_back("name: " + name.text);
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at),
                     tokens.begin() + static_cast<std::ptrdiff_t>(std::min(name.last, tokens.size())));
        return {};
    }
    return {};
}

}  // namespace troupe::writing::impl
