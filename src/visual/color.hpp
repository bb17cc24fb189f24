#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Colour arithmetic. Light is added in linear sRGB, colours are mixed and compared in OKLab
/// (Ottosson, https://bottosson.github.io/posts/oklab/).
namespace troupe::visual {

/// Linear light, sRGB primaries, nominally 0..1; more while light is being added.
struct Rgb {
    float r = 0, g = 0, b = 0;

    friend Rgb operator+(Rgb a, Rgb b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }
    friend Rgb operator*(Rgb a, Rgb b) { return {a.r * b.r, a.g * b.g, a.b * b.b}; }
    friend Rgb operator*(Rgb a, float k) { return {a.r * k, a.g * k, a.b * k}; }
    Rgb& operator+=(Rgb other) { return *this = *this + other; }
};

/// `a` at 0, `b` at 1, in linear light.
[[nodiscard]] inline Rgb mix(Rgb a, Rgb b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}
[[nodiscard]] inline float mix(float a, float b, float t) { return a + (b - a) * t; }
[[nodiscard]] inline float clamp01(float x) { return x < 0 ? 0.0F : x > 1 ? 1.0F : x; }
/// 0 below `low`, 1 above `high`, smooth between them; `low` may be above `high`.
[[nodiscard]] inline float smoothstep(float low, float high, float x) {
    auto const t = clamp01((x - low) / (high - low));
    return t * t * (3 - 2 * t);
}

struct Oklab {
    float l = 0, a = 0, b = 0;  ///< lightness 0..1, green-red, blue-yellow about -0.4..0.4
};

struct Oklch {
    float l = 0, c = 0, h = 0;  ///< lightness 0..1, chroma 0..about 0.32, hue in radians
};

[[nodiscard]] float decode_srgb(float encoded);  ///< 0..1 to linear
[[nodiscard]] float encode_srgb(float linear);   ///< clamps to 0..1
/// Linear light of every value a byte of sRGB can have, from a table.
[[nodiscard]] std::array<float, 256> const& decoded_bytes();

[[nodiscard]] Oklab to_oklab(Rgb color);
[[nodiscard]] Rgb to_rgb(Oklab color);  ///< may be out of gamut
[[nodiscard]] Oklch to_oklch(Oklab color);
[[nodiscard]] Oklab to_oklab(Oklch color);
[[nodiscard]] Oklab mix(Oklab a, Oklab b, float t);
[[nodiscard]] float distance(Oklab a, Oklab b);

/// The same lightness and hue with as much of the chroma as sRGB holds.
[[nodiscard]] Oklab into_gamut(Oklab color);

/// Shortest way from hue `a` to hue `b` in radians, -pi..pi.
[[nodiscard]] float hue_difference(float a, float b);

/// WCAG 2.2 relative luminance and contrast ratio (1..21).
[[nodiscard]] float luminance(Rgb color);
[[nodiscard]] float contrast(float luminance_a, float luminance_b);

/// "#rrggbb". Error: invalid_input naming `field`.
[[nodiscard]] Result<Rgb> parse_hex(std::string_view text, std::string const& field);
[[nodiscard]] std::string to_hex(Rgb color);

}  // namespace troupe::visual
