#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "media/timeline.hpp"
#include "music/metre.hpp"

/// A composed song: everything about it but the sound. Pure data; the same brief and seed give the same score.
namespace troupe::music {

struct Note {
    int tick = 0;           ///< on the grid
    int shift = 0;          ///< performed so many ticks later (swing, feel)
    int length = 0;         ///< ticks, at least 1
    int pitch = 60;         ///< MIDI number; drums: General MIDI percussion
    double velocity = 0.8;  ///< 0..1
    int slide_to = 0;       ///< MIDI number the pitch glides to at the end; 0: none
    [[nodiscard]] int start() const { return tick + shift < 0 ? 0 : tick + shift; }
    bool operator==(Note const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Note, (), (tick, shift, length, pitch, velocity, slide_to))

struct Part {
    std::string name;   ///< "kick", "bass", "pad"...: unique
    std::string stem;   ///< the stem it is heard in
    std::string patch;  ///< of the genre's instruments
    std::vector<Note> notes;  ///< in order of tick
    int program = -1;         ///< General MIDI instrument of the patch; -1: it has none
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, stem, patch, notes, program))

struct ScoreSection {
    std::string name;  ///< "intro", "verse", "chorus", "drop"...
    int first_bar = 0;
    int bars = 4;
    double energy = 0.5;             ///< 0..1
    std::vector<std::string> parts;  ///< that play here
};
BOOST_DESCRIBE_STRUCT(ScoreSection, (), (name, first_bar, bars, energy, parts))

struct Chord {
    int tick = 0;
    int length = 0;
    std::string roman;         ///< "i", "VI7", "V/3" (its third lowest)
    int root = 0;              ///< pitch class
    std::vector<int> pitches;  ///< pitch classes, root first
    int bass = -1;             ///< pitch class of the lowest tone; -1: the root
    [[nodiscard]] int lowest() const { return bass < 0 ? root : bass; }
};
BOOST_DESCRIBE_STRUCT(Chord, (), (tick, length, roman, root, pitches, bass))

struct SungSyllable {
    int tick = 0;
    int length = 0;
    std::string text;   ///< "~": the syllable before goes on, on another tone
    int line = 0;       ///< index into Score::lines; -1: wordless
    bool ends_word = false;
    bool stressed = false;
};
BOOST_DESCRIBE_STRUCT(SungSyllable, (), (tick, length, text, line, ends_word, stressed))

/// The numbers the critic judged it by: definitions of MusPy and MusDr on sixteen steps a bar, or as many as the metre
/// has. Percussion, texture and effects are left out, as the songs compared with have none.
struct Metrics {
    double pitch_class_entropy = 0, bar_entropy = 0, phrase_entropy = 0;  ///< bits: song, one bar, four bars
    double scale_consistency = 0, groove_consistency = 0, grooving_similarity = 0;
    double steps = 0, repeats = 0, thirds = 0, leaps = 0, wide_leaps = 0;  ///< shares of the melody's moves
    double range = 0;             ///< semitones
    double notes_per_bar = 0;     ///< of the melody, in bars where it plays
    double active_bars = 0;       ///< share of bars with melody
    double on_beat = 0, on_half_beat = 0;
    double bars_returning = 0, rhythms_returning = 0;
    double chords_per_bar = 0, distinct_chords = 0;
    double rich_chords = 0, inverted_chords = 0, minor_chords = 0;  ///< shares; rich: with 6, 7, 9 or sus
    double score = 0;             ///< of the critic, 0..1
};
BOOST_DESCRIBE_STRUCT(Metrics, (),
                      (pitch_class_entropy, bar_entropy, phrase_entropy, scale_consistency, groove_consistency,
                       grooving_similarity, steps, repeats, thirds, leaps, wide_leaps, range, notes_per_bar, active_bars, on_beat,
                       on_half_beat, bars_returning, rhythms_returning, chords_per_bar, distinct_chords, rich_chords,
                       inverted_chords, minor_chords, score))

/// One measure beside the range it should lie in.
struct RowMark {
    std::string metric;
    double value = 0;
    double low = 0, high = 0;
    double mark = 0;  ///< 0..1
};
BOOST_DESCRIBE_STRUCT(RowMark, (), (metric, value, low, high, mark))

/// Why this song was kept, for people.
struct Verdict {
    int heard = 0;                ///< candidates composed
    int refused = 0;              ///< of them too like a tune of the catalogue
    double score = 0;             ///< of the one kept, 0..1
    double key = 0;               ///< how clearly its key is heard, 0..1
    std::vector<double> others;   ///< scores of the runners-up, best first, at most 5
    std::vector<RowMark> rows;    ///< of the one kept
    double likeness = 0;          ///< to the nearest tune of the catalogue, 0..1
    std::string nearest;          ///< that tune's title
    std::string reason;           ///< in a sentence
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (heard, refused, score, key, others, rows, likeness, nearest, reason))

struct Score {
    std::string title;
    std::string genre;
    double bpm = 120;
    Metre metre;
    int tonic = 0;             ///< pitch class, C = 0
    std::string mode = "minor";  ///< minor, major, dorian, phrygian, mixolydian, lydian
    int bars = 0;
    std::vector<ScoreSection> sections;
    std::vector<Chord> chords;
    std::vector<Part> parts;
    std::vector<SungSyllable> syllables;
    std::vector<std::string> lines;  ///< lyric lines that are sung
    Metrics metrics;
    int candidates = 0;  ///< how many the critic heard
    Verdict verdict;

    [[nodiscard]] int bar_ticks() const { return metre.bar_ticks(); }
    [[nodiscard]] int ticks() const { return bars * bar_ticks(); }
    [[nodiscard]] double seconds_at(double tick) const { return tick / ticks_per_beat * 60.0 / bpm; }
    [[nodiscard]] double seconds() const { return seconds_at(ticks()); }
    [[nodiscard]] Part const* part(std::string_view name) const;
};
BOOST_DESCRIBE_STRUCT(Score, (),
                      (title, genre, bpm, metre, tonic, mode, bars, sections, chords, parts, syllables, lines, metrics,
                       candidates, verdict))

/// For a score that comes from a file: tempo, metre, bars and notes lie where they can be played and written, sections
/// follow each other without a gap. Error: invalid_input naming the place.
[[nodiscard]] Result<void> validate(Score const& score);

/// "F# minor". Modes other than major keep their name.
[[nodiscard]] std::string key_name(int tonic, std::string const& mode);

struct Key {
    int tonic = 0;
    std::string mode = "minor";
};
/// Reads "F# minor", "Bbm", "C", "D dorian". Error: invalid_input.
[[nodiscard]] Result<Key> parse_key(std::string_view text);

/// When everything happens, exactly: beats, sections, accents (kick, snare, drop, fill, riser, hook), lyric lines, hook.
/// `tail_seconds`: how long the sound rings on after the last bar.
[[nodiscard]] media::Timeline timeline_of(Score const& score, double tail_seconds);

}  // namespace troupe::music
