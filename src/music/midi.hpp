#pragma once

#include <string>

#include "music/score.hpp"

namespace troupe::music {

/// A standard MIDI file (SMF 1, 480 ticks a beat): exact tempo, metre and key signature, a marker for every section and
/// its chords as text, a named track for each part (drums on channel 10), lyrics on the voice's track.
[[nodiscard]] std::string midi_of(Score const& score);

}  // namespace troupe::music
