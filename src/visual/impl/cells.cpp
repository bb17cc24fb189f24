#include "visual/impl/cells.hpp"

#include <cmath>

#include "visual/impl/scramble.hpp"

namespace troupe::visual::impl {
namespace {

CellHit search(std::uint64_t seed, float x, float y, int period) {
    auto const column = static_cast<int>(std::floor(x));
    auto const row = static_cast<int>(std::floor(y));
    CellHit hit;
    float first = 99;
    float second = 99;
    for (int j = -1; j <= 1; ++j)
        for (int i = -1; i <= 1; ++i) {
            auto const own = period > 0 ? ((column + i) % period + period) % period : column + i;
            auto const hash = scramble(static_cast<std::uint32_t>(seed ^ (seed >> 32U)) ^ (static_cast<std::uint32_t>(own) * 0x9e3779b1U) ^
                                       (static_cast<std::uint32_t>(row + j) * 0xc2b2ae3dU));
            // Jitter of 0.8 of a square: the nine squares around a place always hold its nearest point.
            auto const px = static_cast<float>(column + i) + 0.1F + 0.8F * static_cast<float>(hash & 0xFFFU) * (1 / 4095.0F);
            auto const py = static_cast<float>(row + j) + 0.1F + 0.8F * static_cast<float>(hash >> 20U) * (1 / 4095.0F);
            auto const far = (x - px) * (x - px) + (y - py) * (y - py);
            if (far < first) {
                second = first;
                first = far;
                hit = {scramble(hash + 0x68bc21ebU), x - px, y - py, 0};
            } else if (far < second) {
                second = far;
            }
        }
    hit.gap = std::sqrt(second) - std::sqrt(first);
    return hit;
}

}  // namespace

CellHit nearest_cell(std::uint64_t seed, float x, float y) { return search(seed, x, y, 0); }
CellHit nearest_cell_around(std::uint64_t seed, float x, float y, int period) { return search(seed, x, y, period); }

}  // namespace troupe::visual::impl
