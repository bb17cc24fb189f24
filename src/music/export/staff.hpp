#pragma once

#include <string>
#include <vector>

#include "music/score.hpp"

/// From played notes to written ones: what a person reads in place of what a machine performs. Times are in sixteenths.
namespace troupe::music {

/// A note, a chord of notes, or a rest that one sign can write, within one bar.
struct WrittenNote {
    int start = 0;             ///< from the beginning of the bar
    int length = 1;            ///< sixteenths; of a whole-bar rest the bar's
    std::vector<int> pitches;  ///< MIDI numbers, lowest first; empty: a rest
    bool tied_before = false, tied_after = false;
    bool is_whole_bar_rest = false;
    int source = -1;  ///< tick of the played note that it begins; -1: a rest, or the rest of a tied note
};

/// Notes of one part as bars of signs. Onsets go to the nearest sixteenth; a short breath between two notes is how they
/// are played and not written. Every bar is filled exactly; what sounds over a bar line or a hidden beat is tied.
[[nodiscard]] std::vector<std::vector<WrittenNote>> written(std::vector<Note> const& notes, Metre metre, int bars);

/// The sign of a length: "quarter" with one dot for 6. Only lengths that `written` gives.
struct NoteSign {
    std::string type;
    int dots = 0;
};
[[nodiscard]] NoteSign sign_of(int sixteenths);

}  // namespace troupe::music
