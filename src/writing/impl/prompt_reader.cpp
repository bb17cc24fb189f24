#include "writing/impl/prompt_reader.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

constexpr std::size_t most_instruments = 4;
constexpr int slowest = 40;
constexpr int fastest = 240;

/// The genre aliases, longest first, so that "dub techno" is not read as "techno".
struct Alias {
    std::string id, alias;
    bool stand_in = false;
};

std::vector<Alias> aliases_of(GenreTable const& genres) {
    std::vector<Alias> aliases;
    for (auto const& [id, genre] : genres) {
        for (auto const& alias : genre.aliases) aliases.push_back({id, alias, false});
        for (auto const& alias : genre.nearest) aliases.push_back({id, alias, true});
    }
    std::stable_sort(aliases.begin(), aliases.end(),
                     [](auto const& a, auto const& b) { return a.alias.size() > b.alias.size(); });
    return aliases;
}

/// Up to three digits; -1 for anything else.
int number_of(std::string_view word) {
    if (word.empty() || word.size() > 3) return -1;
    int number = 0;
    for (auto const c : word) {
        if (c < '0' || c > '9') return -1;
        number = 10 * number + (c - '0');
    }
    return number;
}

}  // namespace

void PromptReader::read() {
    read_negations();
    read_tempo();
    read_subjects();
    read_genres();
    read_models();
    read_vocals();
    read_places();
    read_families();
    read_instruments();
    read_axes();
}

void PromptReader::mark(std::size_t first, std::size_t count) {
    for (auto i = first; i < first + count && i < tokens_.size(); ++i) tokens_[i].understood = true;
}

std::string PromptReader::said(std::size_t first, std::size_t count) const {
    std::vector<std::string> words;
    // One foreign word may stand for two English ones; it is quoted from its start.
    while (first > 0 && first < tokens_.size() && tokens_[first].original.empty()) --first, ++count;
    for (auto i = first; i < first + count && i < tokens_.size(); ++i)
        if (!tokens_[i].original.empty()) words.push_back(tokens_[i].original);
    return text::join(words, " ");
}

bool PromptReader::is_public_noun(std::size_t at) const { return at < tokens_.size() && lexicon_.public_nouns.contains(tokens_[at].word); }
bool PromptReader::is_voice_noun(std::size_t at) const { return at < tokens_.size() && lexicon_.voice_nouns.contains(tokens_[at].word); }

std::size_t PromptReader::match(Words const& words, std::size_t at) const {
    for (auto count = std::min<std::size_t>(3, tokens_.size() - at); count > 0; --count)
        if (words.contains(words_at(tokens_, at, count))) return count;
    return 0;
}

bool PromptReader::is_genre_word(std::string const& word) const {
    return std::any_of(genres_.begin(), genres_.end(), [&](auto const& genre) {
        auto const& aliases = genre.second.aliases;
        return std::find(aliases.begin(), aliases.end(), word) != aliases.end();
    });
}

/// "120 bpm", "118-124 bpm", "at 174bpm".
void PromptReader::read_tempo() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        auto const& word = tokens_[at].word;
        bool const joined = word.size() > 3 && word.ends_with("bpm");
        if (!joined && (word != "bpm" || at == 0)) continue;
        auto const number_at = joined ? at : at - 1;
        auto const high = number_of(joined ? std::string_view(word).substr(0, word.size() - 3) : std::string_view(tokens_[number_at].word));
        if (high < 0) continue;
        auto const before = number_at > 0 ? number_of(tokens_[number_at - 1].word) : -1;
        auto const low = before > 0 && before < high ? before : high;
        auto const first = low == high ? number_at : number_at - 1;
        mark(first, at - first + 1);
        if (low < slowest || high > fastest) {
            out_.assumptions.push_back("tempo " + said(first, at - first + 1) + " is outside 40 to 240 and was left out");
            continue;
        }
        out_.bpm = {low, high};
        out_.heard.push_back("tempo: " + std::to_string(low) + (low == high ? "" : " to " + std::to_string(high)) + " BPM");
    }
}

void PromptReader::read_alias(std::string const& id, std::string const& alias, bool stand_in) {
    auto const place = phrases_.find(alias);
    if (!place.found() || tokens_[place.at].understood) return;
    auto const quoted = said(place.at, place.count);
    auto const name = genres_.find(id)->second.name;
    if (tokens_[place.at].negated) {
        out_.genres[id] -= 5;
        out_.heard.push_back("genre: not " + name + " (from '" + quoted + "')");
    } else {
        // The first genre named is the home; later ones colour it.
        out_.genres[id] += stand_in ? 3 : 4 - 0.1 * static_cast<double>(std::min<std::size_t>(place.at, 9));
        out_.heard.push_back("genre: " + name + " (from '" + quoted + "')");
        if (stand_in) out_.assumptions.push_back("there is no " + quoted + " here; " + name + " is the nearest");
    }
    mark(place.at, place.count);
}

