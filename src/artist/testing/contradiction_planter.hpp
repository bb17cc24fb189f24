#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "artist/contradictions.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

/// Edits texts as a careless person would, so that they no longer agree with the profile. It knows nothing of the
/// checker: what it puts in comes from other artists' profiles and from everyday sentences.
namespace troupe::artist::testing {

struct Planted {
    std::string kind;
    std::string path;  ///< of the text that was edited
    std::string before;
    std::string after;
};

class ContradictionPlanter {
public:
    ContradictionPlanter(Profile const& profile, std::vector<NamedText>& texts, Profile const& stranger,
                         std::uint64_t seed)
        : profile_(profile), texts_(texts), stranger_(stranger), random_(seed) {}

    static constexpr std::size_t kinds = 24;

    /// Nothing when these texts give no occasion for that kind.
    std::optional<Planted> plant(std::size_t kind) {
        using Edit = bool (ContradictionPlanter::*)();
        static constexpr std::array<std::pair<char const*, Edit>, kinds> edits{
            {{"another city", &ContradictionPlanter::another_city},
             {"another region", &ContradictionPlanter::another_region},
             {"another year", &ContradictionPlanter::another_year},
             {"years exchanged", &ContradictionPlanter::years_exchanged},
             {"another number", &ContradictionPlanter::another_number},
             {"another noun", &ContradictionPlanter::another_noun},
             {"another job", &ContradictionPlanter::another_job},
             {"another object", &ContradictionPlanter::another_object},
             {"a face", &ContradictionPlanter::a_face},
             {"a stage", &ContradictionPlanter::a_stage},
             {"a band", &ContradictionPlanter::a_band},
             {"a voice", &ContradictionPlanter::a_voice},
             {"another tempo", &ContradictionPlanter::another_tempo},
             {"another mode", &ContradictionPlanter::another_mode},
             {"another genre", &ContradictionPlanter::another_genre},
             {"another instrument", &ContradictionPlanter::another_instrument},
             {"a rule denied", &ContradictionPlanter::a_rule_denied},
             {"name misspelled", &ContradictionPlanter::name_misspelled},
             {"a private fact", &ContradictionPlanter::a_private_fact},
             {"person of a biography", &ContradictionPlanter::person_of_a_biography},
             {"person of a caption", &ContradictionPlanter::person_of_a_caption},
             {"marks", &ContradictionPlanter::marks},
             {"daily posts", &ContradictionPlanter::daily_posts},
             {"time and material", &ContradictionPlanter::time_and_material}}};
        auto const before = texts_;
        if (!(this->*edits[kind].second)()) return std::nullopt;
        for (std::size_t i = 0; i < texts_.size(); ++i)
            if (texts_[i].text != before[i].text)
                return Planted{edits[kind].first, texts_[i].path, before[i].text, texts_[i].text};
        return std::nullopt;
    }

private:
    static bool is_letter(char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
    }

    /// Where `what` stands as a whole word or phrase, any case; npos: nowhere.
    static std::size_t find_whole(std::string const& text, std::string const& what) {
        auto const lowered = text::lower(text);
        auto const wanted = text::lower(what);
        if (wanted.empty()) return std::string::npos;
        for (auto at = lowered.find(wanted); at != std::string::npos; at = lowered.find(wanted, at + 1)) {
            auto const end = at + wanted.size();
            if ((at == 0 || !is_letter(lowered[at - 1])) && (end >= lowered.size() || !is_letter(lowered[end])))
                return at;
        }
        return std::string::npos;
    }

    bool profile_says(std::string const& word) const {
        for (auto const& fact : profile_.story.facts)
            if (text::lower(fact.text).find(text::lower(word)) != std::string::npos) return true;
        for (auto const& instrument : profile_.style.instruments)
            if (instrument.name.find(word) != std::string::npos) return true;
        return false;
    }

    /// Exchanges the phrase in one of the texts that have it.
    bool exchange(std::string const& what, std::string const& with, bool in_biographies_alone = false) {
        std::vector<NamedText*> holders;
        for (auto& text : texts_) {
            bool const fits =
                text.kind == TextKind::biography || (!in_biographies_alone && text.kind == TextKind::caption);
            if (fits && find_whole(text.text, what) != std::string::npos) holders.push_back(&text);
        }
        if (holders.empty()) return false;
        auto& text = *random_.pick(holders);
        auto const at = find_whole(text.text, what);
        bool const capital = std::isupper(static_cast<unsigned char>(text.text[at])) != 0;
        text.text.replace(at, what.size(), capital ? text::capitalised(with) : with);
        return true;
    }

