#pragma once

#include <vector>

#include "flow/studio.hpp"
#include "planning/posting_hour.hpp"

namespace troupe::flow {

/// What the artist's posts brought at their hours, for `learn_posting_hour`, oldest first.
///
/// The hour is that at which a post went out, on the clocks of the audience's zone on that day; a post of which nobody
/// knows when it went out is left out, and so is one that is gone. Of each post the reading nearest to its seventh day
/// counts, and none before its third: a fresh post has not had its time yet. One measure holds for a platform: views,
/// where half of its posts have them reported, else the sum of those of likes, reposts and replies that half of them
/// have. Posts without that measure are left out. Errors: unavailable, invalid_input (the zone).
[[nodiscard]] Result<std::vector<planning::PostResult>> posted_hours(Studio& studio, artist::Document const& artist);

}  // namespace troupe::flow
