#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "visual/field.hpp"
#include "visual/impl/family.hpp"

/// Layers that fade into the air: dunes, peaks, a shore and hills in fog, under a sun or a moon.
namespace troupe::visual::impl {
namespace {

enum Layout { dunes, peaks, shore, fog };

class Landscape final : public Family {
public:
    explicit Landscape(Seed const& seed)
        : system_(seed.system), frame_(seed.frame), layout_(seed.layout), noise_(seed.random.stream("ground").next()), air_(seed.random.stream("air").next()) {
        auto random = seed.random.stream("form");
        auto const side = frame_.side();
        horizon_ = frame_.height() * static_cast<float>(layout_ == shore ? random.uniform(0.56, 0.64) : random.uniform(0.46, 0.54));
        // A pin-point moon, a plain sun, or one that fills a quarter of the width.
        constexpr std::array<std::pair<double, double>, 3> sizes{{{0.045, 0.07}, {0.11, 0.16}, {0.2, 0.255}}};
        auto const& size = random.pick(sizes);
        sun_radius_ = side * seed.occasion.grandeur * static_cast<float>(random.uniform(size.first, size.second));
        auto const third = random.chance(0.5) ? -1.0F : 1.0F;
        sun_x_ = frame_.width() / 2 + side * (layout_ == shore ? 0.0F : third * static_cast<float>(random.uniform(0.06, 0.2)));
        sun_y_ = horizon_ - sun_radius_ * static_cast<float>(random.uniform(layout_ == shore ? -0.1 : 0.2, 1.15));
        // Neither sun nor moon stands behind the title.
        sun_y_ = std::max(sun_y_, 0.225F * frame_.height() + sun_radius_);
        if (is_wide(frame_)) {
            horizon_ = std::max(horizon_, 0.7F * frame_.height());
            sun_radius_ *= 0.8F;
            sun_x_ = frame_.width() * (0.5F + third * 0.37F);
            sun_y_ = horizon_ - 0.5F * sun_radius_;
        }
        layers_ = layout_ == shore ? 2 : random.between(5, 6);
        night_ = system_.ground_kind == GroundKind::night || is_wide(frame_);
        day_ = system_.light_ground;
        offset_ = static_cast<float>(random.uniform(0, 50));
        centred_ = system_.random(0).stream("align").chance(0.6);
    }

    TypePlan plan() const override { return title_above(frame_, centred_ ? Align::centre : Align::left, 0.13F); }

    bool light_ground() const override { return day_; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const&) const override {
        auto const lines = ridge_lines();
        auto const step = std::max(2, static_cast<int>(frame_.side() / 375));
        Grid haze(frame_.width_px, frame_.height_px, step);
        haze.fill([&](float x, float y) { return air_.warped(x / frame_.side() * 1.4F, y / frame_.side() * 4.5F, 3, 0.5F); }, canvas.threads());
        canvas.for_rows([&](std::span<Rgb> row, int y) { paint_row(row, y, lines, haze); });
    }

private:
    using Lines = std::vector<std::vector<float>>;

    /// The height of each layer's edge in every column, farthest first.
    [[nodiscard]] Lines ridge_lines() const {
        Lines lines(static_cast<std::size_t>(layers_));
        for (std::size_t layer = 0; layer < lines.size(); ++layer) {
            lines[layer].resize(static_cast<std::size_t>(frame_.width_px));
            auto const depth = nearness(layer);
            for (std::size_t x = 0; x < lines[layer].size(); ++x) lines[layer][x] = edge(static_cast<float>(x) / frame_.side(), depth, static_cast<float>(layer));
        }
        return lines;
    }

    /// 0 for the farthest layer, 1 for the nearest.
    [[nodiscard]] float nearness(std::size_t layer) const { return static_cast<float>(layer) / static_cast<float>(std::max(1, layers_ - 1)); }

    [[nodiscard]] float edge(float u, float depth, float layer) const {
        auto const base = horizon_ + (frame_.height() - horizon_) * (0.86F * depth * (0.75F + 0.25F * depth));
        auto const row = layer * 7.3F + offset_;
        auto const side = frame_.side();
        if (layout_ == shore) return layer < 0.5F ? horizon_ : frame_.height() * 2;
        if (layout_ == peaks) {
            auto const scale = 1.5F + 1.2F * depth;
            auto const sharp = 1 - 2 * std::abs(noise_.fbm(u * scale + row, row, 5));
            return base - side * (0.10F - 0.035F * depth) * (sharp * 1.7F - 0.5F);
        }
        auto const scale = layout_ == fog ? 1.1F + 0.7F * depth : 1.2F + 1.5F * depth;
        auto const smooth = noise_.fbm(u * scale + row, row, layout_ == fog ? 3 : 2);
        auto const crisp = 0.03F * noise_.fbm(u * 9 + row, row + 3, 3);
        return base - side * (layout_ == fog ? 0.12F : 0.075F) * (smooth + crisp);
    }

