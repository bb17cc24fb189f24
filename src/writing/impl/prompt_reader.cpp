#include "writing/impl/prompt_reader.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

bool contains(std::vector<std::string> const& list, std::string const& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

void add_once(std::vector<std::string>& list, std::string item) {
    if (!contains(list, item)) list.push_back(std::move(item));
}

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

bool is_number(std::string const& word) {
    return !word.empty() && word.size() <= 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Words that end a list of subjects: "about trains with a choir".
std::vector<std::string> const subject_ends{"with", "who", "that", "which", "featuring", "from", "for", "in", "made",
                                            "using", "played", "sung", "over", "at", "by", "without", "no", "not"};

}  // namespace

void drop_imitation(std::vector<Token>& tokens, Understood& out) {
    struct Lead {
        std::vector<std::string> words;
        bool name_only;  ///< drop only what is written like a name
    };
    static std::vector<Lead> const leads{{{"in", "the", "style", "of"}, false}, {{"in", "the", "vein", "of"}, false},
                                         {{"sounds", "like"}, true}, {{"sound", "like"}, true}, {{"similar", "to"}, true},
                                         {{"inspired", "by"}, true}, {{"reminiscent", "of"}, true}, {{"like"}, true}};
    for (auto const& lead : leads) {
        auto const at = find_phrase(tokens, lead.words);
        if (at == std::string::npos) continue;
        auto const first = at + lead.words.size();
        auto last = first;
        while (last < tokens.size() && tokens[last].capital && last - first < 5 && (last == first || !tokens[last - 1].ends_clause)) ++last;
        if (last == first) continue;
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at), tokens.begin() + static_cast<std::ptrdiff_t>(last));
        out.assumptions.emplace_back("a named model was left out: nobody is imitated, only the other words count");
    }
}

void take_name(std::vector<Token>& tokens, std::string_view prompt, Understood& out) {
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        if (tokens[at].word != "named" && tokens[at].word != "called") continue;
        std::string name;
        auto const quote = prompt.find('"', prompt.find(tokens[at].original));
        auto const end = quote == std::string_view::npos ? quote : prompt.find('"', quote + 1);
        auto last = at + 1;
        if (end != std::string_view::npos) {
            name = std::string(prompt.substr(quote + 1, end - quote - 1));
            last += phrase_words(name).size();
        } else {
            while (last < tokens.size() && tokens[last].capital && last - at <= 4) {
                name += (name.empty() ? "" : " ") + tokens[last].original;
                if (tokens[last++].ends_clause) break;
            }
        }
        if (name.empty() || text::length(name) > 80) continue;
        out.name = name;
        out.heard.push_back("name: " + name);
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at),
                     tokens.begin() + static_cast<std::ptrdiff_t>(std::min(last, tokens.size())));
        return;
    }
}

void PromptReader::read() {
    read_subjects();
    read_negations();
    read_tempo();
    read_genres();
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
    for (auto i = first; i < first + count && i < tokens_.size(); ++i) words.push_back(tokens_[i].original);
    return text::join(words, " ");
}

bool PromptReader::known_noun(std::vector<std::string> const& nouns, std::size_t at) const {
    return at < tokens_.size() && contains(nouns, tokens_[at].word);
}

