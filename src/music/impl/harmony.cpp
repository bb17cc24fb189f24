#include "music/impl/harmony.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/text.hpp"

namespace troupe::music::impl {
namespace {

using Intervals = std::vector<int>;

constexpr std::array<char const*, 7> upper_numerals{"I", "II", "III", "IV", "V", "VI", "VII"};

std::map<std::string, std::pair<Intervals, Intervals>> const& qualities() {
    // For each ending: the intervals over a major triad's root and over a minor one's.
    static std::map<std::string, std::pair<Intervals, Intervals>> const table{
        {"", {{0, 4, 7}, {0, 3, 7}}},
        {"7", {{0, 4, 7, 10}, {0, 3, 7, 10}}},
        {"maj7", {{0, 4, 7, 11}, {0, 3, 7, 11}}},
        {"9", {{0, 4, 7, 10, 14}, {0, 3, 7, 10, 14}}},
        {"maj9", {{0, 4, 7, 11, 14}, {0, 3, 7, 11, 14}}},
        {"6", {{0, 4, 7, 9}, {0, 3, 7, 9}}},
        {"add9", {{0, 4, 7, 14}, {0, 3, 7, 14}}},
        {"sus2", {{0, 2, 7}, {0, 2, 7}}},
        {"sus4", {{0, 5, 7}, {0, 5, 7}}},
        {"5", {{0, 7}, {0, 7}}},
        {"dim", {{0, 3, 6}, {0, 3, 6}}},
        {"h7", {{0, 3, 6, 10}, {0, 3, 6, 10}}},
    };
    return table;
}

Intervals const& intervals_of(Roman const& roman) {
    auto const& both = qualities().at(roman.quality);
    return roman.minor ? both.second : both.first;
}

int distance(std::span<int const> a, std::span<int const> b) {
    int sum = 0;
    for (int const pitch : a) {
        int closest = 24;
        for (int const other : b) closest = std::min(closest, std::abs(pitch - other));
        sum += closest;
    }
    return sum;
}

}  // namespace

std::vector<int> const& scale_of(std::string_view mode) {
    static std::map<std::string, std::vector<int>, std::less<>> const scales{
        {"major", {0, 2, 4, 5, 7, 9, 11}},  {"minor", {0, 2, 3, 5, 7, 8, 10}},     {"dorian", {0, 2, 3, 5, 7, 9, 10}},
        {"phrygian", {0, 1, 3, 5, 7, 8, 10}}, {"mixolydian", {0, 2, 4, 5, 7, 9, 10}}, {"lydian", {0, 2, 4, 6, 7, 9, 11}}};
    auto const found = scales.find(mode);
    return found == scales.end() ? scales.find("minor")->second : found->second;
}

bool is_minor(std::string_view mode) { return mode == "minor" || mode == "dorian" || mode == "phrygian"; }

bool in_scale(int pitch, int tonic, std::string_view mode) {
    auto const step = ((pitch - tonic) % 12 + 12) % 12;
    auto const& scale = scale_of(mode);
    return std::find(scale.begin(), scale.end(), step) != scale.end();
}

Result<Roman> parse_roman(std::string_view text) {
    Roman roman;
    auto rest = text;
    if (auto const slash = rest.find('/'); slash != std::string_view::npos) {
        auto const tone = rest.substr(slash + 1);
        if (tone == "3" || tone == "5" || tone == "7") roman.bass = tone.front() - '0';
        else return fail(ErrorCode::invalid_input, fmt::format("'{}': behind the slash stands the lowest tone, 3, 5 or 7", text::excerpt(text)));
        rest = rest.substr(0, slash);
    }
    if (!rest.empty() && (rest.front() == 'b' || rest.front() == '#')) {
        roman.accidental = rest.front() == 'b' ? -1 : 1;
        roman.has_accidental = true;
        rest.remove_prefix(1);
    }
    // Longest first, so that "vii" is not read as "vi".
    static constexpr std::array<std::pair<std::string_view, int>, 7> numerals{
        {{"vii", 6}, {"iii", 2}, {"vi", 5}, {"iv", 3}, {"ii", 1}, {"v", 4}, {"i", 0}}};
    for (auto const& [numeral, degree] : numerals) {
        auto const head = rest.substr(0, numeral.size());
        if (text::lower(head) != numeral) continue;
        roman.degree = degree;
        roman.minor = head.front() >= 'a';
        roman.quality = text::replace_all(std::string(rest.substr(numeral.size())), "ø", "h");
        if (roman.quality == "°" || roman.quality == "o") roman.quality = "dim";
        if (qualities().contains(roman.quality)) return roman;
        break;
    }
    return fail(ErrorCode::invalid_input, fmt::format("'{}' is no chord; write one like i, VI, V7, iih7, bII, IVmaj7, vsus4", text::excerpt(text)));
}

Chord realise(std::string const& text, int tonic, std::string_view mode) {
    auto const roman = parse_roman(text).value_or(Roman{});
    auto const degree = static_cast<std::size_t>(roman.degree);
    auto const step = roman.has_accidental ? scale_of("major")[degree] + roman.accidental : scale_of(mode)[degree];
    Chord chord;
    chord.roman = text;
    chord.root = (tonic + step) % 12;
    for (int const interval : intervals_of(roman)) chord.pitches.push_back((chord.root + interval) % 12);
    auto const tone = static_cast<std::size_t>(roman.bass == 3 ? 1 : roman.bass == 5 ? 2 : roman.bass == 7 ? 3 : 0);
    if (tone > 0 && tone < chord.pitches.size()) chord.bass = chord.pitches[tone];
    return chord;
}

std::string diatonic(int degree, std::string_view mode) {
    auto const& scale = scale_of(mode);
    auto const at = [&](int d) { return scale[static_cast<std::size_t>(d % 7)] + 12 * (d / 7); };
    auto const third = at(degree + 2) - at(degree), fifth = at(degree + 4) - at(degree);
    std::string const numeral = upper_numerals[static_cast<std::size_t>(degree)];
    if (third == 4) return numeral;
    return text::lower(numeral) + (fifth == 6 ? "dim" : "");
}

std::string dominant_of(std::string const& text, std::string_view mode) {
    auto const target = parse_roman(text);
    if (!target || target->has_accidental) return {};
    auto const& scale = scale_of(mode);
    auto const step = (scale[static_cast<std::size_t>(target->degree)] + 7) % 12;
    auto const found = std::find(scale.begin(), scale.end(), step);
    if (found == scale.end()) return {};
    return std::string(upper_numerals[static_cast<std::size_t>(found - scale.begin())]) + "7";
}

std::string on_bass(std::string const& roman, int tone) {
    auto const bare = roman.substr(0, roman.find('/'));
    return tone == 0 ? bare : bare + "/" + std::to_string(tone);
}

namespace {

/// Every tone is one of the mode's, but for the leading note that a dominant brings: VI of natural minor is none of dorian.
bool lies_in(Progression const& progression, std::string const& mode) {
    constexpr int leading_note = 11;
    return std::all_of(progression.chords.begin(), progression.chords.end(), [&](auto const& roman) {
        auto const chord = realise(roman, 0, mode);
        return std::all_of(chord.pitches.begin(), chord.pitches.end(), [&](int pitch) { return in_scale(pitch, 0, mode) || pitch == leading_note; });
    });
}

bool is_fifth(Chord const& chord, int pitch_class) { return ((pitch_class - chord.root) % 12 + 12) % 12 == 7; }

/// More voices than tones double the lowest: a doubled root says where home is, a doubled fifth that it is elsewhere.
int doubling_cost(Chord const& chord, int pitch_class) {
    return pitch_class % 12 == chord.root % 12 ? 0 : is_fifth(chord, pitch_class) ? 14 : 7;
}

}  // namespace

bool suits_mode(Progression const& progression, std::string const& mode) {
    if (progression.modes.empty()) return mode == "minor" || (is_minor(mode) && lies_in(progression, mode));
    return std::find(progression.modes.begin(), progression.modes.end(), mode) != progression.modes.end();
}

int drum_pitch(std::string_view lane) {
    static std::map<std::string, int, std::less<>> const pitches{
        {"kick", 36}, {"snare", 38}, {"clap", 39},   {"rim", 37},  {"hat", 42}, {"open", 46},
        {"ride", 51}, {"crash", 49}, {"shaker", 70}, {"perc", 63}, {"tom", 45}, {"cowbell", 56}};
    auto const found = pitches.find(lane);
    return found == pitches.end() ? 0 : found->second;
}

std::vector<std::string> const& drum_lanes() {
    static std::vector<std::string> const lanes{"kick", "snare", "clap",   "rim",  "hat", "open",
                                                "ride", "crash", "shaker", "perc", "tom", "cowbell"};
    return lanes;
}

int nearest(int pitch_class, int near) {
    auto const offset = ((pitch_class - near) % 12 + 12) % 12;
    return offset > 6 ? near + offset - 12 : near + offset;
}

Chord without_fifth(Chord chord) {
    if (chord.pitches.size() > 2) std::erase_if(chord.pitches, [&](int pitch_class) { return is_fifth(chord, pitch_class); });
    return chord;
}

std::vector<int> voiced(Chord const& chord, int count, int centre, std::span<int const> before) {
    // Every inversion whose voices start near the centre; the one that moves least wins.
    std::vector<int> best;
    int least = 1 << 20;
    auto const tones = chord.pitches.size();
    for (std::size_t lowest = 0; lowest < tones; ++lowest) {
        std::vector<int> pitches{nearest(chord.pitches[lowest], centre - 5)};
        for (std::size_t i = 1; static_cast<int>(i) < count; ++i) {
            auto const pitch_class = chord.pitches[(lowest + i) % tones];
            auto next = pitches.back() + 1;
            next += ((pitch_class - next) % 12 + 12) % 12;
            pitches.push_back(next);
        }
        int const middle = (pitches.front() + pitches.back()) / 2;
        int const cost = distance(pitches, before) * 2 + std::abs(middle - centre) + (before.empty() && lowest != 0 ? 4 : 0) +
                         (static_cast<std::size_t>(count) > tones ? doubling_cost(chord, chord.pitches[lowest]) : 0);
        if (cost < least) {
            least = cost;
            best = pitches;
        }
    }
    return best;
}

}  // namespace troupe::music::impl
