#include <cmath>
#include <numbers>

#include "visual/field.hpp"
#include "visual/impl/family.hpp"

/// Light in the dark: an eclipse, an orb, a ring, or veils alone. Intensities add up as light does; the ramp turns them into
/// colour, so the hottest places reach its light, warm end.
namespace troupe::visual::impl {
namespace {

enum Layout { eclipse, orb, veils, ring };

/// Light at a distance: 1 at 0, a third at `reach`, with a long tail. No exponential: this runs for every pixel.
float falloff(float distance, float reach) {
    auto const x = 1 + 0.73F * distance / reach;
    return 1 / (x * x);
}

/// More light than a film can hold flattens out.
float expose(float light) {
    auto const x = 1 + light;
    return 1 - 1 / (x * x);
}

class Aura final : public Family {
public:
    explicit Aura(Seed const& seed) : system_(seed.system), frame_(seed.frame), layout_(seed.layout), veil_(seed.random.stream("veil").next()), drift_(seed.random.stream("drift").next()) {
        auto random = seed.random.stream("form");
        auto const side = frame_.side();
        radius_ = side * seed.occasion.grandeur * static_cast<float>(layout_ == orb ? random.uniform(0.31, 0.37) : random.uniform(0.27, 0.325));
        centre_x_ = frame_.width() / 2 + side * static_cast<float>(random.uniform(-0.05, 0.05));
        centre_y_ = frame_.height() * 0.45F + side * static_cast<float>(random.uniform(-0.03, 0.02));
        if (system_.light_ground && layout_ == eclipse) {
            // A printed body must not stand behind dark type.
            radius_ = std::min(radius_, 0.29F * side * seed.occasion.grandeur);
            centre_y_ = std::min(centre_y_, frame_.height() - 0.27F * side - radius_);
        }
        if (seed.occasion.comes_near()) centre_x_ += (random.chance(0.5) ? 0.2F : -0.2F) * side;
        auto angle = random.uniform(-2.9, -0.3);
        if (is_wide(frame_) && layout_ != veils) {
            // A banner is the edge of a world: the name stands in its night.
            layout_ = eclipse;
            radius_ = 0.66F * frame_.width();
            centre_y_ = 0.24F * frame_.height() + radius_;
            angle = random.uniform(-2.1, -1.0);
        }
        reach_ = 0.3F * side / radius_;
        light_x_ = static_cast<float>(std::cos(angle));
        light_y_ = static_cast<float>(std::sin(angle));
        tilt_ = static_cast<float>(random.uniform(-0.5, 0.5));
        stretch_ = static_cast<float>(random.uniform(2.2, 4.2));
        veil_scale_ = static_cast<float>(random.uniform(0.9, 1.5));
        // As light the accent is lighter: a dark olive would be a stain.
        spark_ = to_rgb(into_gamut({std::max(system_.accent.l, 0.79F), system_.accent.a, system_.accent.b}));
        centred_ = system_.random(0).stream("align").chance(0.5);
    }

    TypePlan plan() const override {
        auto const align = centred_ ? Align::centre : Align::left;
        return layout_ == veils ? title_above(frame_, align, 0.2F) : title_below(frame_, align, 0.17F);
    }

    bool light_ground() const override { return system_.light_ground; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const&) const override {
        auto const step = std::max(2, static_cast<int>(frame_.side() / 375));
        Grid veil(frame_.width_px, frame_.height_px, step);
        veil.fill([&](float x, float y) { return veil_light(x, y); }, canvas.threads());
        canvas.for_rows([&](std::span<Rgb> row, int y) { paint_row(row, y, veil); });
    }

private:
    /// Curtains: the bright ridge of a warped field, stretched along the tilt.
    [[nodiscard]] float veil_light(float x, float y) const {
        auto const side = frame_.side();
        auto const u = (x - frame_.width() / 2) / side;
        auto const v = (y - frame_.height() / 2) / side;
        auto const across = veil_scale_ * (u * std::cos(tilt_) + v * std::sin(tilt_));
        auto const along = veil_scale_ * (v * std::cos(tilt_) - u * std::sin(tilt_));
        auto const narrow = layout_ == veils ? stretch_ : 1.6F;
        auto const field = veil_.warped(across * narrow * 0.7F, along * (layout_ == veils ? 0.5F : 1.1F), 3, 0.9F);
        auto const ridge = 1 - std::min(1.0F, std::abs(field) * 2.6F);
        auto const region = 0.5F + 0.5F * drift_.fbm(u * 1.3F, v * 1.3F, 2);
        return ridge * ridge * region;
    }

    [[nodiscard]] float light_at(float x, float y, float veil) const {
        switch (layout_) {
            case eclipse: return eclipse_light(x, y, veil);
            case orb: return orb_light(x, y, veil);
            case ring: return ring_light(x, y, veil);
            default: return veils_light(y, veil);
        }
    }

    [[nodiscard]] float eclipse_light(float x, float y, float veil) const {
        auto const dx = (x - centre_x_) / radius_;
        auto const dy = (y - centre_y_) / radius_;
        auto const far = std::sqrt(dx * dx + dy * dy) + 1e-4F;
        auto const facing = 0.5F + 0.5F * (dx * light_x_ + dy * light_y_) / far;
        auto const lit = 0.035F + facing * facing * facing * facing;
        auto const out = far - 1;
        auto const corona = lit * (3.4F * falloff(std::max(out, 0.0F), 0.05F * reach_) + 0.8F * falloff(std::max(out, 0.0F), 0.2F * reach_));
        auto const outside = 0.015F + 0.5F * veil * (0.2F + 0.8F * facing) + corona;
        // The disc's own edge catches a little light; its middle is the darkest place of the picture.
        auto const night = 0.006F + lit * 0.5F * falloff(std::max(-out, 0.0F), 0.03F * reach_) + 0.035F * far * far * facing;
        // On a light ground the body itself is printed, darkest where it turns away.
        auto const inside = system_.light_ground ? 0.75F + 1.1F * (1 - facing) * far : night;
        auto const pixel = 1.5F / radius_;
        return mix(inside, outside, smoothstep(-pixel, pixel, out));
    }

