#pragma once

#include <cstdint>

namespace troupe::visual::impl {

/// Random bits of a number: one bit changed in it changes half of them. lowbias32,
/// https://nullprogram.com/blog/2018/07/31/.
[[nodiscard]] constexpr std::uint32_t scramble(std::uint32_t x) {
    x ^= x >> 16U;
    x *= 0x7feb352dU;
    x ^= x >> 15U;
    x *= 0x846ca68bU;
    x ^= x >> 16U;
    return x;
}

}  // namespace troupe::visual::impl
