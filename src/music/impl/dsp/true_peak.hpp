#pragma once

#include <array>
#include <cstddef>

namespace troupe::music::impl {

/// Peaks between the samples of one channel, seen at four times the rate (ITU-R BS.1770-4, annex 2).
class TruePeak {
public:
    static constexpr int block = 32;
    static constexpr std::size_t taps = 16;
    /// The highest magnitude in the next `block` samples, looked at `taps` / 2 samples late.
    [[nodiscard]] float highest(float const* samples);
    /// As `highest`, but takes the samples in and looks between them only if `floor` could be passed.
    [[nodiscard]] float highest_above(float const* samples, float floor);

private:
    [[nodiscard]] float take(float const* samples);
    [[nodiscard]] float between(float most) const;
    std::array<float, block + taps - 1> window_{};
};

}  // namespace troupe::music::impl