    [[nodiscard]] Rgb sky(float x, float y, float haze) const {
        auto const v = clamp01(y / horizon_);
        auto const top = night_ ? 0.06F : 0.2F;
        auto const low = night_ ? 0.46F : 0.72F;
        auto const dx = (x - sun_x_) / frame_.side();
        auto const dy = (y - sun_y_) / frame_.side();
        auto const glow = 0.2F / (1 + 16 * (dx * dx + dy * dy));
        auto const tone = day_ ? 0.26F * std::pow(v, 1.6F) + 0.03F * haze * v : top + (low - top) * std::pow(v, 1.6F) + glow + 0.035F * haze * v;
        auto const disc = std::sqrt(dx * dx + dy * dy) * frame_.side() - sun_radius_;
        auto const cover = smoothstep(1, -1, disc);
        return mix(system_.glow(tone), sun_color((disc / sun_radius_ + 1) * 0.2F + dy * 1.6F), cover);
    }

    /// By night the sun is light, a little dimmer towards its foot; by day it is printed.
    [[nodiscard]] Rgb sun_color(float low) const {
        if (!day_) return system_.glow(0.97F - 0.10F * clamp01(low));
        if (system_.ground_kind == GroundKind::field) return system_.stop(4);
        // A large one in the accent would be more than a spark.
        return sun_radius_ < 0.11F * frame_.side() ? system_.accent_rgb() : mix(system_.form(0), system_.form(1), 0.3F);
    }

    [[nodiscard]] Rgb layer_color(std::size_t layer, float below, float haze) const {
        auto const depth = nearness(layer);
        auto const far = night_ ? 0.56F : 0.74F;
        auto const tone = far * (1 - depth) * (1 - 0.35F * depth) + 0.035F;
        // Mist gathers at the foot of what is far away.
        auto const foot = (layout_ == fog ? 0.30F : 0.12F) * (1 - depth) * smoothstep(0, 0.22F, below);
        auto const lit = 0.045F * smoothstep(0.03F, 0, below) * (1 - depth);
        if (day_) return system_.glow(0.3F + 0.66F * depth - 0.5F * foot + 0.03F * haze * (1 - 0.5F * depth));
        return system_.glow(tone + foot + lit + 0.03F * haze * (1 - 0.5F * depth) - 0.05F * smoothstep(0, 0.3F, below) * depth);
    }

    /// The sea: sky mirrored and darkened, with a broken path of light under the sun.
    [[nodiscard]] Rgb sea(float x, float y, float haze) const {
        auto const below = (y - horizon_) / (frame_.height() - horizon_);
        auto const tone = (night_ ? 0.34F : 0.5F) * (1 - 0.8F * std::sqrt(below)) + 0.05F + 0.03F * haze;
        auto const width = sun_radius_ * (0.5F + 1.3F * below);
        auto const ripple = noise_.at(x / frame_.side() * 5, (0.02F + std::pow(below, 0.55F)) * 44 + offset_);
        auto const wave = smoothstep(0.02F, 0.2F, ripple + 0.35F - std::abs(x - sun_x_) / width * 0.55F);
        if (day_) return mix(system_.glow(0.34F + 0.5F * std::sqrt(below) + 0.03F * haze), sun_color(0.5F), wave * (0.9F - 0.4F * below) * smoothstep(1.0F, 0.62F, below));
        return mix(system_.glow(tone), system_.glow(0.9F - 0.25F * below), wave * (0.85F - 0.5F * below) * smoothstep(1.0F, 0.62F, below));
    }

    void paint_row(std::span<Rgb> row, int y, Lines const& lines, Grid const& haze) const {
        std::vector<float> air(row.size());
        haze.row(y, air);
        auto const fy = static_cast<float>(y) + 0.5F;
        for (std::size_t x = 0; x < row.size(); ++x) {
            auto const fx = static_cast<float>(x) + 0.5F;
            if (layout_ == shore) {
                row[x] = fy < horizon_ ? sky(fx, fy, air[x]) : sea(fx, fy, air[x]);
                continue;
            }
            // From the nearest layer back: what is fully covered is never computed.
            std::size_t front = lines.size();
            while (front > 0 && fy < lines[front - 1][x] - 0.5F) --front;
            if (front == 0) {
                row[x] = sky(fx, fy, air[x]);
                continue;
            }
            auto const edge_y = lines[front - 1][x];
            auto const color = layer_color(front - 1, (fy - edge_y) / frame_.side(), air[x]);
            auto const cover = clamp01(fy - edge_y + 0.5F);
            if (cover >= 1) row[x] = color;
            else {
                auto const behind = front > 1 && fy > lines[front - 2][x] ? layer_color(front - 2, (fy - lines[front - 2][x]) / frame_.side(), air[x]) : sky(fx, fy, air[x]);
                row[x] = mix(behind, color, cover);
            }
        }
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Noise noise_;
    Noise air_;
    float horizon_ = 0, sun_radius_ = 0, sun_x_ = 0, sun_y_ = 0, offset_ = 0;
    int layers_ = 5;
    bool night_ = false;
    bool day_ = false;
    bool centred_ = true;
};

}  // namespace

std::unique_ptr<Family> make_landscape(Seed const& seed) { return std::make_unique<Landscape>(seed); }

}  // namespace troupe::visual::impl
