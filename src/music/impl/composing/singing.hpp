#pragma once

#include <functional>

#include "music/impl/composing/draft.hpp"

namespace troupe::music::impl {

/// The voice has words for this section, or, when there are none at all, sings its hook without them.
[[nodiscard]] bool is_sung(ScoreSection const& section, Brief const& brief);

/// Writes the part "vocals": each line of the lyrics within its bars, stressed syllables on strong places, the lines of a
/// verse related, a closing line with its last syllable over several tones ("~" continues a syllable). `hum` lays the
/// section's theme where there are no words.
void sing(Draft& draft, Brief const& brief, std::function<void(ScoreSection const&, Part&)> const& hum);

}  // namespace troupe::music::impl
