#pragma once

#include <cstdint>

/// Voronoi cells of one jittered point per square of a unit lattice.
namespace troupe::visual::impl {

struct CellHit {
    std::uint32_t hash = 0;    ///< of the cell: its own random bits
    float dx = 0, dy = 0;      ///< from the cell's point to the place
    float gap = 0;             ///< how much farther the next point is: 0 on an edge
};

[[nodiscard]] CellHit nearest_cell(std::uint64_t seed, float x, float y);
/// On a lattice that closes in x after `period` squares.
[[nodiscard]] CellHit nearest_cell_around(std::uint64_t seed, float x, float y, int period);

/// 0..1 of a hash.
[[nodiscard]] inline float unit_of(std::uint32_t hash) { return static_cast<float>((hash >> 8U) & 0xFFFFU) * (1 / 65535.0F); }

}  // namespace troupe::visual::impl
