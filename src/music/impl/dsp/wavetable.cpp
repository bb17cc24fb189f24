#include "music/impl/dsp/wavetable.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

namespace troupe::music::impl {
namespace {

constexpr double lowest_octave_hertz = 24;

/// Strength of a harmonic in the wave, sine phase.
double harmonic(std::string_view name, int n) {
    if (name == "sine") return n == 1 ? 1 : 0;
    if (name == "square") return n % 2 == 1 ? 4 / std::numbers::pi / n : 0;
    if (name == "triangle") return n % 2 == 1 ? (n % 4 == 1 ? 1.0 : -1.0) * 8 / (std::numbers::pi * std::numbers::pi) / n / n : 0;
    return (n % 2 == 1 ? 2.0 : -2.0) / std::numbers::pi / n;
}

std::unique_ptr<Wave> build(std::string_view name) {
    auto wave = std::make_unique<Wave>();
    std::array<double, wave_size> sine{};
    for (std::size_t i = 0; i < sine.size(); ++i) sine[i] = std::sin(2 * std::numbers::pi * static_cast<double>(i) / wave_size);
    std::array<double, wave_size + 1> sum{};
    int done = 0;
    // From the highest octave, which has the fewest harmonics, down: each adds to what the one above has.
    for (int octave = Wave::octaves - 1; octave >= 0; --octave) {
        auto const top = lowest_octave_hertz * std::exp2(octave + 1);
        int const limit = std::clamp(static_cast<int>(22'000 / top), 1, wave_size / 4);
        for (int n = done + 1; n <= limit; ++n) {
            auto const strength = harmonic(name, n);
            if (strength == 0) continue;
            for (std::size_t i = 0; i < wave_size; ++i) sum[i] += strength * sine[i * static_cast<std::size_t>(n) % wave_size];
        }
        done = std::max(done, limit);
        sum[wave_size] = sum[0];
        for (std::size_t i = 0; i <= wave_size; ++i) wave->cycles[octave][i] = static_cast<float>(sum[i]);
    }
    return wave;
}

}  // namespace

Wave const& Wave::named(std::string_view name) {
    static auto const saw = build("saw");
    static auto const square = build("square");
    static auto const triangle = build("triangle");
    static auto const sine = build("sine");
    if (name == "square") return *square;
    if (name == "triangle") return *triangle;
    if (name == "sine") return *sine;
    return *saw;
}

float const* Wave::cycle_for(double hertz) const {
    auto const octave = std::ilogb(std::max(hertz, lowest_octave_hertz) / lowest_octave_hertz);
    return cycles[std::clamp(octave, 0, octaves - 1)];
}

}  // namespace troupe::music::impl
