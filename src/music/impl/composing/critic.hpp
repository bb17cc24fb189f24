#pragma once

#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// How each measure of a song lies in its genre's ranges, in the order of metric_rows(): full marks in the middle half,
/// half of them at the edge, none far outside.
[[nodiscard]] std::vector<RowMark> marks_of(Metrics const& metrics, Genre const& genre);

/// 0..1: the marks together. A row outside its range costs more than the others can make good.
[[nodiscard]] double judge(Metrics const& metrics, Genre const& genre);

/// 0..1: how clearly the song's own key would be heard in it, by the profiles that the analyser uses.
[[nodiscard]] double judge_key(Score const& score);

}  // namespace troupe::music::impl
