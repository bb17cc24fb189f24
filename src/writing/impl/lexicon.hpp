#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "writing/impl/axes.hpp"

/// The words that prompts are read with: data/writing/lexicon.json, languages/, refusals.json and known_artists.json.
/// All of them are in lower case without accents ("folded", see prompt.hpp), and phrases have spaces for hyphens.
namespace troupe::writing::impl {

using Words = std::set<std::string, std::less<>>;
template <class T>
using WordMap = std::map<std::string, T, std::less<>>;

struct LexiconEntry {
    std::size_t axis = 0;
    double value = 0;  ///< -1..1
};

/// "ies" becomes "y": what an ending of an inflected word stands for in the form that is listed.
using Endings = std::vector<std::pair<std::string, std::string>>;

struct Lexicon {
    WordMap<std::vector<LexiconEntry>> axes;  ///< by word or phrase
    Words negators;       ///< "never": denies what follows
    Words noun_negators;  ///< "without": denies the next thing alone; negators too
    Words reducers;       ///< "minimal": denies a public noun or a voice, is a style before anything else
    WordMap<double> degrees;  ///< "slightly": 0.5
    Words public_nouns, voice_nouns, voice_kinds, groups, stopwords;
    std::vector<std::string> instruments;
    WordMap<std::string> vocals;     ///< word to kind
    WordMap<std::string> families;   ///< word to family
    WordMap<std::string> topics;     ///< word to tag
    WordMap<std::string> countries;  ///< word to ISO 3166-1 alpha-2
    std::map<std::string, std::string, std::less<>> emoji;  ///< emoji to word
    Endings endings;
    std::vector<std::vector<std::string>> name_leads;   ///< "named": a name for the artist follows
    std::vector<std::vector<std::string>> model_leads;  ///< "in the style of": the name of a model may follow
};

/// How a language's words lead to English ones.
struct Language {
    std::string name;
    Words articles;
    Words fillers;   ///< say nothing by themselves and are left out
    Words elisions;  ///< "l" of "l'amour"
    Endings endings;
    WordMap<std::string> tails;  ///< "musik" of "nachtmusik", to English
    WordMap<std::string> words;  ///< words and phrases to English
};

/// What is not written for anybody. It holds when one word of every set of `all` stands within `within` words (in that
/// order, with nothing but `between` words in between, when `ordered`), unless a word of the same sentence says that it is
/// meant otherwise: one of `unless` near it, or one of `unless_before` shortly before it.
struct Refusal {
    std::string reason;
    std::vector<Words> all;
    Words unless;
    Words unless_before;
    Words between;
    int within = 6;
    bool ordered = false;
};

/// A real artist: heard as a style, never named.
struct KnownArtist {
    std::string genre;
    bool is_one_word = false;  ///< "Queen": only after a word like "like", or written as a name
};

/// The word, or the listed form that its endings lead to; the map's end when there is none.
template <class Map>
[[nodiscard]] auto find_inflected(Map const& map, std::string_view word, Endings const& endings) {
    auto found = map.find(word);
    if (found != map.end()) return found;
    for (auto const& [ending, stands_for] : endings) {
        if (word.size() < ending.size() + 3 || !word.ends_with(ending)) continue;
        auto const stem = std::string(word.substr(0, word.size() - ending.size()));
        found = map.find(stem + stands_for);
        if (found != map.end()) return found;
        // "stopped", "sunny": a doubled consonant before the ending.
        auto const doubled = stem.size() > 3 && stem.back() == stem[stem.size() - 2];
        if (doubled) found = map.find(stem.substr(0, stem.size() - 1) + stands_for);
        if (found != map.end()) return found;
    }
    return map.end();
}

[[nodiscard]] Result<Lexicon> read_lexicon();
[[nodiscard]] Result<std::map<std::string, Language, std::less<>>> read_languages();
[[nodiscard]] Result<std::vector<Refusal>> read_refusals();
/// By folded name.
[[nodiscard]] Result<WordMap<KnownArtist>> read_known_artists();

}  // namespace troupe::writing::impl
