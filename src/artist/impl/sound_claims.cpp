#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "artist/impl/knowledge.hpp"
#include "artist/impl/word_lists.hpp"
#include "base/text.hpp"

namespace troupe::artist::impl {
namespace {

using Names = std::set<std::string, std::less<>>;

class SoundReader {
public:
    SoundReader(Knowledge const& knowledge, Words const& words, Report& report)
        : knowledge_(knowledge),
          style_(knowledge.profile.style),
          words_(words),
          kind_(report.source().kind),
          report_(report) {
        for (auto const& instrument : style_.instruments) add_stems(sounds_, instrument.name);
    }

    void read() {
        read_vocals();
        read_tempo();
        read_tempo_words();
        read_modes();
        for (std::size_t at = 0; at < words_.size();) at += std::max<std::size_t>(1, read_genre(at));
        for (std::size_t at = 0; at < words_.size(); ++at) read_instrument(at);
    }

private:
    template <std::size_t Count>
    void find(std::array<std::string_view, Count> const& phrases, ClaimKind kind, std::string const& field,
              std::string const& why) {
        for (auto const phrase : phrases) {
            auto const at = find_phrase(words_, phrase);
            if (at < 0 || is_in_a_fact(phrase) || has_verb_of(phrase)) continue;
            // "Longer than any singer" speaks of others.
            auto const before = static_cast<std::size_t>(std::max(at - 1, 0));
            if (is_denied(words_, before) || words_[before].lower == "any") continue;
            report_.add(kind, words_, static_cast<std::size_t>(at),
                        static_cast<std::size_t>(at + std::count(phrase.begin(), phrase.end(), ' ')), field, why);
        }
    }

    bool is_in_a_fact(std::string_view phrase) const {
        return std::any_of(knowledge_.clauses.begin(), knowledge_.clauses.end(),
                           [&](Clause const& clause) { return find_phrase(clause.words, phrase) >= 0; });
    }

    /// A fact speaks of singing, as "i sang" and "they sing" do.
    bool has_verb_of(std::string_view phrase) const {
        if (!phrase.starts_with("i ") && !phrase.starts_with("they ")) return false;
        auto const verb = stem_of(phrase.substr(phrase.find(' ') + 1));
        return std::any_of(knowledge_.fact_stems.begin(), knowledge_.fact_stems.end(),
                           [&](Stems const& stems) { return stems.contains(verb); });
    }

    /// "It is turned over before every slow song", "they are the marimba now": said of a thing in the room.
    bool is_of_a_thing(std::size_t at) const {
        auto first = at;
        while (first > 0 && !words_[first].begins_part) --first;
        if (words_[first].lower == "it") return true;
        static Names const states{"are", "were", "have", "had", "stay", "hang", "stand"};
        return words_[first].lower == "they" && first + 1 < words_.size() && states.contains(words_[first + 1].lower);
    }

    void read_vocals() {
        static constexpr std::array<std::string_view, 31> sung{
            "she sings",   "he sings", "who sings",        "and sings",   "she raps",   "he raps",      "who raps",
            "singer",      "singer's", "vocalist",         "frontwoman",  "frontman",   "her voice",    "his voice",
            "their voice", "my voice", "my vocals",        "lead vocals", "her vocals", "his vocals",   "their vocals",
            "rapper",      "i sing",   "i sang",           "i rap",       "they sing",  "singing over", "my lyrics",
            "her lyrics",  "falsetto", "singer-songwriter"};
        static constexpr std::array<std::string_view, 12> silent{
            "instrumental", "instrumentals",  "wordless",        "no vocals",  "no voice",    "without words",
            "no words",     "without vocals", "without a voice", "no singing", "never sings", "no singer"};
        static constexpr std::array<std::string_view, 4> rapped{"raps", "rapper", "rapping", "i rap"};
        if (style_.vocals == "none")
            return find(sung, ClaimKind::vocals, "style.vocals", "the music is instrumental"), read_singing_name();
        if (style_.vocals != "rapped")
            find(rapped, ClaimKind::vocals, "style.vocals", fmt::format("the voice is {}", style_.vocals));
        for (auto const phrase : silent) {
            auto const at = find_phrase(words_, phrase);
            // "not without words" is no claim; "no words" denies by itself.
            if (at < 0 || is_in_a_fact(phrase) || (at > 0 && is_denied(words_, static_cast<std::size_t>(at) - 1)))
                continue;
            report_.add(ClaimKind::vocals, words_, static_cast<std::size_t>(at),
                        static_cast<std::size_t>(at + std::count(phrase.begin(), phrase.end(), ' ')), "style.vocals",
                        fmt::format("the music is {}", style_.vocals));
        }
    }

