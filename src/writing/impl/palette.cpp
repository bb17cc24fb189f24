#include "writing/impl/palette.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <numbers>

namespace troupe::writing::impl {
namespace {

std::array<double, 3> linear_rgb(double lightness, double chroma, double hue) {
    auto const angle = hue * std::numbers::pi / 180;
    auto const a = chroma * std::cos(angle);
    auto const b = chroma * std::sin(angle);
    auto const cube = [](double x) { return x * x * x; };
    auto const l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    auto const m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    auto const s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

bool in_gamut(std::array<double, 3> const& rgb) {
    for (auto v : rgb)
        if (v < -0.0005 || v > 1.0005) return false;
    return true;
}

int to_byte(double linear) {
    auto const v = std::clamp(linear, 0.0, 1.0);
    auto const encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
    return static_cast<int>(std::lround(encoded * 255));
}

/// Where the ground colour lies: cold artists between teal and violet, warm ones between magenta and amber, the rest
/// anywhere; all with room to differ.
double ground_hue(Axes const& axes, Random& random) {
    auto const warm = axes[Axis::warmth];
    if (warm < -0.2) return random.uniform(165, 310);
    if (warm > 0.25) return random.uniform(-25, 105);
    return random.uniform(0, 360);
}

}  // namespace

std::string hex_of_oklch(double lightness, double chroma, double hue) {
    auto rgb = linear_rgb(lightness, chroma, hue);
    while (chroma > 0.001 && !in_gamut(rgb)) {
        chroma *= 0.96;
        rgb = linear_rgb(lightness, chroma, hue);
    }
    return fmt::format("#{:02x}{:02x}{:02x}", to_byte(rgb[0]), to_byte(rgb[1]), to_byte(rgb[2]));
}

std::vector<std::string> choose_palette(Axes const& axes, Random random) {
    auto const dark = axes[Axis::darkness];
    auto const vivid = 0.5 * axes[Axis::energy] + 0.4 * axes[Axis::valence] + 0.3 * axes[Axis::publicness];
    auto const hue = ground_hue(axes, random);
    auto const turn = random.uniform(8, 26) * (random.chance(0.5) ? 1 : -1);
    auto const chroma = std::clamp(0.06 + 0.045 * vivid + random.uniform(-0.015, 0.03), 0.012, 0.15);
    auto const darkest = std::clamp(0.20 - 0.06 * dark + random.uniform(-0.02, 0.02), 0.11, 0.32);
    auto const lightest = std::clamp(0.90 - 0.07 * dark + random.uniform(-0.02, 0.03), 0.78, 0.965);
    std::vector<std::string> palette;
    for (int i = 0; i < 4; ++i) {
        // The steps are wider towards the light end of a dark artist: most of the picture stays low.
        auto const at = std::pow(i / 3.0, 1.0 + 0.35 * dark);
        auto const swell = i == 0 ? 0.55 : i == 3 ? 0.4 : 1.0;
        palette.push_back(hex_of_oklch(darkest + (lightest - darkest) * at, chroma * swell, hue + turn * i));
    }
    static constexpr std::array<double, 4> away{150, 180, 210, 60};
    auto const against = hue + turn * 1.5 + away[random.below(away.size())] + random.uniform(-15, 15);
    auto const strength = std::clamp(0.16 + 0.05 * vivid + random.uniform(-0.01, 0.02), 0.11, 0.24);
    palette.push_back(hex_of_oklch(std::clamp(0.70 - 0.06 * dark + random.uniform(-0.04, 0.05), 0.58, 0.82), strength, against));
    return palette;
}

}  // namespace troupe::writing::impl
