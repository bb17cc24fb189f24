#include "visual/field.hpp"

#include <array>
#include <cmath>

namespace troupe::visual {
namespace {

constexpr std::uint32_t scramble(std::uint32_t x) {
    x ^= x >> 15U;
    x *= 0x2c1b3c6dU;
    x ^= x >> 12U;
    x *= 0x297a2d39U;
    x ^= x >> 15U;
    return x;
}

/// Integer part and the rest, for negative numbers too.
struct Cell {
    int whole;
    float rest;
};

Cell split(float x) {
    auto const whole = static_cast<int>(x) - (x < 0 ? 1 : 0);
    return {whole, x - static_cast<float>(whole)};
}

/// Perlin's quintic: first and second derivative vanish at the cell's edge.
float fade(float t) { return t * t * t * (t * (t * 6 - 15) + 10); }

std::uint32_t corner(std::uint32_t seed, int x, int y) {
    return scramble(seed ^ (static_cast<std::uint32_t>(x) * 0x9e3779b1U) ^ (static_cast<std::uint32_t>(y) * 0x85ebca77U));
}

std::uint32_t corner(std::uint32_t seed, int x, int y, int z) {
    return corner(seed ^ (static_cast<std::uint32_t>(z) * 0xc2b2ae3dU), x, y);
}

/// Eight gradients at 45 degrees from 22.5 on: none lies along an axis, so the lattice does not show.
float slope(std::uint32_t hash, float x, float y) {
    constexpr float far = 0.9238795F;
    constexpr float near = 0.3826834F;
    auto const u = (hash & 1U) != 0 ? x : y;
    auto const v = (hash & 1U) != 0 ? y : x;
    return ((hash & 2U) != 0 ? -u : u) * far + ((hash & 4U) != 0 ? -v : v) * near;
}

/// The twelve edges of a cube.
float slope(std::uint32_t hash, float x, float y, float z) {
    auto const h = hash & 15U;
    auto const u = h < 8 ? x : y;
    auto const v = h < 4 ? y : (h == 12 || h == 14 ? x : z);
    return ((h & 1U) != 0 ? -u : u) + ((h & 2U) != 0 ? -v : v);
}

float between(float a, float b, float t) { return a + (b - a) * t; }

/// Catmull-Rom weights of the four nodes around a place `t` between the second and the third.
std::array<float, 4> cubic(float t) {
    auto const t2 = t * t;
    auto const t3 = t2 * t;
    return {-0.5F * t3 + t2 - 0.5F * t, 1.5F * t3 - 2.5F * t2 + 1, -1.5F * t3 + 2 * t2 + 0.5F * t, 0.5F * t3 - 0.5F * t2};
}

template <class At>
float sum_octaves(int octaves, At const& at) {
    float sum = 0;
    float weight = 1;
    float total = 0;
    float scale = 1;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += weight * at(scale, static_cast<float>(octave));
        total += weight;
        weight *= 0.5F;
        scale *= 2;
    }
    return sum / total;
}

}  // namespace

float Noise::at(float x, float y) const {
    auto const cx = split(x);
    auto const cy = split(y);
    auto const u = fade(cx.rest);
    auto const v = fade(cy.rest);
    auto const g = [&](int i, int j) {
        return slope(corner(seed_, cx.whole + i, cy.whole + j) >> 8U, cx.rest - static_cast<float>(i), cy.rest - static_cast<float>(j));
    };
    return 1.5F * between(between(g(0, 0), g(1, 0), u), between(g(0, 1), g(1, 1), u), v);
}

float Noise::at(float x, float y, float z, int period) const {
    auto const cx = split(x);
    auto const cy = split(y);
    auto const cz = split(z);
    auto const u = fade(cx.rest);
    auto const v = fade(cy.rest);
    auto const wrapped = [&](int k) { return period > 0 ? ((cz.whole + k) % period + period) % period : cz.whole + k; };
    auto const plane = [&](int k) {
        auto const level = wrapped(k);
        auto const g = [&](int i, int j) {
            return slope(corner(seed_, cx.whole + i, cy.whole + j, level) >> 8U, cx.rest - static_cast<float>(i),
                         cy.rest - static_cast<float>(j), cz.rest - static_cast<float>(k));
        };
        return between(between(g(0, 0), g(1, 0), u), between(g(0, 1), g(1, 1), u), v);
    };
    return between(plane(0), plane(1), fade(cz.rest));
}

float Noise::fbm(float x, float y, int octaves) const {
    return sum_octaves(octaves, [&](float scale, float octave) { return at(x * scale + octave * 17.31F, y * scale - octave * 9.77F); });
}

float Noise::fbm(float x, float y, float z, int octaves, int period) const {
    // z keeps its scale: a finer octave that also ran faster would flicker, and would not close the loop.
    return sum_octaves(octaves, [&](float scale, float octave) {
        return at(x * scale + octave * 17.31F, y * scale - octave * 9.77F, z + (period > 0 ? 0 : octave * 3.1F), period);
    });
}

float Noise::warped(float x, float y, int octaves, float strength) const {
    auto const dx = fbm(x + 5.2F, y + 1.3F, 2);
    auto const dy = fbm(x - 8.3F, y + 2.8F, 2);
    return fbm(x + strength * dx, y + strength * dy, octaves);
}

float Noise::warped(float x, float y, float z, int octaves, float strength, int period) const {
    auto const dx = fbm(x + 5.2F, y + 1.3F, z, 2, period);
    auto const dy = fbm(x - 8.3F, y + 2.8F, z, 2, period);
    return fbm(x + strength * dx, y + strength * dy, z, octaves, period);
}

// One node before the picture and three after it, so that the cubic always has its four.
Grid::Grid(int width_px, int height_px, int step)
    : step_(step),
      columns_((width_px + step - 1) / step + 4),
      rows_((height_px + step - 1) / step + 4),
      nodes_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

void Grid::row(int y, std::span<float> out) const {
    auto const base = y / step_;
    auto const down = cubic(static_cast<float>(y % step_) / static_cast<float>(step_));
    std::vector<float> line(static_cast<std::size_t>(columns_));
    for (int column = 0; column < columns_; ++column)
        line[static_cast<std::size_t>(column)] = down[0] * node(column, base) + down[1] * node(column, base + 1) +
                                                 down[2] * node(column, base + 2) + down[3] * node(column, base + 3);
    auto const step = static_cast<std::size_t>(step_);
    for (std::size_t phase = 0; phase < step; ++phase) {
        auto const across = cubic(static_cast<float>(phase) / static_cast<float>(step_));
        for (std::size_t x = phase, i = 0; x < out.size(); x += step, ++i)
            out[x] = across[0] * line[i] + across[1] * line[i + 1] + across[2] * line[i + 2] + across[3] * line[i + 3];
    }
}

float Grid::at(float x, float y) const {
    auto const cx = split(x / static_cast<float>(step_));
    auto const cy = split(y / static_cast<float>(step_));
    auto const across = cubic(cx.rest);
    auto const down = cubic(cy.rest);
    float sum = 0;
    for (int j = 0; j < 4; ++j) {
        auto const row = std::min(std::max(cy.whole + j, 0), rows_ - 1);
        float line = 0;
        for (int i = 0; i < 4; ++i)
            line += across[static_cast<std::size_t>(i)] * node(std::min(std::max(cx.whole + i, 0), columns_ - 1), row);
        sum += down[static_cast<std::size_t>(j)] * line;
    }
    return sum;
}

}  // namespace troupe::visual