    /// "Vesper Lune sings", where a kettle may.
    void read_singing_name() {
        auto const& facts = knowledge_.profile.story.facts;
        for (std::size_t i = 0; i < facts.size(); ++i)
            if (facts[i].kind != "event" &&
                (knowledge_.fact_stems[i].contains("sing") || knowledge_.fact_stems[i].contains("rap")))
                return;
        for (std::size_t at = 1; at < words_.size(); ++at)
            if ((words_[at].stem == "sing" || words_[at].stem == "rap") && words_[at - 1].is_capital &&
                knowledge_.own_name.contains(words_[at - 1].lower))
                report_.add(ClaimKind::vocals, words_, at - 1, at, "style.vocals", "the music is instrumental");
    }

    /// Numbers of beats a minute: "140 BPM", "from 64 to 77 beats a minute", "a tempo between 131 and 135".
    void read_tempo() {
        static Names const units{"bpm",   "beats",  "tempo",  "tempos", "tempi", "pace",
                                 "clock", "faster", "slower", "minute", "speed", "metronome"};
        if (std::none_of(words_.begin(), words_.end(), [](Word const& word) { return units.contains(word.lower); }))
            return;
        for (std::size_t at = 0; at < words_.size(); ++at) {
            // In words ("blinks at ninety to the minute") a number is of a thing, not of the music.
            bool const has_digits = words_[at].lower.front() >= '0' && words_[at].lower.front() <= '9';
            auto const beats = has_digits ? number_of(words_[at].lower) : -1;
            if (beats < 30 || beats > 300 || !is_by_unit(at, units)) continue;
            auto const low = std::lround(style_.tempo_low.value);
            auto const high = std::lround(style_.tempo_high.value);
            if (beats < low - 2 || beats > high + 2)
                report_.add(ClaimKind::tempo, words_, at, at, "style.tempo_low",
                            fmt::format("the tempo is {} to {} BPM", low, high));
        }
    }

    bool is_by_unit(std::size_t at, Names const& units) const {
        for (std::size_t i = at > 6 ? at - 6 : 0; i < words_.size() && i <= at + 4; ++i)
            if (units.contains(words_[i].lower)) return true;
        return false;
    }

    /// Of the music as a whole: one slow song makes no slow artist.
    void read_tempo_words() {
        static Names const slow{"slow", "slowest", "glacial", "sluggish", "crawling", "unhurried", "lento"};
        static Names const fast{"fast",       "fastest",  "breakneck", "frantic",    "racing",
                                "high-speed", "up-tempo", "uptempo",   "blistering", "hectic"};
        static Names const music{"music",   "songs",  "tempo",   "tempos", "tracks", "beat",   "beats",
                                 "ballads", "groove", "grooves", "pieces", "rhythm", "rhythms"};
        for (std::size_t at = 0; at + 1 < words_.size(); ++at) {
            if (!music.contains(words_[at + 1].lower) || is_denied(words_, at)) continue;
            bool const too_slow = slow.contains(words_[at].lower) && style_.tempo_low.value >= 118;
            bool const too_fast = fast.contains(words_[at].lower) && style_.tempo_high.value <= 104;
            if ((too_slow || too_fast) && !is_in_a_fact(words_[at].lower) && !is_of_a_thing(at))
                report_.add(ClaimKind::tempo, words_, at, at + 1, "style.tempo_low",
                            fmt::format("the tempo is {} to {} BPM", std::lround(style_.tempo_low.value),
                                        std::lround(style_.tempo_high.value)));
        }
    }

