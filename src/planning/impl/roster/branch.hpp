#pragma once

#include "planning/impl/roster/prices.hpp"

namespace troupe::planning::impl {

/// Branch and bound over what the bound leaves open: an artist's path can be part of a better plan only if its profit
/// under the prices lies within the gap of that artist's best, which leaves short lists for small rosters. Branches on
/// the artist with the fewest paths left, and prices anew in every node. Improves `best`; true when the search ended:
/// then nothing is better.
[[nodiscard]] bool branch_and_bound(RosterProblem const& problem, PricedBound& priced, std::int64_t most_nodes,
                                    Assignment& best);

}  // namespace troupe::planning::impl
