#pragma once

#include <string>

#include "music/score.hpp"

namespace troupe::music {

/// The song as a lead sheet for notation programs (MusicXML 4.0, partwise): voice with lyrics, lead and bass where they
/// play (the chords themselves where nobody sings or leads), chord symbols over the first part, sections as rehearsal
/// marks, tempo, key and metre. Rhythm is written in sixteenths.
[[nodiscard]] std::string musicxml_of(Score const& score);

}  // namespace troupe::music
