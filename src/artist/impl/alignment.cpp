#include "artist/impl/alignment.hpp"

#include <algorithm>

namespace troupe::artist::impl {

bool is_same(Word const& a, Word const& b) {
    if (a.is_number && b.is_number) return number_of(a.lower) == number_of(b.lower);
    return a.key == b.key;
}

namespace {

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

}  // namespace

std::vector<Pair> align(Words const& clause, Words const& sentence) { return Alignment(clause, sentence).pairs(); }

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

}  // namespace troupe::artist::impl
