#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "artist/impl/alignment.hpp"
#include "artist/impl/fact_quotes.hpp"
#include "artist/impl/knowledge.hpp"

/// What a text says of facts beside quoting them (fact_quotes): counts, years, rules, deeds, things, where they came from.
namespace troupe::artist::impl {
namespace {

Stems stems_of(Words const& words) {
    Stems stems;
    for (auto const& word : words)
        if (word.is_content) stems.insert(word.stem);
    return stems;
}

std::size_t shared(Stems const& a, Stems const& b) {
    return static_cast<std::size_t>(
        std::count_if(a.begin(), a.end(), [&](std::string const& stem) { return b.contains(stem); }));
}

bool is_year(Word const& word) {
    return word.lower.size() == 4 && word.lower >= "1900" && word.lower <= "2099" && word.is_number;
}

/// "nine-track": a number and what it counts, in one word.
struct Counted {
    int number = -1;
    std::string_view what;
};

Counted counted_in(std::string_view word) {
    auto const hyphen = word.find('-');
    if (hyphen == std::string_view::npos) return {};
    return {number_of(word.substr(0, hyphen)), word.substr(hyphen + 1)};
}

/// "nine-track" where the facts know of a "four-track" alone.
void check_hyphened_counts(Knowledge const& knowledge, Words const& words, Report& report) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const said = counted_in(words[i].lower);
        if (said.number < 0 || words[i].is_number) continue;
        Clause const* other = nullptr;
        bool is_told = false;
        for (auto const& clause : knowledge.clauses)
            for (auto const& word : clause.words) {
                auto const known = counted_in(word.lower);
                if (known.number < 0 || known.what != said.what) continue;
                if (known.number == said.number)
                    is_told = true;
                else
                    other = &clause;
            }
        if (other != nullptr && !is_told)
            report.add(ClaimKind::detail, words, i, i, other->fact->id,
                       fmt::format("the fact counts otherwise: {}", other->fact->text));
    }
}

/// "nine weeks" where a fact that the sentence speaks of has eleven of them.
void check_counts(Knowledge const& knowledge, Words const& words, Stems const& said, Report& report) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (!words[i].is_number || is_year(words[i]) || !words[i + 1].is_content || words[i].lower == "one") continue;
        Fact const* other = nullptr;
        int count = 0;
        bool is_told = false;
        for (auto const& clause : knowledge.clauses)
            for (std::size_t k = 0; k + 1 < clause.words.size(); ++k) {
                if (!clause.words[k].is_number || clause.words[k + 1].stem != words[i + 1].stem) continue;
                if (is_same(clause.words[k], words[i]))
                    is_told = true;
                else if (auto const both = shared(stems_of(clause.words), said);
                         both >= 2 && both * 2 >= clause.content)
                    other = clause.fact, count = number_of(clause.words[k].lower);
            }
        if (other != nullptr && !is_told)
            report.add(ClaimKind::detail, words, i, i + 1, other->id,
                       fmt::format("the fact counts {}: {}", count, other->text));
    }
}

/// What a rule forbids: up to two nouns behind its denial, the verb of "never use a preset" apart.
std::vector<Stems> forbidden_by(Clause const& clause) {
    static Stems const verbs{"use", "mak",  "keep", "play", "record", "writ", "show", "giv",  "let",
                             "put", "take", "tak",  "post", "work",   "ask",  "sing", "touch"};
    std::vector<Stems> all;
    for (std::size_t i = 0; i < clause.words.size(); ++i) {
        // "If nobody dances, start again" forbids nothing.
        if (clause.words[i].lower == "if") break;
        if (!is_negation(clause.words[i].lower)) continue;
        static Stems const work{"song", "record", "track", "music", "piec"};
        Stems nouns;
        auto at = i + 1;
        for (; at < clause.words.size() && nouns.size() < 2 && clause.words[at].lower != "and"; ++at) {
            // "Record nothing before midnight" forbids no midnight.
            static Stems const times{"before", "after", "until", "without", "that", "if", "when", "on", "for"};
            if (times.contains(clause.words[at].lower)) break;
            if (clause.words[at].is_content && !verbs.contains(clause.words[at].stem))
                nouns.insert(clause.words[at].stem);
        }
        // "Photograph lunch at every session and never the session" asks for what it forbids.
        bool const is_asked = std::any_of(clause.words.begin(), clause.words.begin() + static_cast<std::ptrdiff_t>(i),
                                          [&](Word const& word) { return nouns.contains(word.stem); });
        bool const is_all_work =
            std::all_of(nouns.begin(), nouns.end(), [](auto const& noun) { return work.contains(noun); });
        if (!is_all_work && !is_asked) all.push_back(std::move(nouns));
    }
    return all;
}

