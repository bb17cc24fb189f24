#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

/// Elementary functions that cost a few cycles and give the same bits on every machine, whatever its libm.
namespace troupe::music::impl {

/// 2^x within 6e-9 of the value, for -1000..1000: a polynomial between halves, the rest in the exponent's bits.
[[nodiscard]] inline double fast_exp2(double x) {
    auto const whole = std::floor(x + 0.5);
    auto const t = (x - whole) * 0.6931471805599453;
    auto const p = 1 + t * (1 + t * (1.0 / 2 + t * (1.0 / 6 + t * (1.0 / 24 + t * (1.0 / 120 + t * (1.0 / 720 + t / 5040))))));
    return p * std::bit_cast<double>((static_cast<std::int64_t>(whole) + 1023) << 52);
}

/// tan(x) within 2e-4 of the value, for 0 <= x <= 1.35 (Padé).
[[nodiscard]] inline double fast_tan(double x) {
    auto const s = x * x;
    return x * (945 - s * (105 - s)) / (945 - s * (420 - 15 * s));
}

/// log2(x) within 4e-5, for normal positive numbers; vectorises.
[[nodiscard]] inline float fast_log2(float x) {
    auto const bits = std::bit_cast<std::int32_t>(x);
    // The mantissa in .75 .. 1.5, so that the series stays short around 1.
    auto const exponent = (bits - 0x3F400000) >> 23;
    auto const m = std::bit_cast<float>(bits - (exponent << 23)) - 1;
    auto const z = m / (2 + m);
    auto const s = z * z;
    return static_cast<float>(exponent) + z * (2.8853901F + s * (0.9617967F + s * (0.5770780F + s * 0.4121986F)));
}

/// sin(2 pi x), within 1.2e-4, any x: for slow movements, not for tones.
[[nodiscard]] inline double slow_sine(double turns) {
    auto const x = turns - std::floor(turns + 0.5);
    auto const p = 8 * x - 16 * x * std::fabs(x);
    return p * (0.775 + 0.225 * std::fabs(p));
}

}  // namespace troupe::music::impl
