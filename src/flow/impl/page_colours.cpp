#include "flow/impl/page_colours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/text.hpp"

namespace troupe::flow::impl {
namespace {

/// Linear light, 0..1.
struct Rgb {
    double r = 0, g = 0, b = 0;
};

/// OKLCH (Björn Ottosson, https://bottosson.github.io/posts/oklab/): lightness 0..1, chroma 0..0.37, hue in radians.
struct Lch {
    double l = 0, c = 0, h = 0;
};

double to_linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}
double to_srgb(double channel) {
    return channel <= 0.0031308 ? channel * 12.92 : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
}

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

std::optional<Rgb> parse_colour(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    std::array<double, 3> channels{};
    for (std::size_t i = 0; i < 3; ++i) {
        auto const high = hex_digit(text[1 + i * 2]);
        auto const low = hex_digit(text[2 + i * 2]);
        if (!high || !low) return std::nullopt;
        channels[i] = to_linear((*high * 16 + *low) / 255.0);
    }
    return Rgb{channels[0], channels[1], channels[2]};
}

Lch to_lch(Rgb const& c) {
    double const l = std::cbrt(0.4122214708 * c.r + 0.5363325363 * c.g + 0.0514459929 * c.b);
    double const m = std::cbrt(0.2119034982 * c.r + 0.6806995451 * c.g + 0.1073969566 * c.b);
    double const s = std::cbrt(0.0883024619 * c.r + 0.2817188376 * c.g + 0.6299787005 * c.b);
    double const a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    double const b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, std::hypot(a, b), std::atan2(b, a)};
}

Rgb to_rgb(Lch const& c) {
    double const a = c.c * std::cos(c.h);
    double const b = c.c * std::sin(c.h);
    double const l = std::pow(c.l + 0.3963377774 * a + 0.2158037573 * b, 3);
    double const m = std::pow(c.l - 0.1055613458 * a - 0.0638541728 * b, 3);
    double const s = std::pow(c.l - 0.0894841775 * a - 1.2914855480 * b, 3);
    return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

bool is_in_srgb(Rgb const& c) {
    auto const fits = [](double x) { return x >= -0.0005 && x <= 1.0005; };
    return fits(c.r) && fits(c.g) && fits(c.b);
}

/// With less chroma where the screen cannot show it.
std::string to_hex(Lch colour) {
    while (colour.c > 0 && !is_in_srgb(to_rgb(colour))) colour.c = std::max(0.0, colour.c - 0.004);
    auto const c = to_rgb(colour);
    auto const byte = [](double x) {
        return static_cast<int>(std::lround(255 * std::clamp(to_srgb(std::clamp(x, 0.0, 1.0)), 0.0, 1.0)));
    };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(c.r), byte(c.g), byte(c.b));
}

double luminance(std::string const& colour) {
    auto const c = parse_colour(colour).value_or(Rgb{});
    return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
}

/// The colour, moved lighter or darker in small steps until it reaches `least` on all grounds.
std::string readable(Lch colour, std::vector<std::string> const& grounds, double least, bool lighter) {
    for (;;) {
        auto const hex = to_hex(colour);
        bool const reads = std::all_of(grounds.begin(), grounds.end(),
                                       [&](auto const& ground) { return contrast(hex, ground) >= least; });
        if (reads || colour.l <= 0 || colour.l >= 1) return hex;
        colour.l = std::clamp(colour.l + (lighter ? 0.01 : -0.01), 0.0, 1.0);
    }
}

/// Dark or light text on a full colour, whichever reads better.
std::string text_on(std::string const& ground, Lch const& dark, Lch const& light, double least) {
    auto const as_dark = readable({std::min(dark.l, 0.22), std::min(dark.c, 0.04), dark.h}, {ground}, least, false);
    auto const as_light = readable({std::max(light.l, 0.96), std::min(light.c, 0.02), light.h}, {ground}, least, true);
    return contrast(as_dark, ground) >= contrast(as_light, ground) ? as_dark : as_light;
}

struct Levels {
    double ground_low, ground_high;  ///< the palette's own ground is kept between these
    double raised, line, control;    ///< steps from the ground
    double text, text_2, text_3;
};

constexpr Levels dark_levels{0.14, 0.225, 0.06, 0.14, 0.36, 0.96, 0.8, 0.67};
constexpr Levels light_levels{0.93, 0.975, -0.03, -0.09, -0.36, 0.2, 0.38, 0.5};

}  // namespace

double contrast(std::string const& left, std::string const& right) {
    auto const a = luminance(left);
    auto const b = luminance(right);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Result<PageColours> page_colours(std::vector<std::string> const& palette) {
    std::vector<Lch> colours;
    for (std::size_t i = 0; i < palette.size(); ++i) {
        auto const parsed = parse_colour(palette[i]);
        if (!parsed)
            return fail(ErrorCode::invalid_input, fmt::format("palette[{}]: \"{}\" is no colour; write it as #1a2b3c",
                                                              i, text::excerpt(palette[i])));
        colours.push_back(to_lch(*parsed));
    }
    if (colours.size() != 5)
        return fail(
            ErrorCode::invalid_input,
            fmt::format("palette: {} colours; four from dark to light and the accent are needed", colours.size()));

    PageColours page;
    page.is_dark = (colours[0].l + colours[1].l + colours[2].l) / 3 < 0.6;
    auto const& levels = page.is_dark ? dark_levels : light_levels;
    auto const& ground = page.is_dark ? colours[0] : colours[3];
    auto const& ink = page.is_dark ? colours[3] : colours[0];
    auto const tint = [&](double l, double most) { return Lch{l, std::min(ground.c, most), ground.h}; };
    auto const base = std::clamp(ground.l, levels.ground_low, levels.ground_high);
    page.ground = to_hex(tint(base, page.is_dark ? 0.05 : 0.025));
    page.raised = to_hex(tint(base + levels.raised, page.is_dark ? 0.055 : 0.03));
    page.line = to_hex(tint(base + levels.line, 0.04));
    std::vector<std::string> const grounds{page.ground, page.raised};
    page.control = readable(tint(base + levels.control, 0.04), grounds, 3, page.is_dark);
    page.text = readable({levels.text, std::min(ink.c, 0.02), ink.h}, grounds, 7, page.is_dark);
    page.text_2 = readable({levels.text_2, std::min(ink.c, 0.025), ink.h}, grounds, 4.5, page.is_dark);
    page.text_3 = readable({levels.text_3, std::min(ink.c, 0.025), ink.h}, grounds, 4.5, page.is_dark);
    auto const& strong = colours[4];
    page.accent = readable({page.is_dark ? std::max(strong.l, 0.66) : std::min(strong.l, 0.56), strong.c, strong.h},
                           grounds, 4.5, page.is_dark);
    page.on_accent = text_on(page.accent, colours[0], colours[3], 4.5);
    // The strip takes the palette's own middle, not the accent: it is large, and the accent must stay rare.
    auto const& middle = colours[page.is_dark ? 1 : 2];
    page.band = to_hex(page.is_dark ? Lch{std::clamp(middle.l, 0.24, 0.4), middle.c, middle.h} : middle);
    page.on_band = text_on(page.band, colours[0], colours[3], 7);
    page.paper = to_hex({std::max(colours[3].l, 0.93), std::min(colours[3].c, 0.03), colours[3].h});
    return page;
}

}  // namespace troupe::flow::impl
