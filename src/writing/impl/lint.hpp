#pragma once

#include <string>
#include <vector>

#include "writing/impl/banks.hpp"
#include "writing/prosody.hpp"
#include "writing/tables.hpp"

namespace troupe::writing::impl {

/// Every fault of the banks that a writer without C++ could make, in words: missing forms and slots, unknown tags, ids
/// used twice, acts that a register cannot speak, couplets that never rhyme, hooks without their title. Rhymes are only
/// judged with a pronouncing dictionary. Empty when all is well.
[[nodiscard]] std::vector<std::string> lint(Banks const& banks, GenreTable const& genres, Prosody const& prosody);

}  // namespace troupe::writing::impl