    bool append(TextKind kind, std::vector<std::string> const& sentences) {
        std::vector<NamedText*> holders;
        for (auto& text : texts_)
            if (text.kind == kind) holders.push_back(&text);
        if (holders.empty()) return false;
        auto sentence = text::replace_all(random_.pick(sentences), "NAME", profile_.core.name);
        auto& text = *random_.pick(holders);
        if (kind == TextKind::caption && profile_.core.voice.letter_case == "lower") sentence = text::lower(sentence);
        text.text += " " + sentence;
        return true;
    }

    static Fact const* fact_of(Profile const& profile, std::string const& id) {
        for (auto const& fact : profile.story.facts)
            if (fact.id == id) return &fact;
        return nullptr;
    }

    static std::string region_of(Profile const& profile) {
        auto const* home = fact_of(profile, "home");
        auto const comma = home == nullptr ? std::string::npos : home->text.rfind(", ");
        return comma == std::string::npos ? std::string() : home->text.substr(comma + 2);
    }

    bool another_city() {
        auto const own = fact_of(profile_, "home")->place.value_or("");
        auto const other = fact_of(stranger_, "home")->place.value_or("");
        return own != other && !profile_says(other) && exchange(own, other);
    }

    bool another_region() {
        auto const own = region_of(profile_);
        auto const other = region_of(stranger_);
        return own != other && !profile_says(other) && exchange(own, other, true);
    }

    std::vector<int> years() const {
        std::vector<int> list;
        for (auto const& fact : profile_.story.facts)
            if (fact.year && fact.is_public && std::find(list.begin(), list.end(), *fact.year) == list.end())
                list.push_back(*fact.year);
        return list;
    }

    bool another_year() {
        auto const all = years();
        auto const year = random_.pick(all);
        auto const wrong = year + (random_.chance(0.5) ? 7 : -9);
        return std::find(all.begin(), all.end(), wrong) == all.end() &&
               exchange(std::to_string(year), std::to_string(wrong));
    }

    /// The years of two facts that are told in one text.
    bool years_exchanged() {
        for (auto& text : texts_) {
            if (text.kind != TextKind::biography) continue;
            for (auto const a : years())
                for (auto const b : years()) {
                    auto const first = find_whole(text.text, std::to_string(a));
                    auto const second = find_whole(text.text, std::to_string(b));
                    if (a == b || first == std::string::npos || second == std::string::npos) continue;
                    text.text.replace(first, 4, std::to_string(b));
                    text.text.replace(second, 4, std::to_string(a));
                    return true;
                }
        }
        return false;
    }

    /// The parts of public facts, without what frames them, as the texts quote them.
    std::vector<std::string> quotes(std::string const& kind = "") const {
        std::vector<std::string> list;
        for (auto const& fact : profile_.story.facts) {
            if (!fact.is_public || (!kind.empty() && fact.kind != kind) || fact.kind == "home" ||
                fact.kind == "subject")
                continue;
            auto const text = fact.kind == "object" ? fact.text.substr(std::string("works with ").size()) : fact.text;
            list.push_back(text);
        }
        return list;
    }

    /// Exchanges a word of a quoted fact, in a text that quotes it whole.
    bool exchange_in_quote(std::string const& quote, std::string const& word, std::string const& with) {
        auto const at = find_whole(quote, word);
        if (at == std::string::npos) return false;
        auto changed = quote;
        changed.replace(at, word.size(), with);
        return exchange(quote, changed);
    }

    bool another_number() {
        static std::vector<std::string> const numbers{"two",  "three", "four",   "five",   "six",    "seven",  "eight",
                                                      "nine", "ten",   "eleven", "twelve", "twenty", "thirty", "forty"};
        for (auto const& quote : quotes())
            for (auto const& number : numbers)
                if (find_whole(quote, number) != std::string::npos &&
                    exchange_in_quote(quote, number, number == "nine" ? "three" : "nine"))
                    return true;
        return false;
    }

