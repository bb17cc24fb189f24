#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "artist/impl/knowledge.hpp"

/// Texts against facts. A clause of a fact and a sentence are aligned word by word, as sequences of genes are (Smith
/// and Waterman, 1981): where most of a clause stands in a sentence and a noun, a number or a denial differs, the fact
/// is told otherwise. A fact that is not quoted at all is not judged this way.
namespace troupe::artist::impl {
namespace {

/// A pair of places that the alignment puts side by side; -1: nothing stands there.
struct Pair {
    int in_clause = -1;
    int in_sentence = -1;
};

bool is_same(Word const& a, Word const& b) {
    if (a.is_number && b.is_number) return number_of(a.lower) == number_of(b.lower);
    return a.key == b.key;
}

class Alignment {
public:
    Alignment(Words const& clause, Words const& sentence)
        : clause_(clause), sentence_(sentence), width_(sentence.size() + 1) {
        scores_.assign((clause.size() + 1) * width_, 0);
        fill();
        trace();
    }

    [[nodiscard]] std::vector<Pair> const& pairs() const { return pairs_; }

private:
    int& score(std::size_t i, std::size_t j) { return scores_[i * width_ + j]; }
    int step(std::size_t i, std::size_t j) const {
        if (!is_same(clause_[i - 1], sentence_[j - 1])) return -1;
        return clause_[i - 1].is_content || clause_[i - 1].is_number ? 3 : 1;
    }

    void fill() {
        for (std::size_t i = 1; i <= clause_.size(); ++i)
            for (std::size_t j = 1; j <= sentence_.size(); ++j) {
                // A clause stands in one part of a sentence: nothing before a comma goes on behind it.
                auto const best =
                    sentence_[j - 1].begins_part
                        ? std::max(0, step(i, j))
                        : std::max({0, score(i - 1, j - 1) + step(i, j), score(i - 1, j) - 1, score(i, j - 1) - 1});
                score(i, j) = best;
                if (best > best_) best_ = best, end_i_ = i, end_j_ = j;
            }
    }

    void trace() {
        auto i = end_i_;
        auto j = end_j_;
        while (i > 0 && j > 0 && score(i, j) > 0) {
            bool const begins = sentence_[j - 1].begins_part;
            if (begins || score(i, j) == score(i - 1, j - 1) + step(i, j))
                pairs_.push_back({static_cast<int>(--i), static_cast<int>(--j)});
            else if (score(i, j) == score(i - 1, j) - 1)
                pairs_.push_back({static_cast<int>(--i), -1});
            else
                pairs_.push_back({-1, static_cast<int>(--j)});
            if (begins) break;
        }
        std::reverse(pairs_.begin(), pairs_.end());
    }

    Words const& clause_;
    Words const& sentence_;
    std::size_t width_;
    std::vector<int> scores_;
    int best_ = 0;
    std::size_t end_i_ = 0;
    std::size_t end_j_ = 0;
    std::vector<Pair> pairs_;
};

/// How much of a clause an alignment found.
struct Coverage {
    std::size_t words = 0;
    std::size_t content = 0;
    bool is_exact = true;
};

Coverage coverage_of(std::vector<Pair> const& pairs, Clause const& clause, Words const& sentence) {
    Coverage coverage;
    for (auto const& pair : pairs) {
        bool const same = pair.in_clause >= 0 && pair.in_sentence >= 0 &&
                          is_same(clause.words[static_cast<std::size_t>(pair.in_clause)],
                                  sentence[static_cast<std::size_t>(pair.in_sentence)]);
        if (same) ++coverage.words;
        if (same && clause.words[static_cast<std::size_t>(pair.in_clause)].is_content) ++coverage.content;
        coverage.is_exact = coverage.is_exact && same;
    }
    coverage.is_exact = coverage.is_exact && coverage.words == clause.words.size();
    return coverage;
}

bool is_quote(Coverage const& coverage, Clause const& clause) {
    auto const share = static_cast<double>(coverage.words) / static_cast<double>(clause.words.size());
    if (coverage.words < 3) return false;
    // "And the room stayed" is in many a sentence; a rule or a provenance with one word exchanged is not.
    bool const is_plain = clause.fact->kind != "rule" && clause.fact->kind != "object";
    if (coverage.content < 2 && coverage.words < 5 && (is_plain || coverage.words + 1 < clause.words.size()))
        return false;
    return share >= (coverage.content >= 2 ? 0.6 : 0.7);
}

bool are_opposites(std::string const& a, std::string const& b) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> pairs{{{"before", "after"},
                                                                                         {"always", "never"},
                                                                                         {"nothing", "everything"},
                                                                                         {"nobody", "everybody"},
                                                                                         {"over", "under"},
                                                                                         {"inside", "outside"},
                                                                                         {"no", "every"},
                                                                                         {"with", "without"}}};
    return std::any_of(pairs.begin(), pairs.end(), [&](auto const& pair) {
        return (a == pair.first && b == pair.second) || (a == pair.second && b == pair.first);
    });
}

/// Forms of one word that the stem does not bring together: "sing" and "singer".
bool are_kin(std::string const& a, std::string const& b) {
    auto const shared = std::min(a.size(), b.size());
    return shared >= 4 && a.compare(0, shared, b, 0, shared) == 0;
}

bool is_told_otherwise(Word const& fact, Word const& said) {
    if (fact.is_number && said.is_number) return true;
    if (are_opposites(fact.lower, said.lower)) return true;
    if (is_negation(fact.lower) != is_negation(said.lower)) return true;
    return fact.is_content && said.is_content && !are_kin(fact.stem, said.stem);
}

/// Compares one sentence with all clauses.
class FactReader {
public:
    FactReader(Knowledge const& knowledge, Words const& sentence, Report& report)
        : knowledge_(knowledge), sentence_(sentence), report_(report), is_covered_(sentence.size(), false) {
        for (auto const& word : sentence) keys_.push_back(word.key);
        std::sort(keys_.begin(), keys_.end());
    }