void PromptReader::read_genres() {
    for (auto const& alias : aliases_of(genres_)) read_alias(alias.id, alias.alias, alias.stand_in);
    for (auto const& [id, genre] : genres_)
        for (auto const& hint : genre.hints) {
            auto const place = phrases_.find(hint);
            if (!place.found() || tokens_[place.at].negated) continue;
            out_.genres[id] += 0.45;
            mark(place.at, place.count);
        }
}

/// The styles of the artists that were named as models; their names are gone by now.
void PromptReader::read_models() {
    for (auto const& id : out_.models)
        if (auto const genre = genres_.find(id); genre != genres_.end())
            add_once(out_.heard, "style of a named model: " + genre->second.name);
}

void PromptReader::read_vocals() {
    for (auto const& [word, kind] : lexicon_.vocals) {
        auto const place = phrases_.find(word);
        if (!place.found()) continue;
        mark(place.at, place.count);
        if (tokens_[place.at].negated || out_.vocals == "none") continue;
        if (kind != "none" && (out_.vocals == "rapped" || out_.vocals == kind)) continue;
        out_.vocals = kind;
        add_once(out_.heard, "vocals: " + kind + " (from '" + said(place.at, place.count) + "')");
    }
    read_voice_kind();
}

void PromptReader::read_voice_kind() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        if (is_voice_noun(at)) mark(at, 1);
        bool const is_low = tokens_[at].word == "low" && !tokens_[at].spent;
        if (!is_low && !lexicon_.voice_kinds.contains(tokens_[at].word)) continue;
        bool const about_voice = is_voice_noun(at + 1) || is_voice_noun(at + 2) ||
                                 (at + 1 < tokens_.size() && lexicon_.vocals.contains(tokens_[at + 1].word)) ||
                                 (at > 0 && tokens_[at].translated && is_voice_noun(at - 1));
        if (!about_voice || tokens_[at].negated) continue;
        mark(at, 1);
        out_.voice_kind = is_low ? "deep" : tokens_[at].word;
        out_.heard.push_back("voice: " + *out_.voice_kind);
    }
}

void PromptReader::read_places() {
    for (auto const& place : banks_.of("home")) {
        auto const found = phrases_.find(place.form("name"));
        if (!found.found() || tokens_[found.at].negated || (place.is_word && !tokens_[found.at].capital)) continue;
        mark(found.at, found.count);
        out_.place = place.id;
        out_.heard.push_back("home: " + place.form("name"));
        return;
    }
    read_countries();
    auto const from = find_phrase(tokens_, {"from"});
    if (out_.country || from == std::string::npos || from + 1 >= tokens_.size() || !tokens_[from + 1].capital || tokens_[from + 1].understood) return;
    out_.assumptions.push_back("the place '" + tokens_[from + 1].original + "' is not in the place table; another home was chosen");
    mark(from + 1, 1);
}

void PromptReader::read_countries() {
    for (auto const& [word, code] : lexicon_.countries) {
        auto const place = phrases_.find(word);
        if (!place.found() || tokens_[place.at].negated || (place.at > 1 && tokens_[place.at].understood)) continue;
        mark(place.at, place.count);
        auto const& homes = banks_.of("home");
        auto const quoted = said(place.at, place.count);
        if (std::none_of(homes.begin(), homes.end(), [&, &wanted = code](auto const& home) { return home.form("country") == wanted; })) {
            add_once(out_.assumptions, "there is no home in the country of '" + quoted + "' yet; another home was chosen");
            continue;
        }
        out_.country = code;
        add_once(out_.heard, "country: " + code + " (from '" + quoted + "')");
    }
}

void PromptReader::read_families() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        if (tokens_[at].negated) continue;
        if (lexicon_.groups.contains(tokens_[at].word)) {
            out_.is_group = true;
            mark(at, 1);
            add_once(out_.heard, "a group (from '" + tokens_[at].original + "')");
        }
        for (std::size_t count = std::min<std::size_t>(3, tokens_.size() - at); count > 0; --count) {
            auto const family = lexicon_.families.find(words_at(tokens_, at, count));
            if (family == lexicon_.families.end()) continue;
            mark(at, count);
            if (!out_.family) out_.heard.push_back("family: " + family->second + " (from '" + said(at, count) + "')");
            if (!out_.family) out_.family = family->second;
            break;
        }
    }
}

void PromptReader::read_instruments() {
    for (auto const& instrument : lexicon_.instruments) {
        auto const place = phrases_.find(instrument);
        if (!place.found() || tokens_[place.at].negated || out_.instruments.size() >= most_instruments) continue;
        mark(place.at, place.count);
        out_.instruments.push_back(instrument);
        out_.heard.push_back("instrument: " + instrument);
    }
}

}  // namespace troupe::writing::impl