/// What somebody learned is in no fact.
bool tells_a_lesson(Words const& words) {
    static Stems const marks{"lesson", "learn", "teach", "know", "instruction", "advic", "diploma", "remember"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool const is_clause =
            i > 0 && words[i].begins_part &&
            (words[i].lower == "that" || words[i].lower == "to" || words[i].lower == "how" || words[i].lower == "what");
        bool const is_stayed_clause = i > 0 && words[i].lower == "that" && words[i - 1].lower == "is";
        if (is_clause || is_stayed_clause || marks.contains(words[i].stem)) return true;
    }
    return false;
}

/// Rules that forbid, and a part of a sentence that says it happens all the time: "every sound is a preset".
void check_rules(Knowledge const& knowledge, Words const& words, Report& report) {
    static Stems const always{"every",      "always",  "all",        "only",       "entirely", "daily",  "often",
                              "constantly", "usually", "everything", "everywhere", "loves",    "mostly", "nightly"};
    if (tells_a_lesson(words)) return;
    for (std::size_t from = 0; from < words.size();) {
        auto to = from + 1;
        while (to < words.size() && !words[to].begins_part) ++to;
        Words const part(words.begin() + static_cast<std::ptrdiff_t>(from),
                         words.begin() + static_cast<std::ptrdiff_t>(to));
        auto const said = stems_of(part);
        auto const is_of_another_fact = [&](std::string const& rule) {
            for (auto const& clause : knowledge.clauses)
                if (clause.fact->id != rule && clause.content >= 2 &&
                    shared(stems_of(clause.words), said) == stems_of(clause.words).size())
                    return true;
            return false;
        };
        bool const is_universal =
            std::any_of(part.begin(), part.end(), [](Word const& word) { return always.contains(word.lower); });
        bool const denies =
            std::any_of(part.begin(), part.end(), [](Word const& word) { return is_negation(word.lower); });
        if (is_universal && !denies)
            for (auto const& clause : knowledge.clauses)
                for (auto const& nouns : clause.fact->kind == "rule" ? forbidden_by(clause) : std::vector<Stems>{})
                    if (shared(nouns, said) == nouns.size() && !is_of_another_fact(clause.fact->id))
                        report.add(ClaimKind::rule, words, from, to - 1, clause.fact->id,
                                   fmt::format("breaks the rule: {}", clause.fact->text));
        from = to;
    }
}

/// A fact that a sentence speaks of: half of its words and at least two.
bool speaks_of(Stems const& said, Stems const& fact) {
    auto const both = shared(fact, said);
    return both >= 2 && both * 2 >= fact.size();
}

/// A fact that a sentence at least touches: a third of its words, or two.
bool touches(Stems const& said, Stems const& fact) {
    auto const both = shared(fact, said);
    return both >= 2 || (both == 1 && fact.size() <= 3);
}

/// The fact that has most of its words in the sentence; one behind the last: none has any.
std::size_t nearest_fact(Knowledge const& knowledge, Stems const& said) {
    auto best = knowledge.fact_stems.size();
    double most = 0;
    for (std::size_t f = 0; f < knowledge.fact_stems.size(); ++f) {
        auto const& stems = knowledge.fact_stems[f];
        auto const share =
            static_cast<double>(shared(stems, said)) / static_cast<double>(std::max<std::size_t>(stems.size(), 1));
        if (share > most) most = share, best = f;
    }
    return best;
}

