#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// The seven semitone steps of a mode above its tonic.
[[nodiscard]] std::vector<int> const& scale_of(std::string_view mode);
/// Minor, dorian and phrygian.
[[nodiscard]] bool is_minor(std::string_view mode);
[[nodiscard]] bool in_scale(int pitch, int tonic, std::string_view mode);

/// A Roman numeral, read: degree I..VII with its accidental, quality from its case and ending.
struct Roman {
    int degree = 0;       ///< 0..6
    int accidental = 0;   ///< -1 flat, 1 sharp, against the major scale; used only when written
    bool has_accidental = false;
    bool minor = false;
    std::string quality;  ///< "", "7", "maj7", "9", "sus2", "sus4", "dim", "ø7", "6", "add9", "5"
    int bass = 0;         ///< which tone lies lowest, as written behind a slash: 0 the root, 3 third, 5 fifth, 7 seventh
};
/// Error: invalid_input.
[[nodiscard]] Result<Roman> parse_roman(std::string_view text);

/// The chord in a key: its root is the mode's own degree, or the major scale's with the written accidental.
[[nodiscard]] Chord realise(std::string const& roman, int tonic, std::string_view mode);

/// The numeral of a mode's own triad on a degree 0..6: "ii", "IV", "viidim".
[[nodiscard]] std::string diatonic(int degree, std::string_view mode);
/// The dominant seventh that leads to a diatonic chord: to "vi" in major it is "III7". Empty where its root lies outside
/// the mode.
[[nodiscard]] std::string dominant_of(std::string const& roman, std::string_view mode);
/// The numeral with another tone lowest: 3, 5 or 7; 0 takes the slash away.
[[nodiscard]] std::string on_bass(std::string const& roman, int tone);

[[nodiscard]] bool suits_mode(Progression const& progression, std::string const& mode);

/// General MIDI percussion number of a lane of a drum pattern, 0 if there is none of that name.
[[nodiscard]] int drum_pitch(std::string_view lane);
[[nodiscard]] std::vector<std::string> const& drum_lanes();

/// The same without its perfect fifth, where two tones are left: the fifth says nothing that the root does not, and much of
/// it makes the ear take the dominant for home.
[[nodiscard]] Chord without_fifth(Chord chord);

/// `count` voices of a chord near `centre`, moving as little as possible from `before` (empty: anywhere).
[[nodiscard]] std::vector<int> voiced(Chord const& chord, int count, int centre, std::span<int const> before);

/// The pitch of that class nearest to `near`.
[[nodiscard]] int nearest(int pitch_class, int near);

}  // namespace troupe::music::impl