    bool has_mode(std::string_view mode) const {
        return std::any_of(style_.modes.begin(), style_.modes.end(),
                           [&](Weight const& each) { return text::lower(each.name) == mode && each.weight > 0; });
    }

    void read_modes() {
        static Names const rare{"dorian", "phrygian", "lydian", "mixolydian", "aeolian", "locrian"};
        for (std::size_t at = 0; at < words_.size(); ++at) {
            auto const& word = words_[at].lower;
            std::string const mode =
                word.starts_with("minor-") || word.starts_with("major-") ? word.substr(0, 5) : word;
            bool const is_key = mode == "minor" || mode == "major";
            if ((!rare.contains(mode) && !is_key) || has_mode(mode) || is_denied(words_, at) || is_in_a_fact(mode))
                continue;
            if (rare.contains(mode) || word != mode || names_key(at))
                report_.add(ClaimKind::mode, words_, at, at, "style.modes", "the artist never writes in it");
        }
    }

    /// "in minor", "a sharp minor", "135 BPM, minor", "minor keys": music, not "a minor detail" or "a major label".
    bool names_key(std::size_t at) const {
        static Names const after{"key",  "keys",  "chord",  "chords", "scale", "scales",
                                 "mode", "third", "thirds", "triad",  "triads"};
        static Names const before{"in", "usually", "always", "mostly", "sharp", "flat", "bpm",
                                  "c",  "d",       "e",      "f",      "g",     "b"};
        if (at + 1 < words_.size() && after.contains(words_[at + 1].lower)) return true;
        bool const ends = at + 1 == words_.size() || words_[at + 1].begins_part || !words_[at + 1].is_content;
        return ends && at > 0 && before.contains(words_[at - 1].lower);
    }

    std::string joined(std::size_t at, std::size_t length) const {
        std::string name = words_[at].lower;
        for (std::size_t i = 1; i < length; ++i) name += " " + words_[at + i].lower;
        return name;
    }

    /// A word of the name is among what the profile says.
    bool is_supported(std::size_t at, std::size_t length) const {
        return std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(at),
                           words_.begin() + static_cast<std::ptrdiff_t>(at + length),
                           [&](Word const& word) { return knowledge_.stems.contains(word.stem); });
    }

    /// How many words the genre at `at` has; 0: there is none.
    std::size_t read_genre(std::size_t at) {
        auto const& genres_known = known_genres();
        if (!genres_known.first_words.contains(words_[at].lower.substr(0, words_[at].lower.find_first_of("-&"))))
            return 0;
        for (std::size_t length = std::min<std::size_t>(4, words_.size() - at); length > 0; --length) {
            auto const* is_everyday = genres_known.find(plain_genre(joined(at, length)));
            if (is_everyday == nullptr) continue;
            bool const is_meant = !*is_everyday || is_made(at, length);
            if (is_meant && !is_own_genre(at, length) && !is_denied(words_, at) && !is_in_a_fact(joined(at, length)))
                report_.add(ClaimKind::genre, words_, at, at + length - 1, "style.genres",
                            fmt::format("the genres are {}", genres()));
            return length;
        }
        return 0;
    }