void check_years(Knowledge const& knowledge, Words const& words, Stems const& said, Report& report) {
    auto const& facts = knowledge.profile.story.facts;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_year(words[i])) continue;
        auto const year = number_of(words[i].lower);
        Fact const* spoken_of = nullptr;
        bool is_known = false;
        bool fits = false;
        auto const nearest = nearest_fact(knowledge, said);
        for (std::size_t f = 0; f < facts.size(); ++f) {
            bool const in_text = facts[f].text.find(words[i].lower) != std::string::npos;
            is_known = is_known || facts[f].year == year || in_text;
            if (!facts[f].year || !speaks_of(said, knowledge.fact_stems[f])) continue;
            fits = fits || facts[f].year == year || in_text;
            spoken_of = &facts[f];
        }
        // "A rule on the wall since 2023" shares words with more facts than the one that it tells.
        bool const tells_a_dateless_fact = nearest < facts.size() && !facts[nearest].year;
        if (is_known && (fits || spoken_of == nullptr || tells_a_dateless_fact)) continue;
        report.add(ClaimKind::year, words, i, i, spoken_of == nullptr ? "story.facts" : spoken_of->id,
                   spoken_of == nullptr ? fmt::format("no fact is of {}", year)
                                        : fmt::format("it was {}: {}", *spoken_of->year, spoken_of->text));
    }
}

/// "In 2016, they opened a bakery" and "Before the music, they opened a bakery", where the facts know of no bakery.
void check_claims(Knowledge const& knowledge, Words const& words, Stems const& said, Report& report) {
    static constexpr std::array<std::string_view, 7> triggers{
        "before the music", "before that", "before this", "worked as", "works as", "trained as", "used to work"};
    static constexpr std::array<std::string_view, 5> lessons{"came first", "and learned", "which taught",
                                                             "came away knowing", "by trade"};
    auto const is_someone = [&](Word const& word) {
        return word.lower == "they" || word.lower == "he" || word.lower == "she" || word.lower == "i" ||
               word.lower == "we" || (word.is_capital && word.is_content && knowledge.own_name.contains(word.lower));
    };
    auto const is_supported = [&](std::string_view kind, int year) {
        auto const& facts = knowledge.profile.story.facts;
        for (std::size_t f = 0; f < facts.size(); ++f)
            if ((facts[f].kind == kind || (year > 0 && facts[f].year == year)) &&
                touches(said, knowledge.fact_stems[f]))
                return true;
        return false;
    };
    for (auto const trigger : triggers) {
        auto const at = find_phrase(words, trigger);
        if (at < 0) continue;
        auto const next = static_cast<std::size_t>(at) +
                          static_cast<std::size_t>(std::count(trigger.begin(), trigger.end(), ' ')) + 1;
        // "They worked as", "before that, they": somebody must be meant.
        auto const beside = trigger.starts_with("before") ? next : static_cast<std::size_t>(at) - 1;
        auto const names_person = beside < words.size() && (is_someone(words[beside]) || words[beside].lower == "once");
        if (names_person && said.size() >= 2 && !is_supported("job", 0))
            report.add(ClaimKind::unsupported, words, static_cast<std::size_t>(at), words.size() - 1, "job",
                       "no fact knows of this work");
    }
    bool const learns = std::any_of(lessons.begin(), lessons.end(),
                                    [&](std::string_view phrase) { return find_phrase(words, phrase) >= 0; });
    if (learns && std::any_of(words.begin(), words.end(), is_someone) && said.size() >= 4 && !is_supported("job", 0) &&
        !is_supported("event", 0) && !is_supported("origin", 0))
        report.add(ClaimKind::unsupported, words, 0, words.size() - 1, "job", "no fact knows of this work");
    for (std::size_t i = 0; i + 2 < words.size(); ++i)
        if (is_year(words[i]) && is_someone(words[i + 1]) && said.size() >= 3 &&
            !is_supported("", number_of(words[i].lower)))
            report.add(ClaimKind::unsupported, words, i, words.size() - 1, "story.facts",
                       "no fact of that year speaks of this");
}

/// One fact has what the words say: half of them, or three.
bool is_in_some_fact(Knowledge const& knowledge, Stems const& said) {
    return std::any_of(knowledge.fact_stems.begin(), knowledge.fact_stems.end(), [&](Stems const& stems) {
        auto const both = shared(said, stems);
        return both >= 3 || both * 2 >= said.size();
    });
}

