#pragma once

#include "base/random.hpp"
#include "planning/impl/roster/prices.hpp"

namespace troupe::planning::impl {

/// Large neighbourhood search (Shaw 1998): six artists give their weeks back and choose anew in another order, half of
/// the times all of one genre; what is worth no less stays. `rounds` such groups.
void regroup(RosterProblem const& problem, Prices& prices, std::int64_t rounds, Random random, Assignment& best);

}  // namespace troupe::planning::impl
