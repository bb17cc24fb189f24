#pragma once

#include <array>
#include <string>

namespace troupe::music::impl {

/// What the same hands, room and desk leave on every song of an artist: small, bounded, the same for the same signature,
/// and nothing for a song that stands alone.
struct Timbre {
    double room = 1;                     ///< times the genre's reverberation, .65 .. 1.5
    double delay_steps = 0;              ///< of sixteenths; 0: the genre's
    double detune = 1;                   ///< times the patches', .7 .. 1.5
    double octaves = 0;                  ///< filters more open, -.6 .. .6
    double drum_semitones = 0;           ///< -3.5 .. 3.5
    double drum_length = 1;              ///< .7 .. 1.4
    double drive = 0;                    ///< on the bus, 0 .. .22
    double width = 0;                    ///< on the bus, -.2 .. .2
    std::array<double, 10> tone_db{};    ///< on the genre's tone curve, at most 3.5 each, neighbours alike
    std::array<double, 4> balance_db{};  ///< drums, bass, harmony, lead: at most 2.2 each
};

[[nodiscard]] Timbre timbre_of(std::string const& signature);

}  // namespace troupe::music::impl
