#include "writing/impl/palette.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <numbers>
#include <utility>

#include "artist/distance.hpp"

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

constexpr int most_draws = 24;
constexpr double far_enough = 0.42;  ///< as artist::palette_distance measures: most of the places have another colour

/// Where the ground colour lies: cold artists between green and violet, warm ones between violet and lime, the rest
/// anywhere. Some stand against their temperature: warm music on a teal wall.
double ground_hue(Axes const& axes, Random& random) {
    auto const warm = axes[Axis::warmth];
    auto const is_contrary = random.chance(0.14);
    if (!is_contrary && warm < -0.2) return random.uniform(150, 320);
    if (!is_contrary && warm > 0.25) return random.uniform(-40, 118);
    return random.uniform(0, 360);
}

/// Degrees from one colour to the next.
double hue_turn(Random& random) {
    static constexpr std::array<double, 3> shares{0.22, 0.5, 0.28};
    auto const side = random.chance(0.5) ? 1 : -1;
    switch (random.weighted(shares)) {
        case 0: return side * random.uniform(0, 6);
        case 1: return side * random.uniform(8, 26);
        default: return side * random.uniform(30, 48);
    }
}

/// Greyed, plain or vivid; who is loud is seldom grey.
double chroma_share(double vivid, Random& random) {
    std::array<double, 3> const shares{0.24 - 0.18 * std::clamp(vivid, -1.0, 1.0), 0.46, 0.3 + 0.18 * std::clamp(vivid, -1.0, 1.0)};
    switch (random.weighted(shares)) {
        case 0: return random.uniform(0.3, 0.55);
        case 1: return random.uniform(0.8, 1.2);
        default: return random.uniform(1.35, 1.8);
    }
}

std::string draw_accent(double dark, double vivid, double middle_hue, Random& random) {
    static constexpr std::array<double, 6> away{150, 180, 210, 60, -60, 105};
    auto const hue = middle_hue + away[random.below(away.size())] + random.uniform(-18, 18);
    auto const strength = std::clamp(0.16 + 0.05 * vivid + random.uniform(-0.02, 0.03), 0.11, 0.24);
    return hex_of_oklch(std::clamp(0.70 - 0.06 * dark + random.uniform(-0.08, 0.09), 0.56, 0.84), strength, hue);
}

std::vector<std::string> draw_palette(Axes const& axes, Random random) {
    auto const dark = axes[Axis::darkness];
    auto const vivid = 0.5 * axes[Axis::energy] + 0.4 * axes[Axis::valence] + 0.3 * axes[Axis::publicness];
    auto const hue = ground_hue(axes, random);
    auto const turn = hue_turn(random);
    auto const chroma = std::clamp((0.07 + 0.045 * vivid) * chroma_share(vivid, random), 0.012, 0.17);
    auto const darkest = std::clamp(0.21 - 0.06 * dark + random.uniform(-0.045, 0.06), 0.11, 0.34);
    auto const lightest = std::clamp(0.89 - 0.07 * dark + random.uniform(-0.05, 0.05), 0.76, 0.965);
    auto const key = 1.0 + 0.35 * dark + random.uniform(-0.2, 0.2);
    std::vector<std::string> palette;
    for (int i = 0; i < 4; ++i) {
        // The steps are wider towards the light end of a dark artist: most of the picture stays low.
        auto const at = std::pow(i / 3.0, key);
        auto const swell = i == 0 ? 0.55 : i == 3 ? 0.4 : 1.0;
        palette.push_back(hex_of_oklch(darkest + (lightest - darkest) * at, chroma * swell, hue + turn * i));
    }
    palette.push_back(draw_accent(dark, vivid, hue + turn * 1.5, random));
    return palette;
}

double nearest(std::vector<std::string> const& palette, std::vector<std::vector<std::string>> const& others) {
    double least = 1;
    for (auto const& other : others) least = std::min(least, artist::palette_distance(palette, other));
    return least;
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

std::vector<std::string> choose_palette(Axes const& axes, std::vector<std::vector<std::string>> const& others, Random const& random) {
    std::vector<std::string> best;
    double farthest = -1;
    for (std::uint64_t draw = 0; draw < most_draws && farthest < far_enough; ++draw) {
        auto palette = draw_palette(axes, random.stream("draw", draw));
        auto const apart = nearest(palette, others);
        if (apart <= farthest) continue;
        farthest = apart;
        best = std::move(palette);
    }
    return best;
}

}  // namespace troupe::writing::impl