    void read() {
        std::vector<std::pair<Clause const*, std::vector<Pair>>> quotes;
        for (auto const& saying : knowledge_.sayings) cover_saying(saying);
        for (auto const& clause : knowledge_.clauses) {
            if (clause.content == 0 || !shares_enough(clause)) continue;
            auto pairs = Alignment(clause.words, sentence_).pairs();
            auto const coverage = coverage_of(pairs, clause, sentence_);
            if (coverage.is_exact)
                cover(pairs), compare_front(clause, pairs.front());
            else if (is_quote(coverage, clause))
                quotes.emplace_back(&clause, std::move(pairs));
        }
        for (auto const& [clause, pairs] : quotes) compare(*clause, pairs);
        for (auto const& clause : knowledge_.clauses)
            if (clause.fact->kind == "rule" && clause.words.size() >= 3 && clause.words.size() <= 4)
                compare_short(clause);
    }

private:
    bool shares_enough(Clause const& clause) const {
        std::size_t shared = 0;
        for (auto const& word : clause.words)
            if (word.is_content && std::binary_search(keys_.begin(), keys_.end(), word.key)) ++shared;
        return shared >= std::min<std::size_t>(2, clause.content) || (shared == 1 && clause.words.size() <= 5);
    }

    /// Words that one fact tells exactly are not held against another.
    void cover(std::vector<Pair> const& pairs) {
        for (auto const& pair : pairs) is_covered_[static_cast<std::size_t>(pair.in_sentence)] = true;
    }

    void cover_saying(Words const& saying) {
        if (saying.size() < 2) return;
        for (auto at = sentence_.begin();; ++at) {
            at = std::search(at, sentence_.end(), saying.begin(), saying.end(), is_same);
            if (at == sentence_.end()) return;
            std::fill_n(is_covered_.begin() + (at - sentence_.begin()), saying.size(), true);
        }
    }

    Word const* said(int at) const {
        return at < 0 || static_cast<std::size_t>(at) >= sentence_.size() ? nullptr
                                                                          : &sentence_[static_cast<std::size_t>(at)];
    }
    bool is_free(int at) const { return said(at) != nullptr && !is_covered_[static_cast<std::size_t>(at)]; }

    void compare(Clause const& clause, std::vector<Pair> const& pairs) {
        for (auto const& pair : pairs) {
            auto const* fact = pair.in_clause < 0 ? nullptr : &clause.words[static_cast<std::size_t>(pair.in_clause)];
            if (pair.in_sentence >= 0 && !is_free(pair.in_sentence)) continue;
            if (fact != nullptr && pair.in_sentence >= 0) {
                if (!is_same(*fact, *said(pair.in_sentence)) && is_told_otherwise(*fact, *said(pair.in_sentence)))
                    tell(clause, *fact, pair.in_sentence);
            } else if (pair.in_sentence >= 0) {
                if (is_negation(said(pair.in_sentence)->lower)) tell_denial(clause, pair.in_sentence);
            } else if (fact != nullptr && is_negation(fact->lower)) {
                tell_denial(clause, pairs.back().in_sentence);
            }
        }
        compare_front(clause, pairs.front());
        compare_back(clause, pairs.back());
    }

    /// "finish before dinner" for "finish before lunch": too short to be quoted, but all of a part of the sentence.
    void compare_short(Clause const& clause) {
        auto const size = clause.words.size();
        for (std::size_t at = 0; at + size <= sentence_.size(); ++at) {
            bool const begins = sentence_[at].begins_part || sentence_[at - 1].lower == "they";
            bool const is_part = begins && (at + size == sentence_.size() || sentence_[at + size].begins_part);
            if (!is_part) continue;
            std::vector<std::size_t> others;
            for (std::size_t i = 0; i < size; ++i)
                if (!is_same(clause.words[i], sentence_[at + i])) others.push_back(i);
            if (others.size() == 1 && is_told_otherwise(clause.words[others[0]], sentence_[at + others[0]]))
                tell(clause, clause.words[others[0]], static_cast<int>(at + others[0]));
        }
    }

