#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

/// The rows of the music tables, as data/music holds them. Patterns are strings of sixteenths, one to four bars long in
/// the metre that they name.
namespace troupe::music {

struct Choice {
    std::string name;
    double weight = 1;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (name, weight))

struct BpmRange {
    double low = 80, mode = 100, high = 120;
};
BOOST_DESCRIBE_STRUCT(BpmRange, (), (low, mode, high))

struct FormSection {
    std::string section;             ///< intro, verse, prechorus, chorus, hook, build, drop, break, bridge, outro
    int bars = 8;                    ///< stretched by whole fours to meet the asked length
    double energy = 0.5;             ///< 0..1
    std::vector<std::string> parts;  ///< that play: drums, bass, chords, pad, arp, lead, texture
};
BOOST_DESCRIBE_STRUCT(FormSection, (), (section, bars, energy, parts))

struct Form {
    double weight = 1;
    std::vector<FormSection> sections;
};
BOOST_DESCRIBE_STRUCT(Form, (), (weight, sections))

struct Progression {
    std::string section;              ///< where it may be used; empty: anywhere
    std::vector<std::string> modes;   ///< in which modes; empty: minor, dorian and phrygian
    std::vector<std::string> chords;  ///< Roman numerals: "i", "VI", "V7", "iiø7", "bII", "IVmaj7"
    double bars_per_chord = 1;
    double weight = 1;
};
BOOST_DESCRIBE_STRUCT(Progression, (), (section, modes, chords, bars_per_chord, weight))

/// Lanes are kick, snare, clap, rim, hat, open, ride, shaker, perc, tom, crash. X accent, x hit, o softer, g ghost,
/// ? a hit now and then, r a roll of two, t a roll of three, . nothing.
struct DrumPattern {
    double energy_low = 0;   ///< used in sections from this energy..
    double energy_high = 1;  ///< ..to this
    double weight = 1;
    std::string metre = "4/4";
    std::map<std::string, std::string> lanes;
};
BOOST_DESCRIBE_STRUCT(DrumPattern, (), (energy_low, energy_high, weight, metre, lanes))

/// r root, 5 fifth, 8 octave, 3 third, 7 seventh, a approach to the next chord, s root that slides up, - held, . rest.
struct BassPattern {
    double energy_low = 0, energy_high = 1, weight = 1;
    std::string metre = "4/4";
    std::string steps;
};
BOOST_DESCRIBE_STRUCT(BassPattern, (), (energy_low, energy_high, weight, metre, steps))

/// For chords: x struck, o softer, - held, . rest. For arp: digits are chord tones from the lowest up, . rest, - held.
struct PlayPattern {
    double energy_low = 0, energy_high = 1, weight = 1;
    std::string metre = "4/4";
    std::string steps;
};
BOOST_DESCRIBE_STRUCT(PlayPattern, (), (energy_low, energy_high, weight, metre, steps))

/// How the loops of chords are enriched. All 0..1; all 0: a loop stays as the table has it.
struct HarmonyStyle {
    double passing = 0;      ///< chance that a chord of a bar or more yields its second half to one that leads on
    double inversions = 0;   ///< chance that a chord stands on its third or fifth
    double secondary = 0;    ///< how much dominants of other chords are preferred as passing ones
    double borrowed = 0;     ///< how much chords of the parallel key are
    double colours = 0;      ///< chance of a suspension, sixth or added ninth
    double turnaround = 0;   ///< chance that eight bars end on two chords that lead back
};
BOOST_DESCRIBE_STRUCT(HarmonyStyle, (), (passing, inversions, secondary, borrowed, colours, turnaround))

struct MelodyStyle {
    int low = 60, high = 79;   ///< MIDI numbers
    double density = 5.5;      ///< notes in a bar
    double rest = 0.25;        ///< share of bars that breathe
    double syncopation = 0.3;  ///< 0..1
    double step_bias = 0.6;    ///< 0..1: how much neighbouring tones are preferred
    double repeat = 0.22;      ///< share of repeated pitches
    int motif_bars = 2;
    int grid = 2;              ///< in sixteenths: 2 eighths, 1 sixteenths
    double pickup = 0.3;       ///< chance that a phrase begins before its bar
    bool pentatonic = false;
};
BOOST_DESCRIBE_STRUCT(MelodyStyle, (),
                      (low, high, density, rest, syncopation, step_bias, repeat, motif_bars, grid, pickup, pentatonic))

/// One instrument. Engines: analog (oscillators, filter, two envelopes), fm (two operators), pluck (a string), organ,
/// choir (formants), texture (kind: vinyl, tape, rain, air, city).
struct Patch {
    std::string engine = "analog";
    std::string wave = "saw";  ///< saw, square, triangle, sine; of a texture: its kind
    int voices = 1;            ///< unison, 1 to 7
    double detune_cents = 8, spread = 0.5, sub = 0, noise = 0;
    double cutoff_hz = 8000, resonance = 0.1, sweep_octaves = 0, sweep_decay = 0.3, key_track = 0.3;
    double attack = 0.005, decay = 0.3, sustain = 0.7, release = 0.2;  ///< seconds; sustain 0..1
    double ratio = 1, index = 1, index_decay = 0.5, tine = 0;          ///< fm; the tine is a short bright second modulator
    double vibrato_cents = 0, vibrato_hz = 5, tremolo = 0, wobble_cents = 0;
    double drive = 0, glide = 0;
    double punch = 0;                                 ///< semitones that the pitch falls at the stroke
    double motion = 0, motion_beats = 8;              ///< octaves that the filter sways, in time
    double pulse = 0, pulse_beats = 0.5;              ///< 0..1: how deep the loudness breathes, in time
    double pick = 0.2, body = 0, strum_ms = 0;        ///< pluck: where it is struck, wood around it, between two strings
    bool mono = false;
    double gain_db = 0;
    int gm = -1;  ///< General MIDI instrument, 0 to 127, that a soundfont may play it with; -1: only the synthesiser does
};
BOOST_DESCRIBE_STRUCT(Patch, (),
                      (engine, wave, voices, detune_cents, spread, sub, noise, cutoff_hz, resonance, sweep_octaves,
                       sweep_decay, key_track, attack, decay, sustain, release, ratio, index, index_decay, tine, vibrato_cents,
                       vibrato_hz, tremolo, wobble_cents, drive, glide, punch, motion, motion_beats, pulse, pulse_beats, pick, body,
                       strum_ms, mono, gain_db, gm))

/// One drum: a falling sine, a band of noise, metal and a click, each with its own decay.
struct DrumVoice {
    double pitch_hz = 50, sweep_hz = 0, sweep_seconds = 0.03, body = 1, decay = 0.3;
    double noise = 0, noise_hz = 2000, noise_q = 0.7, noise_decay = 0.15;
    double metal = 0, metal_hz = 8000, metal_decay = 0.05;
    double click = 0, drive = 0;
    int bursts = 1;  ///< a clap is three or four
    double gain_db = 0, pan = 0;
};
BOOST_DESCRIBE_STRUCT(DrumVoice, (),
                      (pitch_hz, sweep_hz, sweep_seconds, body, decay, noise, noise_hz, noise_q, noise_decay, metal, metal_hz,
                       metal_decay, click, drive, bursts, gain_db, pan))

struct PartMix {
    double gain_db = 0, pan = 0, reverb = 0.1, delay = 0, duck = 0, low_cut_hz = 30;
    double tilt_db = 0;  ///< everything above 1.5 kHz, louder or softer
    double body_db = 0;  ///< around 280 Hz
};
BOOST_DESCRIBE_STRUCT(PartMix, (), (gain_db, pan, reverb, delay, duck, low_cut_hz, tilt_db, body_db))

struct Space {
    double seconds = 1.8, damping = 0.5, predelay_ms = 15;
    double delay_steps = 3, delay_feedback = 0.35;  ///< of sixteenths
};
BOOST_DESCRIBE_STRUCT(Space, (), (seconds, damping, predelay_ms, delay_steps, delay_feedback))

struct MasterStyle {
    double drive = 0.2, width = 1, duck_seconds = 0.18;
    std::vector<double> tone_curve_db;  ///< ten octaves 31 Hz .. 16 kHz, relative
};
BOOST_DESCRIBE_STRUCT(MasterStyle, (), (drive, width, duck_seconds, tone_curve_db))

struct Humanise {
    double timing_ms = 4, velocity = 0.08, late_snare_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Humanise, (), (timing_ms, velocity, late_snare_ms))

struct Genre {
    std::string name;  ///< for people: "Lo-fi hip hop"
    std::string family;
    bool song_like = false;  ///< measured by real songs (POP909): verse and chorus around a melody
    std::map<std::string, std::vector<double>> metric_ranges;  ///< measure -> [low, high] where this music differs from them
    std::vector<std::string> aliases;
    std::vector<std::string> parents;  ///< of another genre whose fields it starts from, the first one counts
    std::vector<std::string> metres{"4/4"};  ///< the first is the usual one
    std::vector<std::string> moods;  ///< usual ones, first is the default
    BpmRange bpm;
    std::vector<Choice> modes;
    double seconds = 165;
    double swing = 0;       ///< 0..0.35 of a note: how late the second of a pair comes; 0.33 makes triplets
    int swing_grid = 1;     ///< what goes in pairs: 1 sixteenths, 2 eighths (jazz, shuffles)
    double extensions = 0;  ///< chance that a triad gets its seventh
    double cadence = 0.3;   ///< chance that a section ends on the dominant, with its leading note
    double variation = 0.2; ///< 0..1: how much players depart from their patterns from bar to bar
    HarmonyStyle harmony;
    std::vector<Form> forms;
    std::vector<Progression> progressions;
    std::vector<DrumPattern> drums;
    std::vector<BassPattern> bass;
    std::vector<PlayPattern> chords;
    std::vector<PlayPattern> arps;
    MelodyStyle melody;
    std::map<std::string, std::vector<Choice>> instruments;  ///< part -> patches
    std::map<std::string, Patch> patches;                    ///< its own, over the common ones
    std::map<std::string, DrumVoice> kit;                    ///< its own, over the common one
    std::map<std::string, PartMix> mix;
    Space space;
    MasterStyle master;
    Humanise humanise;
};
BOOST_DESCRIBE_STRUCT(Genre, (),
                      (name, family, song_like, metric_ranges, aliases, parents, metres, moods, bpm, modes, seconds, swing,
                       swing_grid, extensions, cadence, variation, harmony, forms, progressions, drums, bass, chords, arps, melody,
                       instruments, patches, kit, mix, space, master, humanise))

struct Mood {
    std::string name;
    std::vector<std::string> aliases;
    std::vector<std::string> genres;      ///< that suit it, when the brief names none
    double valence = 0;                   ///< -1 sad .. 1 happy
    double energy = 0.5;                  ///< 0 calm .. 1 wild
    double tempo = 0;                     ///< -1 the genre's slowest .. 1 its fastest
    std::vector<Choice> modes;            ///< multiplied into the genre's
    std::map<std::string, double> sound;  ///< offsets, added to the brief's
};
BOOST_DESCRIBE_STRUCT(Mood, (), (name, aliases, genres, valence, energy, tempo, modes, sound))

struct Tempo {
    std::string name;
    std::vector<std::string> aliases;
    double low = 0, high = 1;  ///< share of the genre's range of tempi, 0 its slowest, 1 its fastest
};
BOOST_DESCRIBE_STRUCT(Tempo, (), (name, aliases, low, high))

}  // namespace troupe::music
