#include "visual/motion/footage_form.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "visual/motion/waves.hpp"

namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float radius = 0.27F;
constexpr int rays = 72;

float loud(Moment const& m, int index, int count) {
    return m.sound.spectrum[static_cast<std::size_t>(index) * spectrum_bands / static_cast<std::size_t>(count)];
}

float swollen(Moment const& m) { return radius * (1 + 0.06F * m.kick + 0.03F * m.sound.bass); }

void box(View const& view, Path& path, float left, float top, float right, float bottom) {
    std::array<Point, 4> const corners{view.to_px({left, top}), view.to_px({right, top}), view.to_px({right, bottom}), view.to_px({left, bottom})};
    path.polygon(corners);
}

void rings(Moment const& m, View const& view, Path& path) {
    constexpr int count = 6;
    for (int i = 0; i < count; ++i) {
        auto const middle = 0.07F + 0.062F * static_cast<float>(i) * (1 + 0.04F * m.kick);
        auto const half = 0.008F + 0.020F * loud(m, i, count);
        path.ring(view.to_px({0, 0}), view.px(middle - half), view.px(middle + half));
    }
}

/// Sheets that stand side by side, as high as their part of the sound.
void bars(Moment const& m, View const& view, Path& path) {
    constexpr int count = 9;
    constexpr float step = 0.078F;
    for (int i = 0; i < count; ++i) {
        auto const middle = (static_cast<float>(i) - (count - 1) / 2.0F) * step;
        auto const half = 0.05F + 0.27F * loud(m, i, count) + 0.03F * m.kick;
        box(view, path, middle - 0.36F * step, -half, middle + 0.36F * step, half);
    }
}

/// A sun behind slats that grow thinner upwards.
void slats(Moment const& m, View const& view, Path& path) {
    constexpr int count = 8;
    auto const r = swollen(m);
    for (int i = 0; i < count; ++i) {
        auto const top = r * (-1 + 2 * static_cast<float>(i) / count);
        auto const bottom = top + 2 * r / count * (1 - 0.075F * static_cast<float>(i));
        constexpr int points = 12;
        std::vector<Point> outline;
        auto const across = [&](float y) { return std::sqrt(std::max(0.0F, r * r - y * y)); };
        for (int k = 0; k <= points; ++k) {
            auto const y = top + (bottom - top) * static_cast<float>(k) / points;
            outline.push_back(view.to_px({across(y), y}));
        }
        for (int k = points; k >= 0; --k) {
            auto const y = top + (bottom - top) * static_cast<float>(k) / points;
            outline.push_back(view.to_px({-across(y), y}));
        }
        path.polygon(outline);
    }
}

/// Drops that swim about each other.
void drops(Moment const& m, View const& view, Path& path) {
    for (int i = 0; i < 4; ++i) {
        auto const turn = m.phase + static_cast<float>(i) * 0.25F;
        auto const far = 0.10F + 0.05F * wave(2 * m.phase + static_cast<float>(i) * 0.37F) + 0.03F * m.kick;
        path.disc(view.to_px({far * wave(turn), far * wave(turn + 0.25F)}), view.px(0.115F + 0.022F * static_cast<float>(i % 3) + 0.015F * m.sound.bass));
    }
}

/// Streams across the whole frame.
void streams(Moment const& m, View const& view, Path& path) {
    constexpr int count = 5, points = 40;
    for (int i = 0; i < count; ++i) {
        std::vector<Point> line;
        std::vector<float> widths;
        auto const base = (static_cast<float>(i) - 2) * 0.115F;
        for (int k = 0; k <= points; ++k) {
            auto const x = -1.1F + 2.2F * static_cast<float>(k) / points;
            auto const y = base + 0.085F * wave(0.42F * x + m.phase + 0.05F * static_cast<float>(i)) + 0.03F * wave(1.1F * x - m.phase);
            line.push_back(view.to_px({x, y}));
            widths.push_back(view.px((0.010F + 0.022F * loud(m, i, count) + 0.006F * m.kick) * bell(1.1F * x)));
        }
        path.ribbon(line, widths);
    }
}

}  // namespace

void outline_form(std::string const& family, Moment const& m, View const& view, Stage const&, Path& path) {
    if (family == "rings") return rings(m, view, path);
    if (family == "swiss" || family == "overprint" || family == "collage" || family == "city") return bars(m, view, path);
    if (family == "landscape" || family == "crystal") return slats(m, view, path);
    if (family == "chrome") return drops(m, view, path);
    if (family == "flow" || family == "botanic") return streams(m, view, path);
    path.disc(view.to_px({0, 0}), view.px(swollen(m)));
}

void outline_spectrum(std::string const& family, Moment const& m, View const& view, Stage const& stage, float size, Path& path) {
    // Rings, bars and streams are the spectrum themselves.
    if (family != "aura" && family != "landscape" && family != "chrome") return;
    auto const from = family == "chrome" ? 1.15F * radius : 1.05F * swollen(m);
    auto const width = view.px(2 * pi * from / rays * 0.34F);
    for (int i = 0; i < rays; ++i) {
        auto const place = i < rays / 2 ? i : rays - 1 - i;
        auto const strength = loud(m, place, rays / 2);
        auto const length = 0.006F + 0.17F * size * strength * strength;
        auto const angle = -0.5F * pi + (static_cast<float>(i) + 0.5F) * 2 * pi / rays;
        Point const out{std::cos(angle), std::sin(angle)};
        // Rays stay short where words stand.
        auto const free = stage.room_at(view.to_px(out * (from + length)));
        path.line(view.to_px(out * from), view.to_px(out * (from + 0.004F + (length - 0.004F) * free)), width, width);
    }
}

}  // namespace troupe::visual::motion
