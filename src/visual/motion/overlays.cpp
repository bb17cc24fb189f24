#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "visual/color.hpp"
#include "visual/motion/finish.hpp"
#include "visual/motion/waves.hpp"

namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;

/// Light through blinds: slanting bands, strongest about a place that wanders slowly, darker all around it.
void lay_slats(Finish const& f, Stage& stage) {
    auto const share = static_cast<float>(f.now.slats);
    if (share < 0.02F) return;
    constexpr int period = 256;
    auto const pitch = 0.105F * f.unit;
    std::array<std::int16_t, period> band;
    for (int i = 0; i < period; ++i) {
        auto const v = std::cos(2 * pi * static_cast<float>(i) / period);
        band[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(256 * smoothstep(-0.35F, 0.45F, v));
    }
    auto const slide = 10 + 0.22F * wave(f.clock);
    auto const step_x = static_cast<int>(0.30F * 65536 * period / pitch);
    for (int y = 0; y < stage.height(); ++y) {
        auto* row = stage.frame.luma(y);
        auto const height = (static_cast<float>(y) - f.centre.y) / f.unit;
        auto const lit = bell(height / 0.75F);
        auto const least = static_cast<int>(256 * (1 - share * 0.86F));
        auto const range = static_cast<int>(256 * share * 0.86F);
        auto const gain = static_cast<int>(256 * (0.55F + 0.55F * lit));
        auto at = static_cast<std::uint32_t>((static_cast<float>(y) / pitch + slide) * period * 65536.0F);
        for (int x = 0; x < stage.width(); ++x, at += static_cast<std::uint32_t>(step_x)) {
            auto const open = (least + ((range * band[(at >> 16) & 255]) >> 8)) * gain >> 8;
            row[x] = static_cast<std::uint8_t>(16 + std::min(219, ((row[x] - 16) * open) >> 8));
        }
    }
}

/// Warm light from beside the lens, moving along an edge.
void lay_leak(Finish const& f, Stage& stage) {
    auto const share = static_cast<float>(f.now.leak);
    if (share < 0.02F) return;
    auto const width = static_cast<float>(stage.width());
    auto const height = static_cast<float>(stage.height());
    auto const side = f.pattern / 4 % 2 == 0 ? 0.0F : 1.0F;
    auto const rise = 0.5F + 0.34F * wave(f.clock + 0.25F * side);
    stage.shade({{width * side, height * rise}, 0.62F * width, 0.34F * height}, f.warm, 0.78F * share);
    stage.shade({{width * (1 - side), height * (1 - 0.7F * rise)}, 0.36F * width, 0.22F * height}, mix(f.warm, f.light, 0.5F), 0.38F * share);
}

void lay_burst(Finish const& f, Stage& stage) {
    auto const share = static_cast<float>(f.now.burst);
    if (share < 0.04F) return;
    auto random = Random(static_cast<std::uint64_t>(f.pattern)).stream("speed lines");
    stage.path.clear();
    auto const far = std::hypot(static_cast<float>(stage.width()), static_cast<float>(stage.height()));
    for (int i = 0; i < 54; ++i) {
        auto const angle = 2 * pi * (static_cast<float>(i) + static_cast<float>(random.uniform(-0.4, 0.4))) / 54;
        auto const near = f.unit * static_cast<float>(random.uniform(0.42, 0.72)) * (1.5F - 0.5F * share);
        auto const half = far * 0.010F * static_cast<float>(random.uniform(0.25, 1)) * share;
        Point const out{std::cos(angle), std::sin(angle)};
        stage.path.line(f.centre + out * near, f.centre + out * far, 0.5F, 2 * half);
    }
    stage.fill(stage.path, f.light, std::min(1.0F, 0.35F + 0.5F * share));
}

/// Specks that change with the beat and now and then a hair or a scratch.
void lay_dust(Finish const& f, Stage& stage) {
    auto const share = static_cast<float>(f.now.dust);
    if (share < 0.02F) return;
    auto random = Random(static_cast<std::uint64_t>(f.pattern)).stream("dust");
    auto const place = [&] {
        auto const x = static_cast<float>(random.uniform()) * static_cast<float>(stage.width());
        return Point{x, static_cast<float>(random.uniform()) * static_cast<float>(stage.height())};
    };
    stage.path.clear();
    for (int i = 0; i < static_cast<int>(46 * share); ++i) {
        auto const size = static_cast<float>(random.uniform(0.0008, 0.0032));
        stage.path.disc(place(), f.unit * size);
    }
    for (int i = 0; i < static_cast<int>(1 + 3 * share); ++i) {
        auto const from = place();
        auto const bend = static_cast<float>(random.uniform(-0.05, 0.05)) * f.unit;
        std::array<Point, 4> const points{from, from + Point{bend, 0.02F * f.unit}, from + Point{bend * 1.4F, 0.05F * f.unit}, from + Point{0.3F * bend, 0.085F * f.unit}};
        std::array<float, 4> widths;
        widths.fill(0.0009F * f.unit);
        stage.path.ribbon(points, widths);
    }
    auto const scratch = static_cast<float>(random.uniform()) * static_cast<float>(stage.width());
    stage.path.line({scratch, 0}, {scratch + 3, static_cast<float>(stage.height())}, 0.0012F * f.unit, 0.0012F * f.unit);
    stage.fill(stage.path, f.light, 0.30F + 0.35F * share);
}

}  // namespace

void lay_overlays(Finish const& finish, Stage& stage) {
    lay_slats(finish, stage);
    lay_leak(finish, stage);
    lay_burst(finish, stage);
    lay_dust(finish, stage);
}

}  // namespace troupe::visual::motion