void PromptReader::add_subject(std::size_t first, std::size_t last) {
    while (first < last && (tokens_[first].word == "the" || tokens_[first].word == "and")) {
        if (tokens_[first].word == "the" && last - first == 2) break;  // "the sea" keeps its article
        ++first;
    }
    if (first >= last || last - first > 5 || out_.subjects.size() >= 4) return;
    std::vector<std::string> words;
    for (auto i = first; i < last; ++i) {
        auto const& word = tokens_[i].word;
        if (word == "his" || word == "her" || word == "their" || word == "my") words.emplace_back("a");
        else words.push_back(tokens_[i].capital && i > 0 ? tokens_[i].original : tokens_[i].word);
    }
    if (words.back() == "a" || words.back() == "the") return;
    // "about trains, female voice, 90 bpm": what follows the comma need not be a subject.
    for (auto i = first; i < last; ++i)
        if (tokens_[i].word == "bpm" || contains(lexicon_.voice_nouns, tokens_[i].word) || lexicon_.vocals.contains(tokens_[i].word) ||
            contains(lexicon_.voice_kinds, tokens_[i].word) || lexicon_.families.contains(tokens_[i].word) || is_genre_word(tokens_[i].word))
            return;
    // "about trains, quiet": a lone word of character is no subject.
    bool const character = last - first == 1 && lexicon_.axes.contains(tokens_[first].word) && !lexicon_.topics.contains(tokens_[first].word);
    if (character && !out_.subjects.empty()) return;
    for (auto i = first; i < last; ++i)
        if (auto const topic = lexicon_.topics.find(tokens_[i].word); topic != lexicon_.topics.end())
            add_once(out_.topics, topic->second);
    mark(first, last - first);
    add_once(out_.subjects, text::join(words, " "));
}

bool PromptReader::is_genre_word(std::string const& word) const {
    return std::any_of(genres_.begin(), genres_.end(), [&](auto const& genre) { return contains(genre.second.aliases, word); });
}

void PromptReader::read_subjects() {
    auto const about = find_phrase(tokens_, {"about"});
    if (about == std::string::npos) return;
    tokens_[about].understood = true;
    auto first = about + 1;
    for (auto at = first; at <= tokens_.size(); ++at) {
        bool const over = at == tokens_.size() || contains(subject_ends, tokens_[at].word);
        if (over || tokens_[at].word == "and" || (at > first && tokens_[at - 1].ends_clause)) {
            add_subject(first, at);
            first = over || tokens_[at].word != "and" ? at : at + 1;
        }
        if (over || (at > about && tokens_[at].ends_clause && at + 2 < tokens_.size() && tokens_[at + 1].capital)) break;
    }
    for (auto const& subject : out_.subjects) out_.heard.push_back("subject: " + subject);
}

/// "no vocals", "minimal public presence", "not happy": marks what is denied, three words ahead within the clause.
void PromptReader::read_negations() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        bool const denies = contains(lexicon_.negators, tokens_[at].word);
        bool const reduces = contains(lexicon_.reducers, tokens_[at].word);
        if (!denies && !reduces) continue;
        for (auto next = at + 1; next < tokens_.size() && next <= at + 3; ++next) {
            bool const public_noun = known_noun(lexicon_.public_nouns, next);
            bool const voice_noun = known_noun(lexicon_.voice_nouns, next);
            if (public_noun && !tokens_[next].negated) {
                down_[Axis::publicness] += 0.8;
                tokens_[at].understood = tokens_[at].spent = tokens_[next].understood = tokens_[next].negated = true;
                auto last = next;
                for (; last < at + 3 && known_noun(lexicon_.public_nouns, last + 1); ++last)
                    tokens_[last + 1].understood = tokens_[last + 1].negated = true;
                add_once(out_.heard, "public presence: low (from '" + said(at, last - at + 1) + "')");
            } else if (voice_noun) {
                out_.vocals = "none";
                tokens_[at].understood = tokens_[at].spent = tokens_[next].understood = tokens_[next].negated = true;
                add_once(out_.heard, "vocals: none (from '" + said(at, next - at + 1) + "')");
            } else if (denies) {
                tokens_[next].negated = true;
            }
            if (tokens_[next].ends_clause || tokens_[next].word == "but") break;
        }
    }
}

