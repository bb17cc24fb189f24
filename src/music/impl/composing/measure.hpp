#pragma once

#include <vector>

#include "music/score.hpp"

namespace troupe::music::impl {

/// Measures a score by the definitions of MusPy (Dong et al. 2020) and MusDr (Wu & Yang 2020) on the steps of its metre.
[[nodiscard]] Metrics measure(Score const& score);

/// Lead and voice together, in order: what people would hum.
[[nodiscard]] std::vector<Note> melody_of(Score const& score);

/// Everything with a pitch: not drums, effects and texture.
[[nodiscard]] bool is_pitched(Part const& part);

}  // namespace troupe::music::impl
