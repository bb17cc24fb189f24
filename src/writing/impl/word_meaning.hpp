#pragma once

#include <string>
#include <string_view>

#include "writing/impl/lexicon.hpp"
#include "writing/wordnet.hpp"

namespace troupe::writing::impl {

/// Where a word that the lexicon does not list may stand, judged by its relatives that the lexicon does list.
struct Meaning {
    Axes axes{};        ///< weaker than those of a listed word: at most 0.7
    std::string topic;  ///< tag; empty: none
    bool is_adjective = false;
    bool is_word = false;  ///< WordNet knows it, whether or not it says anything to us

    [[nodiscard]] bool says_something() const { return length(axes) > 0 || !topic.empty(); }
};

/// Walks from the word over synonyms, similar words, derived forms, what it is a kind of and the words of its
/// definitions; each step counts for less. Deterministic; nothing without WordNet.
[[nodiscard]] Meaning meaning_of(std::string_view word, WordNet const& net, Lexicon const& lexicon);

/// Whether WordNet lists it, or the form that its endings lead to. Words of three letters are too often abbreviations.
[[nodiscard]] bool is_dictionary_word(std::string_view word, WordNet const& net, Endings const& endings);

}  // namespace troupe::writing::impl
