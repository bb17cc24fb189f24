#include "visual/color.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "base/text.hpp"

namespace troupe::visual {
namespace {

bool in_gamut(Rgb color) {
    constexpr float slack = 1e-4F;
    auto const ok = [](float x) { return x >= -slack && x <= 1 + slack; };
    return ok(color.r) && ok(color.g) && ok(color.b);
}

}  // namespace

float decode_srgb(float encoded) {
    return encoded <= 0.04045F ? encoded / 12.92F : std::pow((encoded + 0.055F) / 1.055F, 2.4F);
}

float encode_srgb(float linear) {
    auto const x = clamp01(linear);
    return x <= 0.0031308F ? x * 12.92F : 1.055F * std::pow(x, 1 / 2.4F) - 0.055F;
}

std::array<float, 256> const& decoded_bytes() {
    static auto const table = [] {
        std::array<float, 256> values{};
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = decode_srgb(static_cast<float>(i) / 255);
        return values;
    }();
    return table;
}

Oklab to_oklab(Rgb color) {
    auto const l = std::cbrt(0.4122214708F * color.r + 0.5363325363F * color.g + 0.0514459929F * color.b);
    auto const m = std::cbrt(0.2119034982F * color.r + 0.6806995451F * color.g + 0.1073969566F * color.b);
    auto const s = std::cbrt(0.0883024619F * color.r + 0.2817188376F * color.g + 0.6299787005F * color.b);
    return {0.2104542553F * l + 0.7936177850F * m - 0.0040720468F * s,
            1.9779984951F * l - 2.4285922050F * m + 0.4505937099F * s,
            0.0259040371F * l + 0.7827717662F * m - 0.8086757660F * s};
}

Rgb to_rgb(Oklab color) {
    auto const cube = [](float x) { return x * x * x; };
    auto const l = cube(color.l + 0.3963377774F * color.a + 0.2158037573F * color.b);
    auto const m = cube(color.l - 0.1055613458F * color.a - 0.0638541728F * color.b);
    auto const s = cube(color.l - 0.0894841775F * color.a - 1.2914855480F * color.b);
    return {4.0767416621F * l - 3.3077115913F * m + 0.2309699292F * s,
            -1.2684380046F * l + 2.6097574011F * m - 0.3413193965F * s,
            -0.0041960863F * l - 0.7034186147F * m + 1.7076147010F * s};
}

Oklch to_oklch(Oklab color) { return {color.l, std::hypot(color.a, color.b), std::atan2(color.b, color.a)}; }

Oklab to_oklab(Oklch color) { return {color.l, color.c * std::cos(color.h), color.c * std::sin(color.h)}; }

Oklab mix(Oklab a, Oklab b, float t) {
    return {mix(a.l, b.l, t), mix(a.a, b.a, t), mix(a.b, b.b, t)};
}

float distance(Oklab a, Oklab b) {
    auto const l = a.l - b.l;
    auto const x = a.a - b.a;
    auto const y = a.b - b.b;
    return std::sqrt(l * l + x * x + y * y);
}

Oklab into_gamut(Oklab color) {
    color.l = clamp01(color.l);
    if (in_gamut(to_rgb(color))) return color;
    float low = 0;
    float high = 1;
    for (int i = 0; i < 18; ++i) {
        auto const k = (low + high) / 2;
        (in_gamut(to_rgb({color.l, color.a * k, color.b * k})) ? low : high) = k;
    }
    return {color.l, color.a * low, color.b * low};
}

float hue_difference(float a, float b) {
    constexpr auto turn = 2 * std::numbers::pi_v<float>;
    return std::remainder(b - a, turn);
}

float luminance(Rgb color) {
    return 0.2126F * clamp01(color.r) + 0.7152F * clamp01(color.g) + 0.0722F * clamp01(color.b);
}

float contrast(float luminance_a, float luminance_b) {
    auto const [low, high] = std::minmax(luminance_a, luminance_b);
    return (high + 0.05F) / (low + 0.05F);
}

Result<Rgb> parse_hex(std::string_view text, std::string const& field) {
    unsigned value = 0;
    auto const digits = text.size() == 7 && text[0] == '#';
    auto const* end = text.data() + text.size();
    if (!digits || std::from_chars(text.data() + 1, end, value, 16).ptr != end)
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: expected a colour like \"#1a2b3c\", not \"{}\"", field, text::excerpt(text, 30)));
    auto const channel = [&](unsigned shift) { return decode_srgb(static_cast<float>((value >> shift) & 255U) / 255.0F); };
    return Rgb{channel(16), channel(8), channel(0)};
}

std::string to_hex(Rgb color) {
    auto const byte = [](float x) { return static_cast<int>(std::lround(encode_srgb(x) * 255)); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(color.r), byte(color.g), byte(color.b));
}

}  // namespace troupe::visual
