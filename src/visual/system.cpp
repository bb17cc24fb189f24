#include "visual/system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "visual/impl/ground.hpp"

namespace troupe::visual {
namespace {

constexpr std::array<float, 5> stop_lightness{0.13F, 0.34F, 0.55F, 0.76F, 0.93F};
/// Where a stop looks in the palette, 0 its darkest colour and 1 its lightest: the middle takes the lighter of the two.
constexpr std::array<float, 5> stop_place{0.0F, 0.3F, 0.6F, 0.78F, 1.0F};
/// Chroma peaks in the middle: a dark that is nearly black and a light that is nearly white hold a picture together.
constexpr std::array<float, 5> chroma_share{0.42F, 0.9F, 1.0F, 0.72F, 0.3F};

float degrees(float x) { return x * std::numbers::pi_v<float> / 180; }

float clamp(float x, float low, float high) { return std::min(std::max(x, low), high); }

/// Where the colours mostly are on the hue circle: the mean of their directions, weighted by chroma.
float mean_hue(std::vector<Oklab> const& colors) {
    float a = 0;
    float b = 0;
    for (auto const& color : colors) {
        a += color.a;
        b += color.b;
    }
    return std::atan2(b, a);
}

/// Hues of the stops as offsets from the mean, drawn together when they fight: within about 100 degrees of it.
float drawn_in(float offset) {
    auto const limit = degrees(100);
    return limit * std::tanh(offset / limit);
}

struct Tone {
    float lightness;
    float offset;  // of the hue, from the mean
    float chroma;
};

std::vector<Tone> tones_of(std::vector<Oklab> colors, float hue) {
    std::stable_sort(colors.begin(), colors.end(), [](Oklab x, Oklab y) { return x.l < y.l; });
    std::vector<Tone> tones;
    for (auto const& color : colors) {
        auto const polar = to_oklch(color);
        auto const offset = polar.c < 0.015F ? 0.0F : drawn_in(hue_difference(hue, polar.h));
        tones.push_back({polar.l, offset, polar.c});
    }
    return tones;
}

/// Hue offset at the relative lightness `t` of the palette: that of the nearest colours, weighted by their chroma, so that
/// a grey does not pull. Near enough to one of them that two opposing hues do not meet in the mud between.
float offset_at(std::vector<Tone> const& tones, float t) {
    float sum = 0;
    float total = 1e-5F;
    for (std::size_t i = 0; i < tones.size(); ++i) {
        auto const place = tones.size() > 1 ? static_cast<float>(i) / static_cast<float>(tones.size() - 1) : 0.5F;
        auto const distance = (t - place) * 6.0F;
        auto const weight = std::exp(-distance * distance) * (tones[i].chroma + 0.004F);
        sum += weight * tones[i].offset;
        total += weight;
    }
    return sum / total;
}

float characteristic_chroma(std::vector<Oklab> const& colors, Oklab accent) {
    float most = 0;
    float sum = 0;
    for (auto const& color : colors) {
        auto const c = to_oklch(color).c;
        most = std::max(most, c);
        sum += c;
    }
    auto const mean = sum / static_cast<float>(colors.size());
    // A grey palette keeps a breath of the accent's colour: pure grey reads as unfinished.
    auto const floor = to_oklch(accent).c > 0.04F || mean > 0.01F ? 0.035F : 0.012F;
    return clamp(0.55F * most + 0.45F * mean, floor, 0.19F);
}

std::array<Oklab, 5> spread(std::vector<Oklab> const& colors, Oklab accent, float contrast_trait) {
    auto const chroma = characteristic_chroma(colors, accent);
    float greatest = 0;
    for (auto const& color : colors) greatest = std::max(greatest, to_oklch(color).c);
    auto const hue = greatest < 0.015F ? to_oklch(accent).h : mean_hue(colors);
    auto const tones = tones_of(colors, hue);
    std::array<Oklab, 5> stops;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        auto const reach = 1 + 0.06F * contrast_trait;
        auto const lightness = clamp(0.53F + (stop_lightness[i] - 0.53F) * reach, 0.11F, 0.945F);
        stops[i] = into_gamut(to_oklab(Oklch{lightness, chroma * chroma_share[i], hue + offset_at(tones, stop_place[i])}));
    }
    return stops;
}

/// The light end leans to the warm: light sources are made of it.
void warm_light_end(std::array<Oklab, 5>& stops) {
    auto& light = stops[4];
    light = into_gamut({light.l, light.a + 0.006F, light.b + 0.014F});
}

/// The given colours as printing inks: each keeps its hue, and is brought to a lightness that its place needs.
std::array<Oklab, 4> printable(std::vector<Oklab> colors, std::array<Oklab, 5> const& stops) {
    constexpr std::array<float, 4> slot{0.2F, 0.42F, 0.64F, 0.93F};
    constexpr std::array<float, 4> slack{0.09F, 0.1F, 0.1F, 0.03F};
    std::stable_sort(colors.begin(), colors.end(), [](Oklab x, Oklab y) { return x.l < y.l; });
    std::array<Oklab, 4> inks;
    for (std::size_t i = 0; i < inks.size(); ++i) {
        auto color = colors.size() == 4 ? colors[i] : stops[i == 3 ? 4 : i];
        auto polar = to_oklch(color);
        polar.l = clamp(polar.l, slot[i] - slack[i], slot[i] + slack[i]);
        polar.c = std::min(polar.c, i == 3 ? 0.05F : i == 0 ? 0.11F : 0.2F);
        inks[i] = into_gamut(to_oklab(polar));
    }
    return inks;
}

float nearest(std::array<Oklab, 5> const& stops, Oklab color) {
    float least = 9;
    for (auto const& stop : stops) least = std::min(least, distance(stop, color));
    return least;
}

Oklab settle_accent(Oklab wanted, std::array<Oklab, 5> const& stops) {
    auto polar = to_oklch(wanted);
    if (polar.c < 0.02F) polar.h = to_oklch(stops[2]).h + degrees(150);
    polar.c = clamp(polar.c, 0.12F, 0.24F);
    polar.l = clamp(polar.l, 0.6F, 0.8F);
    auto best = into_gamut(to_oklab(polar));
    // Told from the ramp by more chroma first, by another hue only then: gold stays gold.
    auto const side = hue_difference(to_oklch(stops[3]).h, polar.h) < 0 ? -1.0F : 1.0F;
    for (int step = 0; step < 10 && nearest(stops, best) < 0.075F; ++step) {
        if (step < 4) polar.c += 0.02F;
        else polar.h += side * degrees(9);
        best = into_gamut(to_oklab(polar));
    }
    return best;
}

float trait(Look const& look, char const* name) {
    auto const found = look.traits.find(name);
    return found == look.traits.end() ? 0.0F : static_cast<float>(found->second);
}

Result<void> check_traits(Look const& look) {
    static std::vector<std::string> const known{"darkness", "contrast", "grain", "abstraction", "motion", "ornament"};
    for (auto const& [name, value] : look.traits) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            return fail(ErrorCode::invalid_input, fmt::format("look.traits.{}: is none of {}", name, fmt::join(known, ", ")));
        if (!(value >= -1 && value <= 1)) return fail(ErrorCode::invalid_input, fmt::format("look.traits.{}: {} is not within -1..1", name, value));
    }
    return {};
}