bool is_artist(Knowledge const& knowledge, Word const& word) {
    return word.lower == "they" || word.lower == "he" || word.lower == "she" ||
           (word.is_capital && knowledge.own_name.contains(word.lower));
}

/// "They drove a bus, and ..", where no fact knows of a bus: what the artist did must be in a fact, or mostly so.
void check_deeds(Knowledge const& knowledge, Words const& words, Report& report) {
    static Stems const elsewhere{"learn", "know"};
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        bool const is_anyone = words[i].lower == "once" && i > 0 && words[i - 1].lower == "who";
        if (!is_artist(knowledge, words[i]) && !is_anyone) continue;
        auto const first = i + (words[i + 1].lower == "once" || words[i + 1].lower == "first" ? 2U : 1U);
        if (first >= words.size() || words[first].is_capital || !is_past(words[first].lower)) continue;
        if (elsewhere.contains(words[first].stem)) continue;
        auto last = first;
        while (last + 1 < words.size() && !words[last + 1].begins_part) ++last;
        Words const deed(words.begin() + static_cast<std::ptrdiff_t>(first),
                         words.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        auto const said = stems_of(deed);
        if (said.size() >= 3 && !is_in_some_fact(knowledge, said))
            report.add(ClaimKind::unsupported, words, i, last, "story.facts", "no fact knows of this");
    }
}

/// A sentence of a biography that shares no word with anything the profile says.
void check_support(Knowledge const& knowledge, Words const& words, Stems const& said, Report& report) {
    static constexpr std::array<std::string_view, 6> anaphora{"it", "that", "this", "which", "there", "they"};
    auto const is_about_name = [&](Word const& word) {
        return word.is_content && knowledge.own_name.contains(word.lower);
    };
    auto const about =
        said.size() -
        std::min(said.size(), static_cast<std::size_t>(std::count_if(words.begin(), words.end(), is_about_name)));
    if (std::find(anaphora.begin(), anaphora.end(), words[0].lower) != anaphora.end() || about < 6) return;
    if (std::any_of(words.begin(), words.end(), [](Word const& word) { return word.is_quoted; })) return;
    if (tells_a_lesson(words)) return;
    if (shared(said, knowledge.stems) == 0 && shared(said, knowledge.bank_stems) == 0)
        report.add(ClaimKind::unsupported, words, 0, words.size() - 1, "story.facts",
                   "nothing in the profile speaks of this");
}

/// In a fact, or no more than instruments of the artist and a word on them.
bool is_known_thing(Knowledge const& knowledge, Stems thing) {
    if (thing.size() < 2 || is_in_some_fact(knowledge, thing) || shared(thing, knowledge.stems) == thing.size())
        return true;
    for (auto const& instrument : knowledge.profile.style.instruments)
        for (auto const& stem : stems_of(words_of(instrument.name))) thing.erase(stem);
    return thing.size() < 2;
}

/// "a bear", "eight glasses"; "one" is said of anything.
bool begins_thing(Word const& word) {
    bool const has_digits = word.lower.front() >= '0' && word.lower.front() <= '9';
    return word.lower == "a" || word.lower == "an" || (word.is_number && !has_digits && word.lower != "one");
}

/// "No session starts without a stuffed bear", where no fact knows of a bear: what is named with "a" to the end of a
/// part of the sentence must be in a fact, or mostly so.
void check_things(Knowledge const& knowledge, Words const& words, Report& report) {
    static Stems const rooms{"studio", "session",   "microphon", "constant", "oldest",
                             "room",   "inventory", "equipment", "insuranc", "arrang",
                             "rescu",  "favourit",  "tim",       "mascot",   "thing"};
    auto const names_room = [](Word const& word) { return rooms.contains(word.stem); };
    if (words[0].lower == "it" || words[0].lower == "they" || tells_a_lesson(words)) return;
    for (std::size_t from = 0; from < words.size();) {
        auto to = from + 1;
        while (to < words.size() && !words[to].begins_part) ++to;
        // "; it blinks at a slow tempo" tells of the thing before; "it would show" does not.
        bool const tells_more = (words[from].lower == "it" || words[from].lower == "they") &&
                                (from + 1 >= to || words[from + 1].lower != "would");
        for (auto at = from; !tells_more && at < to; ++at) {
            if (words[at].is_quoted || !begins_thing(words[at])) continue;
            if (std::none_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at), names_room)) continue;
            Words const thing(words.begin() + static_cast<std::ptrdiff_t>(at),
                              words.begin() + static_cast<std::ptrdiff_t>(to));
            auto stems = stems_of(thing);
            std::erase_if(stems, [](std::string const& stem) { return rooms.contains(stem); });
            for (auto const& word : thing)
                if (word.is_capital && knowledge.names.contains(word.lower)) stems.erase(word.stem);
            if (!is_known_thing(knowledge, stems))
                report.add(ClaimKind::unsupported, words, at, to - 1, "story.facts", "no fact knows of this thing");
        }
        from = to;
    }
}

