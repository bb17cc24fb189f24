#pragma once

#include "music/impl/composing/draft.hpp"

namespace troupe::music::impl {

/// A draft with everything but the music.
[[nodiscard]] Draft empty_draft(Plan const& plan, Brief const& brief, Random const& song, Random const& own);
/// Every stage after the chords.
void write_parts(Draft& draft, Brief const& brief);
/// Measures it and lets the critic judge: metrics and verdict are set.
void weigh(Score& score, Genre const& genre);

}  // namespace troupe::music::impl