void PromptReader::read_tempo() {
    for (std::size_t at = 1; at < tokens_.size(); ++at) {
        if (tokens_[at].word != "bpm" || !is_number(tokens_[at - 1].word)) continue;
        auto const high = std::atoi(tokens_[at - 1].word.c_str());
        auto low = high;
        if (at > 1 && is_number(tokens_[at - 2].word)) low = std::atoi(tokens_[at - 2].word.c_str());
        if (low < 40 || high > 240 || low > high) {
            out_.assumptions.push_back("tempo " + said(at - 1, 2) + " is outside 40 to 240 and was left out");
            continue;
        }
        mark(at - (low == high ? 1 : 2), low == high ? 2 : 3);
        out_.bpm = {low, high};
        out_.heard.push_back("tempo: " + std::to_string(low) + (low == high ? "" : " to " + std::to_string(high)) + " BPM");
    }
    for (auto& token : tokens_) {
        if (token.word.size() < 5 || !token.word.ends_with("bpm")) continue;
        auto const number = token.word.substr(0, token.word.size() - 3);
        if (!is_number(number) || std::atoi(number.c_str()) < 40 || std::atoi(number.c_str()) > 240) continue;
        token.understood = true;
        out_.bpm = {std::atoi(number.c_str()), std::atoi(number.c_str())};
        out_.heard.push_back("tempo: " + number + " BPM");
    }
}

void PromptReader::read_alias(std::string const& id, std::string const& alias, bool stand_in) {
    auto const words = phrase_words(alias);
    auto const at = find_phrase(tokens_, words);
    if (at == std::string::npos || tokens_[at].understood) return;
    auto const quoted = said(at, words.size());
    auto const name = genres_.find(id)->second.name;
    if (tokens_[at].negated) {
        out_.genres[id] -= 5;
        out_.heard.push_back("genre: not " + name + " (from '" + quoted + "')");
    } else {
        // The first genre named is the home; later ones colour it.
        out_.genres[id] += stand_in ? 3 : 4 - 0.1 * static_cast<double>(std::min<std::size_t>(at, 9));
        out_.heard.push_back("genre: " + name + " (from '" + quoted + "')");
        if (stand_in) out_.assumptions.push_back("there is no " + quoted + " here; " + name + " is the nearest");
    }
    mark(at, words.size());
}

void PromptReader::read_genres() {
    for (auto const& alias : aliases_of(genres_)) read_alias(alias.id, alias.alias, alias.stand_in);
    for (auto const& [id, genre] : genres_)
        for (auto const& hint : genre.hints) {
            auto const words = phrase_words(hint);
            auto const at = find_phrase(tokens_, words);
            if (at == std::string::npos || tokens_[at].negated) continue;
            out_.genres[id] += 0.45;
            mark(at, words.size());
        }
}

void PromptReader::read_vocals() {
    for (auto const& [word, kind] : lexicon_.vocals) {
        auto const words = phrase_words(word);
        auto const at = find_phrase(tokens_, words);
        if (at == std::string::npos) continue;
        mark(at, words.size());
        if (tokens_[at].negated || out_.vocals == "none") continue;
        if (kind != "none" && out_.vocals == "rapped") continue;
        out_.vocals = kind;
        add_once(out_.heard, "vocals: " + kind + " (from '" + said(at, words.size()) + "')");
    }
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        if (!contains(lexicon_.voice_kinds, tokens_[at].word)) continue;
        bool const about_voice = known_noun(lexicon_.voice_nouns, at + 1) || known_noun(lexicon_.voice_nouns, at + 2) ||
                                 (at + 1 < tokens_.size() && lexicon_.vocals.contains(tokens_[at + 1].word));
        if (!about_voice) continue;
        mark(at, 1);
        out_.voice_kind = tokens_[at].word;
        out_.heard.push_back("voice: " + tokens_[at].word);
    }
}

