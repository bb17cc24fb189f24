#pragma once

#include <vector>

#include "artist/impl/knowledge.hpp"

/// A clause of a fact and a sentence side by side, word by word, as sequences of genes are aligned (Smith and Waterman, 1981).
namespace troupe::artist::impl {

/// A pair of places that the alignment puts side by side; -1: nothing stands there.
struct Pair {
    int in_clause = -1;
    int in_sentence = -1;
};

/// The same word, or the same number in letters and digits.
[[nodiscard]] bool is_same(Word const& a, Word const& b);

/// The pairs of the best local alignment, in order.
[[nodiscard]] std::vector<Pair> align(Words const& clause, Words const& sentence);

/// How much of a clause an alignment found.
struct Coverage {
    std::size_t words = 0;
    std::size_t content = 0;
    bool is_exact = true;
};

[[nodiscard]] Coverage coverage_of(std::vector<Pair> const& pairs, Clause const& clause, Words const& sentence);

}  // namespace troupe::artist::impl