    bool another_noun() {
        static std::vector<std::string> const nouns{"bakery",   "ladder",  "bicycle",  "orchard",     "lawyer",
                                                    "umbrella", "dentist", "goldfish", "spreadsheet", "wardrobe"};
        auto all = quotes();
        random_.shuffle(all);
        for (auto const& quote : all) {
            std::vector<std::string> words;
            for (auto const& word : text::words(quote))
                if (word.size() >= 5 && word.find('\'') == std::string::npos && !is_grammar(word))
                    words.push_back(word);
            auto const noun = random_.pick(nouns);
            if (!words.empty() && !profile_says(noun) && exchange_in_quote(quote, random_.pick(words), noun))
                return true;
        }
        return false;
    }

    static bool is_grammar(std::string const& word) {
        static std::vector<std::string> const words{
            "about",      "above",      "after",   "again",    "before",    "behind",  "below",    "between", "every",
            "everybody",  "everything", "first",   "nobody",   "nothing",   "never",   "other",    "since",   "still",
            "their",      "there",      "these",   "three",    "through",   "under",   "until",    "where",   "which",
            "while",      "whose",      "without", "would",    "could",     "should",  "seven",    "eight",   "eleven",
            "twelve",     "thirty",     "forty",   "somebody", "something", "anybody", "whatever", "whoever", "itself",
            "themselves", "always",     "another", "being",    "those",     "having"};
        return std::find(words.begin(), words.end(), word) != words.end();
    }

    bool another_job() {
        auto const own = fact_of(profile_, "job")->text;
        auto const other = fact_of(stranger_, "job")->text;
        return own != other && exchange(own, other);
    }

    static std::string thing_of(Profile const& profile) {
        auto const text = fact_of(profile, "object.1")->text.substr(std::string("works with ").size());
        return text.substr(0, text.find(','));
    }

    bool another_object() {
        auto const own = thing_of(profile_);
        auto const other = thing_of(stranger_);
        return own != other && exchange(own, other, true);
    }

    bool a_face() {
        if (profile_.behaviour.shows_face) return false;
        if (random_.chance(0.5))
            return append(TextKind::biography,
                          {"She laughed into the camera.", "In the first video NAME smiled at the camera and waved.",
                           "NAME is known for selfies from the studio."});
        return append(TextKind::caption, {"Took a selfie with the new microphone.", "This is my face before coffee.",
                                          "Swipe for a picture of me at the desk.", "Me smiling like an idiot."});
    }

    bool a_stage() {
        if (profile_.behaviour.publicness >= 0.3) return false;
        if (random_.chance(0.5))
            return append(TextKind::biography, {"NAME gave forty interviews in one summer.",
                                                "They spent the spring on tour with a string section.",
                                                "NAME headlined three summers in a row."});
        return append(TextKind::caption, {"See you at the meet and greet.", "Catch me on stage on Saturday.",
                                          "Going live in ten minutes."});
    }

    bool a_band() {
        for (auto const& heard : profile_.understanding.heard)
            if (heard.find("group") != std::string::npos)
                return append(TextKind::biography,
                              {"It is a solo project.", "NAME is a one-man affair, recorded all alone."});
        if (random_.chance(0.5))
            return append(TextKind::biography, {"The four members met at school.", "The band rehearse above a garage.",
                                                "Two brothers and a cousin make up the trio."});
        return append(TextKind::caption, {"Our drummer is late again.", "We wrote this one together on the bus.",
                                          "The four of us are back in the room."});
    }

    bool a_voice() {
        if (profile_.style.vocals == "none")
            return append(TextKind::biography, {"NAME sings in a low, tired voice.", "Critics praise her voice.",
                                                "A gifted singer, NAME fills every bar with words."});
        return append(TextKind::biography, {"All of it is instrumental.", "There are no vocals on any of the records.",
                                            "The music is wordless."});
    }

    bool another_tempo() {
        auto const low = std::to_string(static_cast<int>(profile_.style.tempo_low.value + 0.5));
        auto const wrong = std::to_string(static_cast<int>(profile_.style.tempo_low.value + 0.5) +
                                          (profile_.style.tempo_low.value > 120 ? -45 : 55));
        return exchange(low, wrong);
    }

    bool another_mode() {
        for (auto const& own : profile_.style.modes)
            for (std::string const other : {"major", "minor", "lydian", "phrygian", "dorian"}) {
                bool const has = std::any_of(profile_.style.modes.begin(), profile_.style.modes.end(),
                                             [&](Weight const& each) { return each.name == other; });
                if (!has && exchange(own.name, other)) return true;
            }
        return false;
    }

