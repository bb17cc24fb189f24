#include "writing/impl/vocabulary.hpp"

#include <algorithm>

#include "writing/impl/prompt.hpp"

namespace troupe::writing::impl {
namespace {

/// "dub techno" has the word "techno".
bool has_word(std::string_view phrase, std::string_view word) {
    for (auto at = phrase.find(word); at != std::string_view::npos; at = phrase.find(word, at + 1)) {
        auto const is_edge = [&](std::size_t i) { return i >= phrase.size() || phrase[i] == ' ' || phrase[i] == '-'; };
        if ((at == 0 || is_edge(at - 1)) && is_edge(at + word.size())) return true;
    }
    return false;
}

}  // namespace

bool Vocabulary::is_lexical(std::string_view word) const {
    auto const& lexicon = banks_.lexicon;
    auto const listed = [&](auto const& map) { return find_inflected(map, word, lexicon.endings) != map.end(); };
    return listed(lexicon.axes) || listed(lexicon.topics) || listed(lexicon.families) || listed(lexicon.vocals) ||
           lexicon.countries.contains(word) || lexicon.degrees.contains(word) || lexicon.public_nouns.contains(word) ||
           lexicon.voice_nouns.contains(word) || lexicon.voice_kinds.contains(word) || lexicon.groups.contains(word) ||
           lexicon.reducers.contains(word) ||
           std::any_of(lexicon.instruments.begin(), lexicon.instruments.end(), [&](auto const& name) { return has_word(name, word); });
}

bool Vocabulary::is_of_genre(std::string_view word) const {
    auto const in = [&](std::vector<std::string> const& list) {
        return std::any_of(list.begin(), list.end(), [&](auto const& phrase) { return has_word(phrase, word); });
    };
    return std::any_of(genres_.begin(), genres_.end(), [&](auto const& genre) {
        return in(genre.second.aliases) || in(genre.second.hints) || in(genre.second.nearest);
    });
}

bool Vocabulary::is_english(std::string_view word) const {
    auto const& lexicon = banks_.lexicon;
    return lexicon.stopwords.contains(word) || lexicon.negators.contains(word) || is_lexical(word) || is_of_genre(word);
}

bool Vocabulary::is_known(std::string_view word) const {
    if (is_english(word) || is_named_thing(word)) return true;
    return std::any_of(banks_.languages.begin(), banks_.languages.end(), [&](auto const& entry) {
        auto const& language = entry.second;
        return language.articles.contains(word) || language.fillers.contains(word) ||
               find_inflected(language.words, word, language.endings) != language.words.end();
    });
}

bool Vocabulary::is_named_thing(std::string_view phrase) const {
    if (banks_.lexicon.countries.contains(phrase)) return true;
    auto const& homes = banks_.of("home");
    if (std::any_of(homes.begin(), homes.end(), [&](auto const& home) { return phrase_of(home.form("name")) == phrase; })) return true;
    return std::any_of(genres_.begin(), genres_.end(), [&](auto const& genre) {
        return std::any_of(genre.second.aliases.begin(), genre.second.aliases.end(), [&](auto const& alias) { return phrase_of(alias) == phrase; });
    });
}

}  // namespace troupe::writing::impl
