#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "visual/bands.hpp"

/// Smooth random fields. The same seed gives the same numbers at the same place, at any resolution.
namespace troupe::visual {

/// Gradient noise on a lattice (after Perlin 2002, with hashed gradients): about -1..1, mean 0, one feature per unit.
class Noise {
public:
    explicit Noise(std::uint64_t seed) : seed_(static_cast<std::uint32_t>(seed ^ (seed >> 32U))) {}

    [[nodiscard]] float at(float x, float y) const;
    /// With `period` above 0 the field repeats in z after that many units: time for a seamless loop.
    [[nodiscard]] float at(float x, float y, float z, int period = 0) const;

    /// `octaves` of it, each half as large and twice as fine, scaled to about -1..1.
    [[nodiscard]] float fbm(float x, float y, int octaves) const;
    [[nodiscard]] float fbm(float x, float y, float z, int octaves, int period = 0) const;

    /// fbm looked up at a place that fbm has moved by up to `strength` units: veils and marble.
    [[nodiscard]] float warped(float x, float y, int octaves, float strength) const;
    [[nodiscard]] float warped(float x, float y, float z, int octaves, float strength, int period = 0) const;

private:
    std::uint32_t seed_;
};

/// A smooth field computed at every `step`-th pixel and read between them by cubic interpolation: a sixteenth of the work
/// at step 4, and nobody sees it.
class Grid {
public:
    /// For a picture of that size.
    Grid(int width_px, int height_px, int step);

    /// Fills every node with `field(x, y)`, x and y in pixels (they run a little outside the picture).
    template <class Field>
    void fill(Field const& field, int threads) {
        for_bands(rows_, threads, [&](int from, int to) {
            for (int row = from; row < to; ++row)
                for (int column = 0; column < columns_; ++column)
                    node(column, row) = field(static_cast<float>((column - 1) * step_), static_cast<float>((row - 1) * step_));
        });
    }

    /// The pixels of row `y`; `out` has the width of the picture.
    void row(int y, std::span<float> out) const;
    /// One place, x and y in pixels.
    [[nodiscard]] float at(float x, float y) const;

private:
    float& node(int column, int row) { return nodes_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)]; }
    [[nodiscard]] float node(int column, int row) const { return nodes_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)]; }

    int step_;
    int columns_;
    int rows_;
    std::vector<float> nodes_;
};

}  // namespace troupe::visual