    bool another_genre() {
        auto const own = text::replace_all(profile_.core.home_genre, "_", " ");
        auto const other = text::replace_all(stranger_.core.home_genre, "_", " ");
        for (auto const& word : text::words(other))
            for (auto const& genre : profile_.style.genres)
                if (genre.name.find(word) != std::string::npos) return false;
        return exchange(own, other, true);
    }

    bool another_instrument() {
        static std::vector<std::string> const others{"banjo",   "saxophone", "harp",  "violin",
                                                     "trumpet", "tuba",      "sitar", "accordion"};
        auto const other = random_.pick(others);
        if (profile_says(other)) return false;
        for (auto const& own : profile_.style.instruments)
            if (exchange(own.name, other, true)) return true;
        return false;
    }

    bool a_rule_denied() {
        auto rules = quotes("rule");
        random_.shuffle(rules);
        for (auto const& rule : rules) {
            if (exchange_in_quote(rule, "never", "always") || exchange_in_quote(rule, "nothing", "everything") ||
                exchange_in_quote(rule, "no", "every"))
                return true;
            if (find_whole(rule, "never") == std::string::npos && find_whole(rule, "no") == std::string::npos &&
                exchange(rule, "never " + rule))
                return true;
        }
        return false;
    }

    bool name_misspelled() {
        auto name = profile_.core.name;
        auto const at = 1 + random_.below(name.size() - 2);
        if (!std::isalpha(static_cast<unsigned char>(name[at])) ||
            !std::isalpha(static_cast<unsigned char>(name[at + 1])) || name.size() < 6)
            return false;
        switch (random_.below(3)) {
            case 0:
                name.erase(at, 1);
                break;
            case 1:
                name.insert(at, 1, name[at]);
                break;
            default:
                std::swap(name[at], name[at + 1]);
                break;
        }
        return name != profile_.core.name && text::lower(name) != text::lower(profile_.core.name) &&
               exchange(profile_.core.name, name, true);
    }

    bool a_private_fact() {
        for (auto const& fact : profile_.story.facts)
            if (!fact.is_public)
                return append(TextKind::biography, {fmt::format("In {}, {}.", fact.year.value_or(2019), fact.text),
                                                    fmt::format("What nobody asks about: {}.", fact.text)});
        return false;
    }

    bool person_of_a_biography() {
        return append(TextKind::biography, {"I still live there.", "My studio is a cupboard.", "We never left."});
    }

    bool person_of_a_caption() {
        if (profile_.core.voice.person == "first")
            return append(TextKind::caption, {"NAME is very proud of this one.", "NAME has been busy."});
        return append(TextKind::caption, {"I made this for you.", "It took me all night.", "My favourite so far."});
    }

    bool marks() {
        auto const& voice = profile_.core.voice;
        if (!voice.uses_hashtags && random_.chance(0.5))
            return append(TextKind::caption, {"#newmusic", "#studiolife #night"});
        return !voice.uses_emoji && append(TextKind::caption, {"🔥🔥", "❤️", "🎶 out now"});
    }

    bool daily_posts() {
        auto const rate = profile_.style.posting.find("posts_per_week");
        if (rate == profile_.style.posting.end() || rate->second.value > 3) return false;
        return append(TextKind::biography,
                      {"NAME posts every day.", "There are daily updates from the studio.", "NAME vlogs about it."});
    }

    bool time_and_material() {
        static std::vector<std::pair<std::string, std::string>> const swaps{
            {"night", "morning"},    {"midnight", "noon"},  {"winter", "summer"},  {"summer", "winter"},
            {"steel", "velvet"},     {"wooden", "plastic"}, {"glass", "concrete"}, {"tin", "silk"},
            {"before", "after"},     {"first", "fourth"},   {"last", "second"},    {"morning", "evening"},
            {"old", "brand-new"},    {"left", "right"},     {"rain", "sunshine"},  {"tape", "vinyl"},
            {"radio", "television"}, {"two", "five"},       {"kitchen", "cellar"}, {"window", "chimney"},
            {"street", "river"},     {"bus", "ferry"}};
        for (auto const& quote : quotes())
            for (auto const& [own, other] : swaps)
                if (exchange_in_quote(quote, own, other)) return true;
        return false;
    }

    Profile const& profile_;
    std::vector<NamedText>& texts_;
    Profile const& stranger_;
    Random random_;
};

}  // namespace troupe::artist::testing