    /// The words before the quote: up to two that differ, a denial that is gone or was put there.
    void compare_front(Clause const& clause, Pair const& first) {
        if (first.in_clause < 0 || first.in_sentence < 0) return;
        auto const before = first.in_sentence - 1;
        if (first.in_clause == 0) {
            // "Without a tide clock" denies no tide clock.
            bool const is_act = clause.fact->kind != "object" && clause.fact->kind != "home";
            if (is_act && !said(first.in_sentence)->begins_part && is_free(before) && is_negation(said(before)->lower))
                tell_denial(clause, before);
            return;
        }
        for (int step = 1; step <= 2 && step <= first.in_clause; ++step) {
            auto const at = first.in_sentence - step;
            auto const& missing = clause.words[static_cast<std::size_t>(first.in_clause - step)];
            if (!is_free(at) || said(at + 1)->begins_part) break;
            if (is_same(missing, *said(at))) continue;
            bool const is_meant = is_someone(at - 1) || goes_on(clause, first.in_clause - step - 1, at - 1) ||
                                  is_denial(missing, *said(at)) || begins_quote(clause, first, step);
            if (is_meant && is_told_otherwise(missing, *said(at))) return tell(clause, missing, at);
            break;
        }
        auto const& missing = clause.words[static_cast<std::size_t>(first.in_clause) - 1];
        if (first.in_clause == 1 && is_negation(missing.lower) &&
            !is_denied(sentence_, static_cast<std::size_t>(first.in_sentence)))
            tell_denial(clause, first.in_sentence);
    }

    /// The word before the one that differs is that of the fact again.
    bool goes_on(Clause const& clause, int in_clause, int in_sentence) const {
        return in_clause >= 0 && said(in_sentence) != nullptr &&
               is_same(clause.words[static_cast<std::size_t>(in_clause)], *said(in_sentence));
    }

    /// Only the first word differs, and it begins a part of the sentence.
    bool begins_quote(Clause const& clause, Pair const& first, int step) const {
        static Stems const adverbs{"first", "then", "after", "once", "before", "now", "today", "next", "later"};
        auto const& word = *said(first.in_sentence - step);
        return step == 1 && first.in_clause == 1 && clause.words.size() >= 4 && word.begins_part &&
               !adverbs.contains(word.lower);
    }

    static bool is_denial(Word const& fact, Word const& said) {
        return is_negation(fact.lower) != is_negation(said.lower) || are_opposites(fact.lower, said.lower);
    }

    /// Up to two words behind the quote, as long as the text goes on in the same breath.
    void compare_back(Clause const& clause, Pair const& last) {
        if (last.in_clause < 0 || last.in_sentence < 0 ||
            clause.words.size() - static_cast<std::size_t>(last.in_clause) > 3)
            return;
        for (int step = 1; static_cast<std::size_t>(last.in_clause + step) < clause.words.size(); ++step) {
            auto const at = last.in_sentence + step;
            if (!is_free(at) || said(at)->begins_part) return;
            auto const& fact = clause.words[static_cast<std::size_t>(last.in_clause + step)];
            if (is_same(fact, *said(at))) continue;
            if (is_told_otherwise(fact, *said(at))) tell(clause, fact, at);
            return;
        }
    }

    /// The word says who does what follows.
    bool is_someone(int at) const {
        static Stems const subjects{"they", "he", "she", "i", "we", "who", "and", "to", "once", "also"};
        return said(at) != nullptr && (subjects.contains(said(at)->lower) ||
                                       (said(at)->is_capital && knowledge_.own_name.contains(said(at)->lower)));
    }

    void tell(Clause const& clause, Word const& fact, int at) {
        auto const first = static_cast<std::size_t>(std::max(0, at - 2));
        auto const last = std::min(static_cast<std::size_t>(at) + 2, sentence_.size() - 1);
        report_.add(ClaimKind::detail, sentence_, first, last, clause.fact->id,
                    fmt::format("'{}' where the fact says '{}': {}", said(at)->lower, fact.lower, clause.fact->text));
    }

    void tell_denial(Clause const& clause, int at) {
        auto const first = static_cast<std::size_t>(std::max(0, at - 2));
        auto const last = std::min(static_cast<std::size_t>(at) + 3, sentence_.size() - 1);
        report_.add(clause.fact->kind == "rule" ? ClaimKind::rule : ClaimKind::detail, sentence_, first, last,
                    clause.fact->id, fmt::format("the fact says the opposite: {}", clause.fact->text));
    }

    Knowledge const& knowledge_;
    Words const& sentence_;
    Report& report_;
    std::vector<std::uint64_t> keys_;  // of the words, in order
    std::vector<bool> is_covered_;
};

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
            auto const pairs = Alignment(clause.words, sentence.words).pairs();
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
        if (text.source.kind != TextKind::title) FactReader(knowledge, sentence.words, report).read();
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
