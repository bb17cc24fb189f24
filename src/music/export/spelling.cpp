#include "music/export/spelling.hpp"

#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music {
namespace {

constexpr std::string_view fifths_letters = "FCGDAEB";  // the line of fifths from F (-1) to B (5)
constexpr std::string_view scale_letters = "CDEFGAB";

int mod(int value, int by) { return (value % by + by) % by; }

NoteName name_at(int place) {
    auto const index = place + 1;
    auto const alter = (index - mod(index, 7)) / 7;
    return {fifths_letters[static_cast<std::size_t>(mod(index, 7))], alter};
}

int pitch_class(NoteName name) {
    static constexpr std::array<int, 7> semitones{0, 2, 4, 5, 7, 9, 11};
    return mod(semitones[scale_letters.find(name.letter)] + name.alter, 12);
}

/// Steps up the line of fifths from the tonic of the major scale with the same signature to the mode's own.
int mode_offset(std::string const& mode) {
    static std::map<std::string, int> const offsets{{"lydian", -1}, {"major", 0}, {"mixolydian", 1}, {"dorian", 2}, {"minor", 3}, {"phrygian", 4}};
    auto const found = offsets.find(mode);
    return found == offsets.end() ? 0 : found->second;
}

std::string capitalised_name(std::string const& section) { return section == "prechorus" ? "Pre-chorus" : text::capitalised(section); }

}  // namespace

std::string to_text(NoteName name) {
    return std::string(1, name.letter) + std::string(static_cast<std::size_t>(std::abs(name.alter)), name.alter < 0 ? 'b' : '#');
}

Spelling::Spelling(int tonic, std::string const& mode) {
    auto const offset = mode_offset(mode);
    fifths_ = mod(7 * tonic - offset, 12);
    if (fifths_ > 6) fifths_ -= 12;
    tonic_at_ = fifths_ + offset;
    // Twelve neighbours on the line: minor keys reach for raised degrees, major ones for lowered ones too.
    lowest_ = impl::is_minor(mode) ? fifths_ - 3 : fifths_ - 4;
}

NoteName Spelling::tonic() const { return name_at(tonic_at_); }

NoteName Spelling::of(int pitch) const {
    auto const place = mod(7 * pitch, 12);
    return name_at(lowest_ + mod(place - lowest_, 12));
}

NoteName Spelling::root_of(Chord const& chord) const {
    auto const roman = impl::parse_roman(chord.roman);
    if (!roman) return of(chord.root);
    auto const first = scale_letters.find(tonic().letter);
    NoteName name{scale_letters[(first + static_cast<std::size_t>(roman->degree)) % 7], 0};
    name.alter = mod(chord.root - pitch_class(name) + 6, 12) - 6;
    return std::abs(name.alter) > 1 ? of(chord.root) : name;
}

ChordKind kind_of(Chord const& chord) {
    static std::map<std::set<int>, ChordKind> const kinds{
        {{0, 4, 7}, {"", "major"}},
        {{0, 3, 7}, {"m", "minor"}},
        {{0, 3, 6}, {"dim", "diminished"}},
        {{0, 4, 8}, {"aug", "augmented"}},
        {{0, 2, 7}, {"sus2", "suspended-second"}},
        {{0, 5, 7}, {"sus4", "suspended-fourth"}},
        {{0, 7}, {"5", "power"}},
        {{0, 4, 7, 10}, {"7", "dominant"}},
        {{0, 4, 7, 11}, {"maj7", "major-seventh"}},
        {{0, 3, 7, 10}, {"m7", "minor-seventh"}},
        {{0, 3, 7, 11}, {"m(maj7)", "major-minor"}},
        {{0, 3, 6, 10}, {"m7b5", "half-diminished"}},
        {{0, 3, 6, 9}, {"dim7", "diminished-seventh"}},
        {{0, 4, 8, 10}, {"7#5", "augmented-seventh"}},
        {{0, 5, 7, 10}, {"7sus4", "suspended-fourth", 7}},
        {{0, 4, 7, 9}, {"6", "major-sixth"}},
        {{0, 3, 7, 9}, {"m6", "minor-sixth"}},
        {{0, 2, 4, 7}, {"add9", "major", 9}},
        {{0, 2, 3, 7}, {"m(add9)", "minor", 9}},
        {{0, 2, 4, 7, 9}, {"6/9", "major-sixth", 9}},
        {{0, 2, 4, 7, 10}, {"9", "dominant-ninth"}},
        {{0, 2, 4, 7, 11}, {"maj9", "major-ninth"}},
        {{0, 2, 3, 7, 10}, {"m9", "minor-ninth"}},
        {{0, 2, 5, 7, 10}, {"9sus4", "suspended-fourth", 9}},
        {{0, 2, 3, 5, 7, 10}, {"m11", "minor-11th"}},
        {{0, 2, 4, 5, 7, 10}, {"11", "dominant-11th"}},
        {{0, 2, 4, 7, 9, 10}, {"13", "dominant-13th"}}};
    std::set<int> intervals{0};
    for (int const pitch : chord.pitches) intervals.insert(mod(pitch - chord.root, 12));
    if (auto const found = kinds.find(intervals); found != kinds.end()) return found->second;
    // A chord that nobody named: what its third says.
    if (intervals.contains(3)) return {"m", "minor"};
    if (intervals.contains(4)) return {"", "major"};
    return intervals.contains(5) ? ChordKind{"sus4", "suspended-fourth"} : ChordKind{"5", "power"};
}

std::string chord_name(Chord const& chord, Spelling const& spelling) {
    auto const name = to_text(spelling.root_of(chord)) + kind_of(chord).suffix;
    return chord.lowest() == chord.root ? name : name + "/" + to_text(spelling.of(chord.lowest()));
}

std::vector<std::string> section_titles(Score const& score) {
    std::map<std::string, int> total, seen;
    for (auto const& section : score.sections) ++total[section.name];
    std::vector<std::string> titles;
    for (auto const& section : score.sections) {
        auto title = capitalised_name(section.name);
        if (total[section.name] > 1) title += " " + std::to_string(++seen[section.name]);
        titles.push_back(std::move(title));
    }
    return titles;
}

}  // namespace troupe::music
