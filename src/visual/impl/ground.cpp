#include "visual/impl/ground.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::visual::impl {
namespace {

/// Shares of night, deep, field and paper for an artist of that darkness.
std::array<double, 4> shares(float darkness) {
    if (darkness > 0.5F) return {0.6, 0.4, 0, 0};
    if (darkness > 0.1F) return {0.3, 0.42, 0.2, 0.08};
    if (darkness > -0.25F) return {0.1, 0.3, 0.3, 0.3};
    return {0, 0, 0.4, 0.6};
}

Oklab tone(Oklab of, float lightness, float least_chroma, float most_chroma) {
    auto polar = to_oklch(of);
    // A grey stays grey: colour is never invented.
    auto const least = polar.c < 0.02F ? polar.c : least_chroma;
    return into_gamut(to_oklab(Oklch{lightness, std::min(std::max(polar.c, least), most_chroma), polar.h}));
}

/// Mostly the palette's own hue; now and then that of the accent: a plum ground under green leaves.
Oklab ground_color(VisualSystem const& system, Random& random) {
    auto const vary = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
    auto const turned = random.chance(0.45);
    auto const hue = [&](Oklab own) { return turned ? system.accent : own; };
    switch (system.ground_kind) {
        case GroundKind::night: return tone(hue(system.stops[0]), vary(0.08, 0.23), 0.02F, vary(0.02, 0.1));
        case GroundKind::deep: return tone(hue(system.inks[1]), vary(0.25, 0.39), 0.05F, vary(0.06, 0.16));
        case GroundKind::field: return tone(system.inks[random.chance(0.5) ? 1 : 2], vary(0.58, 0.8), 0.06F, vary(0.07, 0.18));
        default: return random.chance(0.4) ? tone(system.inks[3], vary(0.93, 0.96), 0.006F, 0.03F) : tone(hue(system.inks[2]), vary(0.8, 0.92), 0.03F, vary(0.03, 0.11));
    }
}

std::array<Oklab, 3> form_inks(VisualSystem const& system) {
    auto const& inks = system.inks;
    switch (system.ground_kind) {
        case GroundKind::night: return {tone(inks[2], std::max(0.6F, inks[2].l), 0.05F, 0.2F), tone(inks[3], 0.86F, 0.03F, 0.08F), tone(inks[1], 0.46F, 0.05F, 0.18F)};
        case GroundKind::deep: return {tone(inks[2], std::max(0.7F, inks[2].l), 0.05F, 0.18F), inks[3], tone(inks[0], 0.16F, 0.02F, 0.08F)};
        case GroundKind::field: return {tone(inks[1], 0.33F, 0.05F, 0.15F), tone(inks[3], 0.94F, 0.01F, 0.05F), tone(inks[0], 0.2F, 0.02F, 0.1F)};
        default: return {tone(inks[2], std::min(0.66F, inks[2].l), 0.06F, 0.2F), tone(inks[1], std::min(0.44F, inks[1].l), 0.05F, 0.18F), tone(inks[0], 0.22F, 0.02F, 0.1F)};
    }
}

/// Lightness of the light, from the ground on; hues as in the artist's scale.
Ramp glow_on(VisualSystem const& system) {
    auto const dark = !system.light_ground;
    auto habit = Random(system.seed).stream("glow");
    auto const quick = static_cast<float>(habit.uniform(0.65, 1.5));
    auto const vivid = static_cast<float>(habit.uniform(0.6, 1.8));
    auto const last = dark ? 0.94F : system.ground_kind == GroundKind::paper ? 0.34F : 0.24F;
    std::array<Oklab, 5> stops;
    stops[0] = system.ground;
    for (std::size_t i = 1; i < stops.size(); ++i) {
        auto const share = std::pow(static_cast<float>(i) / 4, quick);
        auto const& hue = system.stops[dark ? i : 4 - i];
        auto const chroma = dark ? to_oklch(hue).c : std::max(to_oklch(hue).c, 0.8F * to_oklch(system.stops[2]).c);
        stops[i] = tone(hue, system.ground.l + (last - system.ground.l) * share, vivid * chroma, vivid * chroma);
    }
    return Ramp(stops);
}

/// Night gets lighter, paper darker: the picture on it stays the brightest or the darkest thing.
Oklab mount_of(VisualSystem const& system) {
    auto polar = to_oklch(system.ground);
    constexpr std::array<float, 4> steps{0.065F, -0.07F, 0.06F, -0.06F};
    polar.l += steps[static_cast<std::size_t>(system.ground_kind)];
    polar.c = std::min(polar.c * 1.2F, 0.15F);
    return into_gamut(to_oklab(polar));
}

}  // namespace

VisualSystem varied(VisualSystem system, Random random) {
    auto polar = to_oklch(system.ground);
    polar.l += static_cast<float>(random.uniform(-0.03, 0.03));
    polar.c *= static_cast<float>(random.uniform(0.8, 1.2));
    polar.h += static_cast<float>(random.uniform(-0.05, 0.05));
    system.ground = into_gamut(to_oklab(polar));
    // Which ink leads is a matter of the release; the darkest of a light ground stays what outlines.
    if (random.chance(0.15)) std::swap(system.forms[0], system.forms[1]);
    system.glow = glow_on(system);
    system.mount = mount_of(system);
    return system;
}

void set_ground(VisualSystem& system) {
    auto random = Random(system.seed).stream("ground");
    system.ground_kind = static_cast<GroundKind>(random.weighted(shares(system.darkness)));
    system.light_ground = system.ground_kind == GroundKind::field || system.ground_kind == GroundKind::paper;
    system.ground = ground_color(system, random);
    system.forms = form_inks(system);
    system.glow = glow_on(system);
    system.mount = mount_of(system);
}

}  // namespace troupe::visual::impl
