#pragma once

#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// Measures a score by the definitions of MusPy (Dong et al. 2020) and MusDr (Wu & Yang 2020) on sixteen steps a bar.
[[nodiscard]] Metrics measure(Score const& score);

/// 0..1: how much of it lies where 909 real pop songs lie (POP909; full marks between the quartiles, none beyond the
/// 1st and 99th percentile or so), weighted by how song-like the genre is.
[[nodiscard]] double judge(Metrics const& metrics, Genre const& genre);

/// 0..1: how clearly the song's own key would be heard in it, by the profiles that the analyser uses.
[[nodiscard]] double judge_key(Score const& score);

}  // namespace troupe::music::impl
