#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "music/melody_print.hpp"

namespace troupe::music {

class Tables;

/// One line of a song text.
struct LyricLine {
    std::string text;
    int syllables = 0;               ///< 0: counted by groups of vowels
    std::vector<std::string> parts;  ///< the line cut into syllables ("-" at the end: the word goes on); empty: cut by the engine
    std::string stresses;            ///< "1" or "0" for each syllable; empty: guessed
};
BOOST_DESCRIBE_STRUCT(LyricLine, (), (text, syllables, parts, stresses))

/// The lines of one section. A section of the song takes the text of its own name, the nth time the nth one, the last
/// one again when they run out ("chorus" needs to be written once); hook, drop and chorus stand in for each other.
struct LyricSection {
    std::string section;  ///< "verse", "chorus", "bridge"...
    std::vector<LyricLine> lines;
};
BOOST_DESCRIBE_STRUCT(LyricSection, (), (section, lines))

/// What a track maker is told. Everything is optional but one of genre and mood.
struct Brief {
    std::string genre;              ///< id or alias of the genre table: "lofi", "lo-fi"; empty: the mood's own choice
    std::string mood;               ///< id or alias of the mood table; empty: the genre's own
    std::optional<double> valence;  ///< -1 sad .. 1 happy; empty: the mood's
    std::optional<double> energy;   ///< 0 calm .. 1 wild; empty: the mood's
    double bpm = 0;                 ///< quarter notes a minute, 40 to 240; 0: chosen
    std::string tempo;              ///< slow, medium or fast, when bpm is 0; empty: the genre's own
    std::string key;                ///< "F# minor", "Bb major", "D dorian"; empty: chosen
    std::string metre;              ///< one of the genre's metres; empty: its usual one
    std::optional<double> seconds;  ///< 15 to 600; the result is within one bar of it; empty: the genre's usual length
    std::vector<std::string> form;  ///< names of sections in order; empty: one of the genre's forms
    std::vector<std::string> parts; ///< only these: drums, bass, chords, pad, arp, lead, texture, vocals; empty: the genre's
    std::string vocals = "none";    ///< none, sung, choir, vocoder, spoken, rapped
    std::vector<LyricSection> lyrics;
    std::map<std::string, double> sound;  ///< offsets -1..1: names in check_tables: brightness, leaps..; absent: 0
    std::string signature;  ///< any text that stands for the artist: songs with the same one share motif, habits of
                            ///< harmony and groove, voice, kit, instruments and room; empty: the song stands alone
    std::string loudness = "streaming";  ///< streaming (-14 LUFS) or club (-9 LUFS)
    std::vector<MelodyPrint> catalogue;  ///< tunes that this one must not come too near to
    std::string title;                    ///< for the MIDI file and the lyrics
    std::string artist;
    std::uint64_t seed = 0;
};
BOOST_DESCRIBE_STRUCT(Brief, (),
                      (genre, mood, valence, energy, bpm, tempo, key, metre, seconds, form, parts, vocals, lyrics, sound, signature,
                       loudness, catalogue, title, artist, seed))

/// Checks every field against its limits and the tables. Error: invalid_input naming the field and what would be right.
[[nodiscard]] Result<void> validate(Brief const& brief, Tables const& tables);

/// A voice is heard: vocals are not "none".
[[nodiscard]] bool has_voice(Brief const& brief);

}  // namespace troupe::music
