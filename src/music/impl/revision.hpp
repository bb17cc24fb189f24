#pragma once

#include "music/impl/plan.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// The song with one section (an index) composed anew from `seed`; everything outside it is as it was.
[[nodiscard]] Result<Score> recomposed(Score const& song, Plan const& plan, Brief const& brief, int section, std::uint64_t seed, int candidates);

/// Whole bars of the song as a song of their own.
[[nodiscard]] Score excerpt(Score const& song, int first_bar, int bars);
/// The bar where the hook begins: of the section that people would remember.
[[nodiscard]] int hook_bar(Score const& song);

}  // namespace troupe::music::impl