void PromptReader::read_places() {
    for (auto const& place : banks_.of("home")) {
        auto const words = phrase_words(place.form("name"));
        auto const at = find_phrase(tokens_, words);
        if (at == std::string::npos || tokens_[at].negated || !tokens_[at].capital) continue;
        mark(at, words.size());
        out_.place = place.id;
        out_.heard.push_back("home: " + place.form("name"));
        return;
    }
    for (auto const& [word, code] : lexicon_.countries) {
        auto const words = phrase_words(word);
        auto const at = find_phrase(tokens_, words);
        if (at == std::string::npos || tokens_[at].negated || (at > 1 && tokens_[at].understood)) continue;
        mark(at, words.size());
        out_.country = code;
        add_once(out_.heard, "country: " + code + " (from '" + said(at, words.size()) + "')");
    }
    auto const from = find_phrase(tokens_, {"from"});
    if (out_.country || from == std::string::npos || from + 1 >= tokens_.size() || !tokens_[from + 1].capital) return;
    out_.assumptions.push_back("the place '" + tokens_[from + 1].original + "' is not in the place table; another home was chosen");
    mark(from + 1, 1);
}

void PromptReader::read_families() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        if (contains(lexicon_.groups, tokens_[at].word) && !tokens_[at].negated) {
            out_.is_group = true;
            mark(at, 1);
            add_once(out_.heard, "a group (from '" + tokens_[at].original + "')");
        }
        auto const family = lexicon_.families.find(tokens_[at].word);
        if (family == lexicon_.families.end() || tokens_[at].negated) continue;
        mark(at, 1);
        if (!out_.family) out_.heard.push_back("family: " + family->second + " (from '" + tokens_[at].original + "')");
        if (!out_.family) out_.family = family->second;
    }
}

void PromptReader::read_instruments() {
    for (auto const& instrument : lexicon_.instruments) {
        auto const words = phrase_words(instrument);
        auto const at = find_phrase(tokens_, words);
        if (at == std::string::npos || tokens_[at].negated || out_.instruments.size() >= 4) continue;
        mark(at, words.size());
        out_.instruments.push_back(instrument);
        out_.heard.push_back("instrument: " + instrument);
    }
}

void PromptReader::settle_axis(std::size_t axis, double up, double down) {
    auto const name = std::string(axis_names[axis]);
    if (up >= 0.45 && down >= 0.45) {
        out_.tensions.push_back(axis);
        std::stable_sort(out_.tensions.begin(), out_.tensions.end(), [this](auto a, auto b) {
            return std::min(up_[a], down_[a]) > std::min(up_[b], down_[b]);
        });
        // Never averaged: the stronger side stays, a fact speaks for the other.
        out_.axes[axis] = (up > down ? 1 : -1) * 0.55;
        return;
    }
    out_.axes[axis] = std::clamp(up - down, -1.0, 1.0);
}

void PromptReader::read_axes() {
    for (auto const& [word, entries] : lexicon_.axes) {
        auto const words = phrase_words(word);
        for (auto at = find_phrase(tokens_, words); at != std::string::npos; at = find_phrase(tokens_, words, at + 1)) {
            if (tokens_[at].spent || (known_noun(lexicon_.public_nouns, at) && tokens_[at].negated)) continue;
            auto const& dominant = *std::max_element(entries.begin(), entries.end(), [](auto const& a, auto const& b) {
                return std::abs(a.value) < std::abs(b.value);
            });
            bool const intense = at > 0 && (tokens_[at - 1].word == "very" || tokens_[at - 1].word == "extremely");
            for (auto const& entry : entries) {
                if (tokens_[at].negated && entry.axis != dominant.axis) continue;
                auto const value = entry.value * (tokens_[at].negated ? -0.8 : 1) * (intense ? 1.3 : 1);
                (value > 0 ? up_ : down_)[entry.axis] += std::abs(value);
            }
            mark(at, words.size());
            if (tokens_[at].negated) add_once(out_.heard, "not " + said(at, words.size()));
        }
    }
    for (std::size_t axis = 0; axis < up_.size(); ++axis) settle_axis(axis, up_[axis], down_[axis]);
    for (std::size_t axis = 0; axis < up_.size(); ++axis)
        if (std::abs(out_.axes[axis]) >= 0.3)
            out_.heard.push_back(std::string(axis_names[axis]) + ": " + (out_.axes[axis] > 0 ? "high" : "low"));
}

}  // namespace troupe::writing::impl
