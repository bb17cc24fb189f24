#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "writing/impl/banks.hpp"

namespace troupe::writing::impl {

/// How much an entry says with the prompt's own words: "a retired bus driver" is heard again in a job on the buses. Rare
/// words weigh more; 0 for entries that are not listed.
using Echoes = std::unordered_map<Entry const*, double>;

/// The same word in another form: "bus" and "buses", "repair" and "repaired". Short words must agree but for a plural.
[[nodiscard]] bool is_form_of(std::string const& a, std::string const& b);

/// `words` are lower case and English.
[[nodiscard]] Echoes echoes_of(std::vector<std::string> const& words, Banks const& banks);

}  // namespace troupe::writing::impl
