#pragma once

#include <chrono>
#include <compare>

namespace troupe {

/// A number that knows its unit: `Bpm{120}` cannot be handed to a parameter of `Hertz`.
template <class Tag>
struct Quantity {
    double value = 0;
    constexpr auto operator<=>(Quantity const&) const = default;
};

using Bpm = Quantity<struct BpmTag>;          ///< quarter notes a minute
using Hertz = Quantity<struct HertzTag>;      ///< 1/s
using Lufs = Quantity<struct LufsTag>;        ///< loudness, ITU-R BS.1770-4
using Decibel = Quantity<struct DecibelTag>;  ///< relative level; dBTP where a peak is meant
using Seconds = std::chrono::duration<double>;

}  // namespace troupe
