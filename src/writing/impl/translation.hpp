#pragma once

#include <vector>

#include "writing/impl/prompt.hpp"
#include "writing/impl/understanding.hpp"
#include "writing/impl/vocabulary.hpp"
#include "writing/wordnet.hpp"

namespace troupe::writing::impl {

/// Finds the language of the tokens, sets `out.language` and puts English words in place of those that its file lists.
/// A word it does not list stays; words that say nothing by themselves leave. A language or a script that we do not read
/// is no error: `out.language` says which it is where that can be told ("ja", "und-Cyrl", "und").
void translate(std::vector<Token>& tokens, Banks const& banks, Vocabulary const& vocabulary, WordNet const& net,
               Understood& out);

}  // namespace troupe::writing::impl
