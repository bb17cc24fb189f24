#pragma once

#include <string>
#include <vector>

#include "music/score.hpp"

namespace troupe::music {

/// A pitch class by its name on paper: letter and accidentals.
struct NoteName {
    char letter = 'C';  ///< C D E F G A B
    int alter = 0;      ///< -2 double flat .. 2 double sharp
    bool operator==(NoteName const&) const = default;
};
/// "F#", "Bb", "Ebb".
[[nodiscard]] std::string to_text(NoteName name);

/// How a key writes its notes: those of its scale without accidentals, the others with the sign that is usual there
/// (the raised seventh of A minor is G#, the lowered one of A major G).
class Spelling {
public:
    explicit Spelling(Score const& score) : Spelling(score.tonic, score.mode) {}
    Spelling(int tonic, std::string const& mode);

    [[nodiscard]] int fifths() const { return fifths_; }  ///< sharps of the key signature, flats below 0; -6 to 6
    [[nodiscard]] NoteName tonic() const;
    [[nodiscard]] NoteName of(int pitch) const;  ///< of a MIDI number or pitch class
    /// The root as its Roman numeral means it: bII of B minor is C, not B#.
    [[nodiscard]] NoteName root_of(Chord const& chord) const;

private:
    int fifths_;
    int tonic_at_;  ///< of the tonic on the line of fifths, C = 0
    int lowest_;    ///< place of the flattest note in use
};

/// "F#m7", "Bb", "Asus4", "C/E": as chord charts write it.
[[nodiscard]] std::string chord_name(Chord const& chord, Spelling const& spelling);

/// What MusicXML calls a chord.
struct ChordKind {
    std::string suffix;      ///< "m7", as on a chart
    std::string kind;        ///< of the standard's list: "minor-seventh"
    int added = 0;           ///< degree that the kind lacks: the 9 of an add9; 0: none
};
[[nodiscard]] ChordKind kind_of(Chord const& chord);

/// The sections' names as people count them: "Verse 1", "Chorus", "Verse 2"; one for each of the score's sections.
[[nodiscard]] std::vector<std::string> section_titles(Score const& score);

}  // namespace troupe::music
