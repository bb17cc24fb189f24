#pragma once

#include <stop_token>

#include "visual/bands.hpp"
#include "visual/brief.hpp"

/// A catalogue that knows what it has shown: the next cover is another layout than the last one, and not nearly the
/// picture of any.
namespace troupe::visual {

/// Two covers of one artist are at least this far apart, as `print_distance` measures, where a few tries can give it.
inline constexpr double twins_apart = 0.09;

/// The brief with the seed it is to be made with, and without earlier covers: its own seed where that shows another layout
/// than the last four of them (than the last, for artists of few layouts) and comes too near to none; else the first of
/// some others drawn from it that does, or the one that comes least near. Tries at most six, in pictures of 160 px. Whatever is made with that seed (cover, teaser, canvas)
/// shows the same composition. Same brief, same answer. Errors: as for covers.
[[nodiscard]] Result<CoverBrief> settled(CoverBrief brief, int threads = default_threads(), std::stop_token stop = {});

}  // namespace troupe::visual
