#include "writing/impl/lint_words.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "writing/impl/vocabulary.hpp"

namespace troupe::writing::impl {
namespace {

using Faults = std::vector<std::string>;

std::set<std::string> const vocal_kinds{"none", "sung", "rapped", "spoken", "choir", "vocoder"};
constexpr std::size_t longest_phrase = 3;  ///< words that the reader of axes and topics looks at together

std::size_t words_in(std::string_view phrase) { return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1; }

void check_axis_words(Lexicon const& lexicon, Faults& faults) {
    for (auto const& [word, entries] : lexicon.axes) {
        auto const where = "lexicon.json: axes: '" + word + "'";
        std::set<std::size_t> axes;
        for (auto const& entry : entries)
            if (!axes.insert(entry.axis).second) faults.push_back(where + ": stands twice on " + std::string(axis_names[entry.axis]));
        if (words_in(word) > longest_phrase) faults.push_back(where + ": is longer than three words");
    }
}

void check_kinds(Lexicon const& lexicon, GenreTable const& genres, std::set<std::string> const& themes, Faults& faults) {
    std::set<std::string> families;
    for (auto const& [id, genre] : genres) families.insert(genre.family);
    for (auto const& [word, tag] : lexicon.topics)
        if (!themes.contains(tag)) faults.push_back("lexicon.json: topic_tags: '" + word + "': unknown tag '" + tag + "'");
    for (auto const& [word, family] : lexicon.families)
        if (!families.contains(family)) faults.push_back("lexicon.json: families: '" + word + "': no genre is of '" + family + "'");
    for (auto const& [word, kind] : lexicon.vocals)
        if (!vocal_kinds.contains(kind)) faults.push_back("lexicon.json: vocals: '" + word + "': unknown kind '" + kind + "'");
    for (auto const& [word, code] : lexicon.countries)
        if (code.size() != 2 || !std::all_of(code.begin(), code.end(), [](unsigned char c) { return std::isupper(c) != 0; }))
            faults.push_back("lexicon.json: countries: '" + word + "': '" + code + "' is no country code");
    for (auto const& [word, degree] : lexicon.degrees)
        if (degree <= 0 || degree > 2) faults.push_back("lexicon.json: degrees: '" + word + "': not within 0 to 2");
}

/// Each word of `english` must be one that the reader of English does something with.
void check_target(std::string const& where, std::string const& english, Vocabulary const& vocabulary, Faults& faults) {
    if (vocabulary.is_named_thing(english)) return;
    for (auto const& word : text::split(english, ' '))
        if (!vocabulary.is_english(word)) faults.push_back(where + ": leads to '" + english + "', which is not read");
}

void check_language(std::string const& code, Language const& language, Vocabulary const& vocabulary, Faults& faults) {
    auto const file = "languages/" + code + ".json: ";
    for (auto const& [word, english] : language.words) {
        check_target(file + "'" + word + "'", english, vocabulary, faults);
        if (language.fillers.contains(word) || language.articles.contains(word))
            faults.push_back(file + "'" + word + "': is listed as a filler or an article too");
    }
    for (auto const& [tail, english] : language.tails) check_target(file + "tail '" + tail + "'", english, vocabulary, faults);
    if (language.words.size() < 400) faults.push_back(file + "needs 400 words or more");
}

void check_refusal(Refusal const& refusal, Faults& faults) {
    auto const where = "refusals.json: '" + refusal.reason + "'";
    if (refusal.reason.empty() || refusal.all.empty() || refusal.within < 1) faults.push_back(where + ": needs a reason, words and a reach");
    for (auto const& words : refusal.all) {
        if (words.empty()) faults.push_back(where + ": has an empty set of words");
        for (auto const& word : words)
            if (refusal.unless.contains(word)) faults.push_back(where + ": '" + word + "' refuses and excuses");
    }
}

}  // namespace

std::vector<std::string> lint_words(Banks const& banks, GenreTable const& genres, std::set<std::string> const& themes) {
    Faults faults;
    Vocabulary const vocabulary(banks, genres);
    check_axis_words(banks.lexicon, faults);
    check_kinds(banks.lexicon, genres, themes, faults);
    for (auto const& [symbol, word] : banks.lexicon.emoji) check_target("lexicon.json: emoji " + symbol, word, vocabulary, faults);
    for (auto const& [code, language] : banks.languages) check_language(code, language, vocabulary, faults);
    for (auto const& refusal : banks.refusals) check_refusal(refusal, faults);
    for (auto const& [name, artist] : banks.known_artists) {
        if (!genres.contains(artist.genre)) faults.push_back("known_artists.json: '" + name + "': there is no genre '" + artist.genre + "'");
        if (vocabulary.is_named_thing(name)) faults.push_back("known_artists.json: '" + name + "': is a place or a genre too");
    }
    return faults;
}

}  // namespace troupe::writing::impl