    /// "makes house", "a house producer", "house from Leith".
    bool is_made(std::size_t at, std::size_t length) const {
        static Names const makes{"makes",   "make",     "making",  "plays",   "play",  "playing", "writes", "write",
                                 "writing", "produces", "produce", "records", "sings", "loves",   "pure"};
        static Names const by{"producer", "band",   "artist",  "act",   "project", "singer", "track",
                              "tracks",   "record", "records", "songs", "song",    "music",  "musician",
                              "duo",      "beats",  "album",   "from",  "anthem",  "anthems"};
        bool const made = at > 0 && makes.contains(words_[at - 1].lower);
        auto const next = at + length;
        return made || (next < words_.size() && !words_[next].begins_part && by.contains(words_[next].lower));
    }

    /// The artist's own by its words: "dub techno" covers "techno", and "techno" covers "industrial techno".
    bool is_own_genre(std::size_t at, std::size_t length) const {
        auto const said = plain_genre(joined(at, length));
        auto const stands_in = [&](std::string const& genre) {
            auto const own = plain_genre(genre);
            for (auto const& part : text::split(own, ' '))
                for (auto const& word : text::split(said, ' '))
                    if (word.size() > 1 && word != "and" && stem_of(word) == stem_of(part)) return true;
            return own == said;
        };
        return is_supported(at, length) || stands_in(knowledge_.profile.core.home_genre) ||
               std::any_of(style_.genres.begin(), style_.genres.end(),
                           [&](Weight const& each) { return stands_in(each.name); });
    }

    std::string genres() const {
        std::vector<std::string> names;
        for (auto const& genre : style_.genres) names.push_back(text::replace_all(genre.name, "_", " "));
        return text::enumerate(names);
    }

    void read_instrument(std::size_t at) {
        if (!known_instruments().first_words.contains(words_[at].lower)) return;
        for (std::size_t length = std::min<std::size_t>(3, words_.size() - at); length > 0; --length) {
            auto const* other_word = known_instruments().find(joined(at, length));
            if (other_word == nullptr) continue;
            bool const is_had = is_had_as(words_[at + length - 1].stem) ||
                                (!other_word->empty() && is_had_as(words_of(*other_word).back().stem));
            if (!is_had && !is_denied(words_, at) && is_played(at, length))
                report_.add(ClaimKind::instrument, words_, at, at + length - 1, "style.instruments",
                            "the artist never plays it");
            return;
        }
    }

    /// A text that is not about music names instruments too: captions make a claim of one only where they play it, and
    /// nothing is claimed of a thing that is like one.
    bool is_played(std::size_t at, std::size_t length) const {
        static Names const likenesses{"as", "like", "would", "instead", "than", "any"};
        static Names const verbs{"play", "expect", "tun", "strum", "bow", "record"};
        if (words_[at].is_capital && knowledge_.own_name.contains(words_[at].lower)) return false;
        for (auto back = at; back > 0 && at - back < 3; --back)
            if (likenesses.contains(words_[back - 1].lower)) return false;
        if (at + length < words_.size() && likenesses.contains(words_[at + length].lower)) return false;
        if (is_of_a_thing(at)) return false;
        if (kind_ != TextKind::caption) return true;
        return std::any_of(words_.begin(), words_.end(),
                           [&](Word const& word) { return verbs.contains(word.stem) || sounds_.contains(word.stem); });
    }

    /// "synthesizer" of an artist with an "analog synth".
    bool is_had_as(std::string const& stem) const {
        return std::any_of(knowledge_.stems.begin(), knowledge_.stems.end(), [&](std::string const& own) {
            return own == stem ||
                   (std::min(own.size(), stem.size()) >= 4 && (own.starts_with(stem) || stem.starts_with(own)));
        });
    }

    Knowledge const& knowledge_;
    Style const& style_;
    Words const& words_;
    TextKind kind_;
    Report& report_;
    Stems sounds_;  // of the artist's instruments
};

}  // namespace

void check_sound(Knowledge const& knowledge, ReadText const& text, Report& report) {
    if (text.source.kind == TextKind::title) return;
    for (auto const& sentence : text.sentences) SoundReader(knowledge, sentence.words, report).read();
}

}  // namespace troupe::artist::impl
