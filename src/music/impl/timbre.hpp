#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "music/impl/dsp/instrument.hpp"

namespace troupe::music::impl {

/// How an artist's kit differs from the genre's, for one family of its drums. The defaults change nothing.
struct DrumTaste {
    double semitones = 0;    ///< -4 .. 4; a kick keeps near its note: at most 2
    double length = 1;       ///< times each decay, .6 .. 1.7
    double bright = 0;       ///< octaves that noise and metal lie higher, -.4 .. .4
    double noise = 1;        ///< times the noise against the body, .55 .. 1.8
    double click = 1;        ///< times the stick, .4 .. 2.2
    double drive = 0;        ///< 0 .. .3
    double gain_db = 0;      ///< -2 .. 2
};
constexpr std::size_t drum_families = 4;
/// 0 kick, 1 snare, clap and rim, 2 cymbals and shaker, 3 the rest.
[[nodiscard]] std::size_t drum_family(std::string const& drum);

/// How an artist sets the instruments of one kind. The defaults change nothing.
struct PartTaste {
    double octaves = 0;     ///< filters more open, -.55 .. .55
    double detune = 1;      ///< times the patches', .6 .. 1.7
    double attack = 1;      ///< times the patches', .6 .. 1.8
    double length = 1;      ///< times decay and release, .65 .. 1.6
    double index = 1;       ///< of fm, how bright its tone is: .7 .. 1.45
    double reverb = 1;      ///< times the send, .5 .. 2
    double width = 0;       ///< added to the spread and, as a share, to the pan: -.3 .. .3
    double gain_db = 0;     ///< -2.2 .. 2.2
};
constexpr std::size_t faders = 6;
/// 0 drums and effects, 1 bass, 2 chords, 3 pad and texture, 4 arp, 5 lead and voice.
[[nodiscard]] std::size_t fader_of(std::string const& part);

/// One bell of the desk.
struct Bell {
    double hertz = 1000, db = 0;
};

/// What the same hands, instruments, voice, room and desk leave on every song of an artist: bounded, the same for the
/// same signature, and nothing for a song that stands alone.
struct Timbre {
    double room = 1;                   ///< times the genre's reverberation, .65 .. 1.5
    double delay_steps = 0;            ///< of sixteenths; 0: the genre's
    double drive = 0;                  ///< on the bus, 0 .. .22
    double width = 0;                  ///< on the bus, -.3 .. .3
    double duck = 1;                   ///< how deep the kick ducks the others, times the genre's, .6 .. 1.35
    std::array<double, 10> tone_db{};  ///< on the genre's tone curve, at most 3.5 each, neighbours alike
    std::array<Bell, 3> desk{};        ///< narrower than an octave: low middle, presence, air; at most 2.4 dB
    std::array<DrumTaste, drum_families> drums{};
    std::array<PartTaste, faders> parts{};
    Throat throat;
};

[[nodiscard]] Timbre timbre_of(std::string const& signature);

}  // namespace troupe::music::impl
