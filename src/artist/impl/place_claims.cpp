#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "artist/impl/knowledge.hpp"
#include "artist/impl/word_lists.hpp"

namespace troupe::artist::impl {
namespace {

using Names = std::set<std::string, std::less<>>;

/// Capitals that name no place.
Names const& calendar() {
    static Names const words{
        "monday",   "tuesday",   "wednesday", "thursday", "friday", "saturday", "sunday",    "january", "february",
        "march",    "april",     "may",       "june",     "july",   "august",   "september", "october", "november",
        "december", "christmas", "easter",    "i",        "i'm",    "i've",     "uk",        "edm",     "idm",
        "dnb",      "r&b",       "tv",        "bpm",      "ep",     "lp",       "dj",        "mc",      "a",
        "b",        "c",         "d",         "e",        "f",      "g",        "ok",        "usb"};
    return words;
}

bool is_preposition(std::string_view word) {
    static Names const words{"in",      "from",   "to",  "at",      "near", "outside", "around", "of",
                             "through", "across", "via", "leaving", "left", "toward",  "towards"};
    return words.contains(word);
}

/// "a Finnish band" speaks of the artist; "Finnish birch" does not.
bool is_somebody(std::string_view word) {
    static Names const words{"artist",   "producer", "singer",  "songwriter", "band",    "duo",
                             "trio",     "musician", "project", "rapper",     "dj",      "act",
                             "composer", "pianist",  "group",   "newcomer",   "vocalist"};
    return words.contains(word);
}

class PlaceReader {
public:
    PlaceReader(Knowledge const& knowledge, Sentence const& sentence, Report& report)
        : knowledge_(knowledge),
          words_(sentence.words),
          report_(report),
          is_lower_(std::none_of(words_.begin(), words_.end(), [](Word const& word) { return word.is_capital; })) {
        auto const& territories = knowledge.profile.audience.territories;
        if (!territories.empty()) country_ = territories.front();
    }

    void read() {
        for (std::size_t at = 0; at < words_.size();) {
            auto const length = listed_at(at);
            if (length > 0)
                judge_listed(at, length);
            else
                judge_unlisted(at);
            at += std::max<std::size_t>(length, 1);
        }
    }

private:
    std::string joined(std::size_t at, std::size_t length) const {
        std::string name = words_[at].lower;
        for (std::size_t i = 1; i < length; ++i) name += " " + words_[at + i].lower;
        return name;
    }

    /// How many words at `at` are the longest place of the list.
    std::size_t listed_at(std::size_t at) const {
        if ((!words_[at].is_capital && !is_lower_) || !known_places().first_words.contains(words_[at].lower)) return 0;
        for (std::size_t length = std::min<std::size_t>(3, words_.size() - at); length > 0; --length)
            if (known_places().find(joined(at, length)) != nullptr) return length;
        return 0;
    }

    bool is_own(std::size_t at, std::size_t length) const {
        for (std::size_t i = at; i < at + length; ++i)
            if (!knowledge_.names.contains(words_[i].lower)) return false;
        return true;
    }

    bool is_behind_preposition(std::size_t at) const {
        return at > 0 && is_preposition(words_[at - 1].lower) && !words_[at].begins_part;
    }

    void judge_listed(std::size_t at, std::size_t length) {
        auto const& place = *known_places().find(joined(at, length));
        if (is_own(at, length) || calendar().contains(words_[at].lower)) return;
        if (place.kind == "people") {
            bool const of_somebody = at + length < words_.size() && is_somebody(words_[at + length].lower);
            if (of_somebody && place.country != country_) add(at, length);
            return;
        }
        if (place.kind == "country" && place.country == country_) return;
        // In small letters and at a beginning many towns are everyday words: "nice", "reading", "split".
        bool const is_sure = words_[at].is_capital && (!words_[at].begins_sentence || place.kind == "country" ||
                                                       length == words_.size() || length > 1 || has_verb(at + length));
        if (is_sure || ends_title(at + length) || is_behind_preposition(at) || names_home_next(at + length))
            add(at, length);
    }

    /// "Lyon is", where "Nice lights" may follow too.
    bool has_verb(std::size_t next) const {
        return next < words_.size() && (words_[next].lower == "is" || words_[next].lower == "has");
    }

    /// "Lyon, England", "Lyon, northern England": what follows is a home place.
    bool names_home_next(std::size_t next) const {
        if (next >= words_.size() || report_.source().text[words_[next - 1].end] != ',') return false;
        auto const is_home = [&](std::size_t at) {
            return at < words_.size() && words_[at].is_capital && knowledge_.home_places.contains(words_[at].lower);
        };
        return is_home(next) || (!words_[next].is_capital && is_home(next + 1));
    }

    /// "Tehran, Early" where the title is "Berlin, Early".
    bool ends_title(std::size_t next) const {
        auto const is_same = [](Word const& a, Word const& b) { return a.lower == b.lower; };
        return std::any_of(knowledge_.titles.begin(), knowledge_.titles.end(), [&](Words const& title) {
            for (std::size_t first = 1; first < title.size() && next < words_.size(); ++first)
                if ((title[first].begins_part || title.size() - first > 1) &&
                    title.size() - first <= words_.size() - next &&
                    std::equal(title.begin() + static_cast<std::ptrdiff_t>(first), title.end(),
                               words_.begin() + static_cast<std::ptrdiff_t>(next), is_same))
                    return true;
            return false;
        });
    }

    void judge_unlisted(std::size_t at) {
        auto const& word = words_[at];
        if (!word.is_capital || word.is_quoted || word.lower.size() < 3 || knowledge_.names.contains(word.lower) ||
            calendar().contains(word.lower) || known_genres().find(plain_genre(word.lower)) != nullptr)
            return;
        bool const follows_home = at > 0 && word.begins_part && !word.begins_sentence &&
                                  knowledge_.home_places.contains(words_[at - 1].lower) && words_[at - 1].is_capital;
        if (is_behind_preposition(at) || follows_home || (word.begins_sentence && names_home_next(at + 1))) add(at, 1);
    }

    void add(std::size_t at, std::size_t length) {
        report_.add(ClaimKind::place, words_, at, at + length - 1, "home",
                    fmt::format("'{}' is in no fact; home is {}", joined(at, length),
                                knowledge_.profile.story.facts.empty() ? "nowhere" : home()));
    }

    std::string home() const {
        for (auto const& fact : knowledge_.profile.story.facts)
            if (fact.kind == "home") return fact.place.value_or(fact.text);
        return "not told";
    }

    Knowledge const& knowledge_;
    Words const& words_;
    Report& report_;
    bool is_lower_;
    std::string country_;
};

}  // namespace

void check_places(Knowledge const& knowledge, ReadText const& text, Report& report) {
    if (text.source.kind == TextKind::title) return;
    for (auto const& sentence : text.sentences) PlaceReader(knowledge, sentence, report).read();
}

}  // namespace troupe::artist::impl
