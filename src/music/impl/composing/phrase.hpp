#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/random.hpp"
#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// A place for a tone, before it has a pitch.
struct Slot {
    int tick = 0;    ///< from the start of the phrase
    int length = 0;
    bool strong = false;         ///< on a main beat, or long
    bool closes = false;         ///< the last of its phrase: wants the tonic or the chord's root
    std::optional<int> guide;    ///< the pitch of the motif it repeats
    double pull = 1.4;           ///< how strongly the guide holds, per semitone; from 8 on nothing else is possible
    double height = 0;           ///< -1..1: where in the range it should lie
};

/// What a phrase moves in.
struct Terrain {
    int tonic = 0;
    std::string mode;
    MelodyStyle const* style = nullptr;
    std::function<Chord const&(int)> chord_at;  ///< at a tick from the start of the phrase
};

/// Pitches for all slots at once, drawn from the distribution that the interval statistics, the chords, the contour
/// and the motif together give (forward filtering, backward sampling): chord tones fall on strong beats without the
/// leaps that snapping to them one by one would make.
[[nodiscard]] std::vector<int> draw_pitches(std::vector<Slot> const& slots, Terrain const& terrain, Random& random);

/// The tones a melody may use, from the lowest up.
[[nodiscard]] std::vector<int> ladder_of(Terrain const& terrain);
/// So many tones of the ladder above (or below) the one nearest to `pitch`; stays within it.
[[nodiscard]] int on_ladder(std::vector<int> const& ladder, int pitch, int steps);
[[nodiscard]] bool is_chord_tone(Chord const& chord, int pitch);

}  // namespace troupe::music::impl