void check_private(Knowledge const& knowledge, Words const& words, Stems const& said, Report& report) {
    auto const& facts = knowledge.profile.story.facts;
    auto const& disclosed = report.source().disclosed;
    for (std::size_t f = 0; f < facts.size(); ++f) {
        if (facts[f].is_public || std::find(disclosed.begin(), disclosed.end(), facts[f].id) != disclosed.end())
            continue;
        auto const both = shared(knowledge.fact_stems[f], said);
        auto const all = knowledge.fact_stems[f].size();
        if (both >= std::min<std::size_t>(3, all) && both * 10 >= all * 6 && both >= 2)
            report.add(ClaimKind::private_fact, words, 0, words.size() - 1, facts[f].id,
                       "this fact is not told before the story reveals it");
    }
}

/// "a harp, won from a neighbour at dominoes", where it was a radio that was won. What stands beside its provenance
/// must be most of the thing; where the provenance follows later ("It was won..") a word of it in the text is enough.
void check_provenance(Knowledge const& knowledge, ReadText const& text, Report& report) {
    Stems all;
    for (auto const& sentence : text.sentences) all.merge(stems_of(sentence.words));
    Clause const* thing = nullptr;
    for (auto const& clause : knowledge.clauses) {
        if (clause.part == 0) thing = &clause;
        if (clause.part == 0 || clause.fact->kind != "object" || clause.words.size() < 3) continue;
        auto const wanted = stems_of(thing->words);
        for (auto const& sentence : text.sentences) {
            auto const pairs = align(clause.words, sentence.words);
            if (!coverage_of(pairs, clause, sentence.words).is_exact) continue;
            auto const first = static_cast<std::size_t>(pairs.front().in_sentence);
            bool const stands_beside = first > 0 && sentence.words[first].begins_part;
            auto const has = shared(wanted, stands_beside ? stems_of(sentence.words) : all);
            if (stands_beside ? has * 2 > wanted.size() : has > 0) continue;
            report.add(ClaimKind::detail, sentence.words, first, static_cast<std::size_t>(pairs.back().in_sentence),
                       clause.fact->id, fmt::format("said of another thing than the fact's: {}", clause.fact->text));
        }
    }
}

}  // namespace

void check_facts(Knowledge const& knowledge, ReadText const& text, Report& report) {
    for (auto const& sentence : text.sentences) {
        auto const said = stems_of(sentence.words);
        // A title is a fact made short, and may leave out or exchange words.
        if (text.source.kind != TextKind::title) check_quotes(knowledge, sentence.words, report);
        check_private(knowledge, sentence.words, said, report);
        if (text.source.kind == TextKind::title) continue;
        check_counts(knowledge, sentence.words, said, report);
        check_hyphened_counts(knowledge, sentence.words, report);
        check_years(knowledge, sentence.words, said, report);
        check_rules(knowledge, sentence.words, report);
        check_claims(knowledge, sentence.words, said, report);
        if (text.source.kind != TextKind::biography) continue;
        check_deeds(knowledge, sentence.words, report);
        check_support(knowledge, sentence.words, said, report);
        check_things(knowledge, sentence.words, report);
    }
    if (text.source.kind != TextKind::title) check_provenance(knowledge, text, report);
}

}  // namespace troupe::artist::impl
