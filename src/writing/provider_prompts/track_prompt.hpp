#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

#include "writing/provider_prompts/artist_prompt.hpp"

namespace troupe::writing::provider_prompts {

struct Share {
    std::string name;
    double share = 0;  ///< 0..1
};
BOOST_DESCRIBE_STRUCT(Share, (), (name, share))

/// A part of the song.
struct SongPart {
    std::string name;  ///< intro, verse, pre_chorus, chorus, build, drop, break, bridge, outro..
    int bar = 1;       ///< its first; the song begins with bar 1
    int bars = 8;
    double at = 0;        ///< seconds
    double energy = 0.5;  ///< 0..1
};
BOOST_DESCRIBE_STRUCT(SongPart, (), (name, bar, bars, at, energy))

/// Where one part gives way to the next in a way that is heard.
struct SongTurn {
    std::string kind;  ///< drop, lift, breakdown, build, transition
    int bar = 1;       ///< the first of the new part
    double at = 0;     ///< seconds
    std::string with;  ///< "a riser", "a drum fill"; empty: nothing is known of it
};
BOOST_DESCRIBE_STRUCT(SongTurn, (), (kind, bar, at, with))

/// Words of one part, as they are sung.
struct SungPart {
    std::string name;
    std::vector<std::string> lines;
};
BOOST_DESCRIBE_STRUCT(SungPart, (), (name, lines))

/// What a song is, in numbers and words of the tables: `flow` fills it.
struct TrackSheet {
    std::string title;          ///< empty: none yet
    std::vector<Share> genres;  ///< as people say them, the song's own first
    std::string mood;
    std::vector<std::string> other_moods;
    double valence = 0;   ///< -1 sad .. 1 happy
    double energy = 0.5;  ///< 0 calm .. 1 wild
    double bpm = 120;
    double usual_low = 0, usual_high = 0;  ///< tempi of the main genre; 0: not known
    int beats_per_bar = 4;
    std::string key;                       ///< "F#"
    std::string mode;                      ///< "minor"
    std::vector<std::string> instruments;  ///< most prominent first
    std::string vocals = "none";
    std::string language = "en";
    std::vector<std::string> themes;
    std::map<std::string, double> production;  ///< -1..1
    std::vector<SongPart> parts;
    std::vector<SongTurn> turns;
    bool is_made =
        false;  ///< parts and turns are those of a finished track; otherwise those of the form that is planned
    std::vector<SungPart> words;
};
BOOST_DESCRIBE_STRUCT(TrackSheet, (),
                      (title, genres, mood, other_moods, valence, energy, bpm, usual_low, usual_high, beats_per_bar,
                       key, mode, instruments, vocals, language, themes, production, parts, turns, is_made, words))

/// What a maker of music is told. `style`, `lyrics`, `title` and `negative` are the fields of services that take them
/// apart.
struct TrackPrompt {
    std::string version = "track/1";
    TrackSheet sheet;
    std::string tempo;                  ///< "64 BPM, very slow, at the slow end of dark ambient"
    std::string emotion;                ///< what the listener should feel
    std::vector<std::string> sound;     ///< production in words
    std::vector<std::string> negative;  ///< what must not be heard
    std::string style_short;            ///< at most 200 characters, words and commas
    std::string style_long;             ///< at most 1,000 characters
    std::string lyrics;  ///< [Verse 1] and lines; tags alone for an instrumental; at most 3,000 characters
    std::string title;   ///< at most 80 characters
    Texts text;          ///< for people, and for services that take one description
};
BOOST_DESCRIBE_STRUCT(TrackPrompt, (),
                      (version, sheet, tempo, emotion, sound, negative, style_short, style_long, lyrics, title, text))

constexpr std::size_t most_style_short = 200;
constexpr std::size_t most_style_long = 1'000;
constexpr std::size_t most_lyrics = 3'000;
constexpr std::size_t most_title = 80;

/// Same sheet, same bytes.
[[nodiscard]] TrackPrompt track_prompt(TrackSheet sheet);

/// Turns between parts by what their names and energies say.
[[nodiscard]] std::vector<SongTurn> turns_of(std::vector<SongPart> const& parts);

/// "Pre-Chorus" for "pre_chorus".
[[nodiscard]] std::string part_title(std::string_view name);

}  // namespace troupe::writing::provider_prompts
