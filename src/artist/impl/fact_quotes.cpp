#include "artist/impl/fact_quotes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "artist/impl/alignment.hpp"

namespace troupe::artist::impl {
namespace {

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
            auto pairs = align(clause.words, sentence_);
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

}  // namespace

void check_quotes(Knowledge const& knowledge, Words const& sentence, Report& report) { FactReader(knowledge, sentence, report).read(); }

}  // namespace troupe::artist::impl
