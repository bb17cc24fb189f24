#include "music/impl/tone.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numeric>

#include "music/impl/dsp/spectrum.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t octaves = 10;
constexpr double width = 1.1;        // Q
constexpr double most_bell_db = 12;  // of one filter

double centre(std::size_t octave) { return std::min(31.25 * std::exp2(static_cast<double>(octave)), 15'000.0); }

double response_db(Biquad::Shape const& s, double hertz) {
    auto const z = std::polar(1.0, -2 * std::numbers::pi * hertz / sample_rate);
    return 20 * std::log10(std::abs((s.b0 + z * (s.b1 + z * s.b2)) / (1.0 + z * (s.a1 + z * s.a2))));
}

}  // namespace

std::vector<double> tone_response(std::vector<double> const& bells_db) {
    std::vector<double> response(octaves, 0.0);
    for (std::size_t b = 0; b < octaves; ++b) {
        auto const shape = Biquad::peak(centre(b), width, bells_db[b]).shape();
        for (std::size_t o = 0; o < octaves; ++o) response[o] += response_db(shape, centre(o));
    }
    return response;
}

namespace {

/// What each bell must do so that all of them together do what is wanted at the centres.
std::vector<double> bells_for(std::vector<double> const& gains_db) {
    auto bells = gains_db;
    for (int turn = 0; turn < 8; ++turn) {
        auto const response = tone_response(bells);
        for (std::size_t b = 0; b < octaves; ++b) bells[b] = std::clamp(bells[b] + 0.8 * (gains_db[b] - response[b]), -most_bell_db, most_bell_db);
    }
    return bells;
}

}  // namespace

std::vector<double> octaves_after(std::vector<double> const& slices, std::vector<double> const& gains_db) {
    auto const bells = bells_for(gains_db);
    std::vector<double> levels(octaves, 1e-9);
    for (std::size_t slice = 0; slice < slices.size(); ++slice) {
        double gain_db = 0;
        for (std::size_t b = 0; b < octaves; ++b)
            gain_db += response_db(Biquad::peak(centre(b), width, bells[b]).shape(), OctaveMeter::slice_hertz(slice));
        levels[slice / OctaveMeter::slices_per_band] += slices[slice] * std::pow(10, gain_db / 10);
    }
    for (auto& level : levels) level = 10 * std::log10(level);
    auto const mean = std::accumulate(levels.begin(), levels.end(), 0.0) / octaves;
    for (auto& level : levels) level -= mean;
    return levels;
}

ToneFilter tone_filter(std::vector<double> const& gains_db) {
    auto const bells = bells_for(gains_db);
    ToneFilter filter;
    for (std::size_t b = 0; b < octaves; ++b)
        if (std::abs(bells[b]) > 0.1) filter.add(Biquad::peak(centre(b), width, bells[b]).shape());
    return filter;
}

}  // namespace troupe::music::impl
