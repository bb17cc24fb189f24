#pragma once

#include <cmath>

/// Smooth functions that are cheap enough for every place of a field: no library call, no branch, so that loops over a
/// row become vector code.
namespace troupe::visual::motion {

/// sin(2 pi x), within 0.001, for |x| below 1000.
inline float wave(float x) {
    x -= static_cast<float>(static_cast<int>(x + 1024.5F) - 1024);
    auto const parabola = x * (8 - 16 * std::fabs(x));
    return parabola * (0.775F + 0.225F * std::fabs(parabola));
}

/// 1 at 0, a half at 1, smoothly to 0.
inline float bell(float x) { return 1 / (1 + x * x); }

/// 0..1: light that never overexposes.
inline float exposed(float x) { return x / (1 + 0.42F * x); }

/// Clamped to 0..1, the compiler's way.
inline float held(float x) {
    x = x > 0 ? x : 0;
    return x < 1 ? x : 1;
}

}  // namespace troupe::visual::motion