Result<std::vector<FamilyWeight>> checked_families(Look const& look) {
    std::vector<FamilyWeight> kept;
    for (std::size_t i = 0; i < look.families.size(); ++i) {
        auto const& family = look.families[i];
        auto const& names = family_names();
        if (std::find(names.begin(), names.end(), family.name) == names.end())
            return fail(ErrorCode::invalid_input, fmt::format("look.families[{}].name: '{}' is none of {}", i, family.name, fmt::join(names, ", ")));
        if (!(family.weight >= 0 && family.weight < 1e6))
            return fail(ErrorCode::invalid_input, fmt::format("look.families[{}].weight: {} is no weight of 0 or more", i, family.weight));
        if (family.weight > 0) kept.push_back(family);
    }
    if (kept.empty())
        for (auto const& name : family_names()) kept.push_back({name, 1});
    std::stable_sort(kept.begin(), kept.end(), [](auto const& a, auto const& b) { return a.weight > b.weight; });
    return kept;
}

Result<std::vector<Oklab>> checked_palette(Look const& look) {
    if (look.palette.empty() || look.palette.size() > 8)
        return fail(ErrorCode::invalid_input, fmt::format("look.palette: has {} colours, give 1 to 8: four from dark to light, then the accent", look.palette.size()));
    std::vector<Oklab> colors;
    for (std::size_t i = 0; i < look.palette.size(); ++i) colors.push_back(to_oklab(TRY(parse_hex(look.palette[i], fmt::format("look.palette[{}]", i)))));
    return colors;
}

void set_palette(VisualSystem& system, std::vector<Oklab> colors) {
    auto accent = colors.back();
    if (colors.size() > 1) colors.pop_back();
    else accent = to_oklab(Oklch{0.7F, 0.14F, to_oklch(accent).h + degrees(150)});
    system.stops = spread(colors, accent, system.contrast);
    warm_light_end(system.stops);
    system.accent = settle_accent(accent, system.stops);
    system.inks = printable(std::move(colors), system.stops);
    system.ramp = Ramp(system.stops);
}

Result<void> set_faces(VisualSystem& system, Look const& look) {
    auto pairs = TRY(face_pairs(look.character, system.notes));
    auto& pair = pairs[Random(look.seed).stream("face").below(pairs.size())];
    system.display = std::move(pair.display);
    system.text = std::move(pair.text);
    system.mark = std::move(pair.mark);
    return {};
}

}  // namespace

Ramp::Ramp(std::array<Oklab, 5> const& stops) {
    for (std::size_t i = 0; i < size; ++i) {
        auto const place = static_cast<float>(i) / static_cast<float>(size - 1) * 4;
        auto const low = std::min<std::size_t>(static_cast<std::size_t>(place), 3);
        table_[i] = to_rgb(into_gamut(mix(stops[low], stops[low + 1], place - static_cast<float>(low))));
    }
}

Random VisualSystem::random(std::uint64_t release_seed) const { return Random(seed ^ (release_seed * 0x9e3779b97f4a7c15ULL + 0x2545f4914f6cdd1dULL)); }

VisualSystem for_release(VisualSystem const& system, std::uint64_t release_seed) {
    return impl::varied(system, system.random(release_seed).stream("release"));
}

std::vector<std::string> const& family_names() {
    static std::vector<std::string> const names{"aura", "swiss", "flow", "landscape", "chrome", "rings", "type", "crystal", "growth", "city"};
    return names;
}

Result<VisualSystem> make_system(Look const& look) {
    TRY(check_traits(look));
    auto colors = TRY(checked_palette(look));
    VisualSystem system;
    system.artist = look.artist;
    system.seed = look.seed;
    system.families = TRY(checked_families(look));
    system.darkness = trait(look, "darkness");
    system.contrast = trait(look, "contrast");
    system.abstraction = trait(look, "abstraction");
    system.motion = trait(look, "motion");
    system.ornament = trait(look, "ornament");
    system.grain = clamp(0.025F + 0.012F * trait(look, "grain"), 0, 0.05F);
    set_palette(system, std::move(colors));
    impl::set_ground(system);
    TRY(set_faces(system, look));
    return system;
}

}  // namespace troupe::visual
