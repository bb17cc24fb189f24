#pragma once

#include <cstdint>
#include <string_view>

namespace troupe::music::impl {

constexpr int wave_bits = 11;
constexpr int wave_size = 1 << wave_bits;

/// One cycle of a wave, once for every octave, with only the harmonics that stay below half the sample rate there.
class Wave {
public:
    /// saw, square, triangle or sine; anything else is a saw. Made at the first call, then shared (read only).
    [[nodiscard]] static Wave const& named(std::string_view name);
    [[nodiscard]] static Wave const& sine() {
        static Wave const& wave = named("sine");
        return wave;
    }
    /// `wave_size` + 1 samples for a tone of that frequency.
    [[nodiscard]] float const* cycle_for(double hertz) const;

    static constexpr int octaves = 11;
    float cycles[octaves][wave_size + 1] = {};
};

/// The cycle at a phase of 32 bits, interpolated.
[[nodiscard]] inline float read_wave(float const* cycle, std::uint32_t phase) {
    auto const index = phase >> (32 - wave_bits);
    auto const share = static_cast<float>(phase & ((1U << (32 - wave_bits)) - 1)) * (1.0F / static_cast<float>(1U << (32 - wave_bits)));
    return cycle[index] + share * (cycle[index + 1] - cycle[index]);
}

}  // namespace troupe::music::impl
