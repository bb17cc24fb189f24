#pragma once

#include <array>
#include <string>
#include <vector>

#include "media/timeline.hpp"

namespace troupe::music::impl {

struct HeardTempo {
    double bpm = 0;
    double confidence = 0;
    double first_beat = 0;  ///< seconds
};
/// Tempo from the rises of the spectrum, `rate` values a second: autocorrelation with a preference for usual tempi finds
/// the region, the Fourier components of the beat and its multiples over the whole length find the exact value.
[[nodiscard]] HeardTempo hear_tempo(std::vector<double> const& flux, double rate);

struct HeardOnset {
    double seconds = 0;
    double strength = 0;  ///< 0..1
};
[[nodiscard]] std::vector<HeardOnset> onset_times(std::vector<double> const& flux, double rate);
[[nodiscard]] double onset_rate(std::vector<double> const& flux, double rate);

struct HeardKey {
    std::string name;
    double confidence = 0;
};
/// Correlates the twelve pitch classes with the profiles of Krumhansl & Kessler (1982) and Temperley (1999).
[[nodiscard]] HeardKey hear_key(std::array<double, 12> const& chroma);
/// By how much a key fits better than every other one; negative when another fits better.
[[nodiscard]] double key_margin(std::array<double, 12> const& chroma, int tonic, bool minor);

/// Parts of the track between large changes of loudness, on bar lines of the tempo.
[[nodiscard]] std::vector<media::Section> hear_sections(std::vector<double> const& powers, double rate, HeardTempo const& tempo, double seconds);

}  // namespace troupe::music::impl
