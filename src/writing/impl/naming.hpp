#pragma once

#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/result.hpp"
#include "writing/impl/banks.hpp"
#include "writing/impl/fact_graph.hpp"

namespace troupe::writing::impl {

/// A name in the style of the genre and the sounds of the home's language. Not in the roster (nor one letter away from
/// it), nothing of the list of words to avoid. The asked-for name is taken as it is.
/// Errors: conflict (the asked-for name is in the roster), invalid_input (it holds a word to avoid).
[[nodiscard]] Result<std::string> choose_name(Target const& target, FactGraph const& graph, Understood const& understood,
                                              Names const& names, std::vector<RosterEntry> const& roster,
                                              Random const& random);

}  // namespace troupe::writing::impl