    /// Where the corona is hottest it takes the accent: the second sun of the picture, and a small one.
    [[nodiscard]] float heat(float x, float y) const {
        if (layout_ != eclipse) return 0;
        auto const dx = (x - centre_x_) / radius_;
        auto const dy = (y - centre_y_) / radius_;
        auto const far = std::sqrt(dx * dx + dy * dy) + 1e-4F;
        auto const facing = 0.5F + 0.5F * (dx * light_x_ + dy * light_y_) / far;
        auto const f4 = facing * facing * facing * facing;
        return far < 1 ? 0.0F : 0.9F * f4 * f4 * smoothstep(0.42F * reach_, 0.02F * reach_, far - 1);
    }

    /// 1 within the disc: on a deep ground it is darker than the ground.
    [[nodiscard]] float body(float x, float y) const { return clamp01(radius_ - std::hypot(x - centre_x_, y - centre_y_) + 0.5F); }

    [[nodiscard]] float orb_light(float x, float y, float veil) const {
        auto const dx = (x - centre_x_) / radius_;
        auto const dy = (y - centre_y_) / radius_;
        auto const far = std::sqrt(dx * dx + dy * dy) + 1e-4F;
        auto const facing = 0.5F + 0.5F * (dx * light_x_ + dy * light_y_);
        auto const day = std::max(0.0F, facing + 0.1F * (veil - 0.4F));
        auto const body = 0.012F + 2.3F * day * day * day * (0.8F + 0.5F * veil) + 0.22F * far * far * far * far * (1 - 0.6F * facing);
        auto const outside = 0.015F + 0.16F * veil * day + 0.5F * (0.08F + 0.92F * day * day) * falloff(std::max(far - 1, 0.0F), 0.2F);
        auto const edge = 0.006F + 0.05F * (1 - clamp01(facing));
        return mix(body, outside, smoothstep(1 - edge, 1 + edge, far));
    }

    [[nodiscard]] float ring_light(float x, float y, float veil) const {
        auto const dx = (x - centre_x_) / radius_;
        auto const dy = (y - centre_y_) / radius_;
        auto const far = std::sqrt(dx * dx + dy * dy) + 1e-4F;
        auto const facing = 0.5F + 0.5F * (dx * light_x_ + dy * light_y_) / std::max(far, 0.8F);
        auto const off = std::abs(far - 1);
        auto const thick = system_.light_ground ? 3.2F : 1.0F;
        auto const tube = 1 - smoothstep(0.012F * thick, 0.02F * thick, off);
        auto const glow = (0.16F + 0.84F * facing * facing) * (0.75F * falloff(off, 0.03F) + 0.33F * falloff(off, 0.2F));
        return 0.012F + 0.34F * veil * facing * facing + glow * 0.8F + 2.6F * tube * (0.1F + 0.9F * facing * facing);
    }

    [[nodiscard]] float veils_light(float y, float veil) const {
        auto const v = y / frame_.height();
        auto const hang = smoothstep(0.02F, 0.5F, v) * (1 - 0.55F * smoothstep(0.72F, 1.02F, v));
        return 0.012F + (system_.light_ground ? 4.4F : 2.9F) * veil * veil * hang;
    }

    /// On a light ground the spark is ink: it covers, and does not shine.
    [[nodiscard]] Rgb hot_color(float tone) const {
        if (system_.light_ground) return system_.accent_rgb();
        return mix(spark_, system_.stop(4), 0.75F * smoothstep(0.78F, 0.97F, tone)) * (0.25F + 0.85F * tone);
    }

    void paint_row(std::span<Rgb> row, int y, Grid const& veil) const {
        std::vector<float> light(row.size());
        veil.row(y, light);
        auto const side = frame_.side();
        auto const fy = static_cast<float>(y) + 0.5F;
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto const x = static_cast<float>(i) + 0.5F;
            auto const u = (x - frame_.width() / 2) / side;
            auto const v = (fy - frame_.height() / 2) / side;
            auto const vignette = 1 - 0.55F * std::min(1.0F, u * u + v * v);
            auto const tone = expose(vignette * light_at(x, fy, std::max(0.0F, light[i])));
            auto const hot = heat(x, fy);
            row[i] = system_.glow(tone);
            if (hot > 0) row[i] = mix(row[i], hot_color(tone), hot);
            if (layout_ == eclipse && system_.ground_kind == GroundKind::deep) row[i] = mix(row[i], system_.stop(0), 0.72F * body(x, fy));
        }
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Noise veil_;
    Noise drift_;
    float radius_ = 0, centre_x_ = 0, centre_y_ = 0, light_x_ = 0, light_y_ = 0, tilt_ = 0, stretch_ = 1, veil_scale_ = 1, reach_ = 1;
    Rgb spark_;
    bool centred_ = true;
};

}  // namespace

std::unique_ptr<Family> make_aura(Seed const& seed) { return std::make_unique<Aura>(seed); }

}  // namespace troupe::visual::impl
