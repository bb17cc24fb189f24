#pragma once

#include <string>

#include "music/score.hpp"

namespace troupe::music {

/// The song on one page for people with instruments, as plain text: title, key, tempo and metre, then each section with
/// four bars in a row. A bar with several chords shows its pulses, "/" where the chord stays:
///
///     [Verse 1]  bars 5-12
///     | Am         | F          | C          | G / E7 /   |
[[nodiscard]] std::string chord_chart_of(Score const& score);

}  // namespace troupe::music
