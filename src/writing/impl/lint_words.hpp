#pragma once

#include <set>
#include <string>
#include <vector>

#include "writing/impl/banks.hpp"
#include "writing/tables.hpp"

namespace troupe::writing::impl {

/// Faults of the words that prompts are read with: of lexicon.json, languages/, refusals.json and known_artists.json.
/// `themes` are the tags that facts may have.
[[nodiscard]] std::vector<std::string> lint_words(Banks const& banks, GenreTable const& genres,
                                                  std::set<std::string> const& themes);

}  // namespace troupe::writing::impl
