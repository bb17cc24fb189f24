#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "visual/field.hpp"
#include "visual/impl/family.hpp"

/// Circles around a point and lines out of it: grooves, a burst, arches and two ripples that cross.
namespace troupe::visual::impl {
namespace {

enum Layout { grooves, burst, arches, ripples };

constexpr float pi = std::numbers::pi_v<float>;

/// Coverage of a line of that half width at a distance from its middle, all in pixels.
float stroke(float distance, float half_width) { return clamp01(half_width - std::abs(distance) + 0.5F); }

class Rings final : public Family {
public:
    explicit Rings(Seed const& seed) : system_(seed.system), frame_(seed.frame), layout_(seed.layout), wobble_(seed.random.stream("wobble").next()) {
        paper_ = system_.light_ground;
        bare_ = seed.occasion.bare;
        auto random = seed.random.stream("form");
        auto const side = frame_.side();
        ground_ = system_.ground_rgb();
        count_ = layout_ == arches ? random.between(5, 7) : layout_ == ripples ? random.between(15, 22) : random.between(13, 22);
        auto const scale = is_wide(frame_) ? 0.72F * side : seed.occasion.grandeur * side;
        outer_ = scale * (layout_ == ripples ? 0.255F : layout_ == burst ? 0.345F : 0.32F);
        if (layout_ == ripples) spread_ = scale * static_cast<float>(random.uniform(0.09, is_wide(frame_) ? 0.1 : 0.165));
        arch_ = scale * 0.4F;
        place_centre(random);
        if (seed.occasion.comes_near() && layout_ != arches) centre_x_ += (random.chance(0.5) ? 0.17F : -0.17F) * side;
        inner_ = outer_ * static_cast<float>(random.uniform(0.13, 0.27));
        spokes_ = random.between(46, 84);
        twist_ = static_cast<float>(random.uniform(-1.2, 1.2));
        gap_ = static_cast<float>(random.uniform(0.1, 0.35));
        for (auto& ring : rings_) ring = make_ring(random);
        accent_ring_ = random.below(static_cast<std::size_t>(std::max(2, count_ - 3))) + 2;
        mirrored_ = random.chance(0.5);
    }

    TypePlan plan() const override { return title_corner(frame_, 1.0F, 0.125F); }
    bool light_ground() const override { return paper_; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const&) const override {
        canvas.for_rows([&](std::span<Rgb> row, int y) {
            for (std::size_t x = 0; x < row.size(); ++x) row[x] = color_at(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
        });
    }

private:
    struct Ring {
        float from = 0;    ///< where the arc begins, radians
        float length = 0;  ///< of the arc; a whole turn: closed
        float weight = 0;  ///< share of the pitch that is inked
        int ink = 0;
    };

    static Ring make_ring(Random& random) {
        auto const closed = random.chance(0.25);
        return {static_cast<float>(random.uniform(-3.14, 3.14)), closed ? 2 * pi : static_cast<float>(random.uniform(2.2, 5.6)),
                static_cast<float>(random.uniform(0.16, 0.82)), random.chance(0.36) ? 1 : 0};
    }

    void place_centre(Random& random) {
        auto const side = frame_.side();
        centre_x_ = frame_.width() / 2;
        centre_y_ = bare_ ? 0.5F * frame_.height() : margin_of(frame_) + 0.32F * side;
        if (is_wide(frame_)) {
            auto const reach = layout_ == ripples ? outer_ + spread_ : layout_ == arches ? arch_ : 1.06F * outer_;
            centre_x_ += (random.chance(0.5) ? 1.0F : -1.0F) * (frame_.width() / 2 - reach - margin_of(frame_));
            centre_y_ = layout_ == arches ? frame_.height() : 0.5F * frame_.height();
        } else if (layout_ == arches) {
            centre_y_ = frame_.height() - (bare_ ? 0 : 0.295F * side);
        } else if (layout_ == grooves && random.chance(0.5)) {
            // The larger half of the record bleeds off a corner.
            centre_x_ += (random.chance(0.5) ? 0.2F : -0.2F) * side;
            centre_y_ = 0.2F * side;
            outer_ = 0.53F * side;
        }
    }

    [[nodiscard]] Rgb ink_color(int ink) const {
        if (ink == 2) return system_.accent_rgb();
        return system_.form(static_cast<std::size_t>(ink));
    }

    [[nodiscard]] Rgb color_at(float x, float y) const {
        auto const dx = x - centre_x_;
        auto const dy = y - centre_y_;
        auto const far = std::sqrt(dx * dx + dy * dy);
        switch (layout_) {
            case grooves: return groove_color(dx, dy, far);
            case burst: return burst_color(dx, dy, far);
            case arches: return arch_color(dx, dy);
            default: return ripple_color(dx, dy);
        }
    }

    /// A record of arcs: each groove with its own weight, ink and gap.
    [[nodiscard]] Rgb groove_color(float dx, float dy, float far) const {
        auto const pitch = (outer_ - inner_) / static_cast<float>(count_);
        if (far < inner_ - pitch * 0.5F) return mix(ground_, ink_color(2), clamp01(inner_ * 0.52F - far + 0.5F));
        if (far > outer_ + 2) return ground_;
        auto const index = std::min(static_cast<std::size_t>(std::max(0.0F, (far - inner_) / pitch)), static_cast<std::size_t>(count_ - 1));
        auto const& ring = rings_[index];
        auto const middle = inner_ + (static_cast<float>(index) + 0.5F) * pitch;
        auto const across = stroke(far - middle, 0.5F * ring.weight * pitch);
        if (across <= 0) return ground_;
        return mix(ground_, ink_color(index == accent_ring_ ? 2 : ring.ink), across * along(ring, dx, dy, middle));
    }

    /// 1 within the arc, 0 beyond its round ends, in pixels of its own radius.
    [[nodiscard]] static float along(Ring const& ring, float dx, float dy, float radius) {
        if (ring.length >= 2 * pi) return 1;
        auto const angle = std::atan2(dy, dx);
        auto const off = std::abs(std::remainder(angle - ring.from, 2 * pi));
        return clamp01((ring.length / 2 - off) * radius + 0.5F);
    }

    /// Rays whose length follows a smooth noise around the circle, out of an empty core.
    [[nodiscard]] Rgb burst_color(float dx, float dy, float far) const {
        auto const core = outer_ * 0.3F;
        if (far < core - 2 || far > outer_ * 1.06F) return far < core ? mix(ground_, ink_color(2), clamp01(core * 0.3F - far + 0.5F)) : ground_;
        auto const bend = twist_ * (far - core) / outer_;
        auto const place = (std::atan2(dy, dx) + bend) / (2 * pi) * static_cast<float>(spokes_);
        auto const nearest = std::floor(place + 0.5F);
        auto const turn = nearest / static_cast<float>(spokes_) * 2 * pi;
        auto const c = std::cos(turn);
        auto const s = std::sin(turn);
        auto const reach = core + (outer_ - core) * clamp01(0.74F + 0.5F * wobble_.at(c * 1.7F + 9, s * 1.7F) + 0.28F * wobble_.at(c * 6 + 3, s * 6));
        auto const spacing = 2 * pi * far / static_cast<float>(spokes_);
        auto const thick = 0.5F * (2 * pi * core / static_cast<float>(spokes_)) * (0.42F + 0.5F * (far - core) / outer_);
        auto const across = stroke((place - nearest) * spacing, thick);
        auto const ends = std::min(clamp01(far - core + 0.5F), clamp01(reach - far + 0.5F));
        auto const which = static_cast<int>(std::abs(nearest)) % 7;
        return mix(ground_, ink_color(which == 3 ? 1 : wobble_.at(c * 1.1F, s * 1.1F + 20) > 0.1F ? 1 : 0), across * ends);
    }

    /// Arches within arches, standing on the line of the type; every band its ink, the innermost the accent.
    [[nodiscard]] Rgb arch_color(float dx, float dy) const {
        auto const half = arch_;
        auto const pillar = 0.5F * half;
        auto const up = -dy - pillar;
        auto const far = up > 0 ? std::sqrt(dx * dx + up * up) : std::abs(dx);
        if (dy > 0.5F) return ground_;
        auto const pitch = half / static_cast<float>(count_);
        auto const place = far / pitch;
        if (place >= static_cast<float>(count_)) return mix(band_color(count_ - 1), ground_, clamp01(far - half + 0.5F));
        auto const index = static_cast<int>(place);
        auto const inner_edge = far - static_cast<float>(index) * pitch;
        auto const color = band_color(index);
        auto const cover = clamp01(-dy + 0.5F);
        auto const blended = index > 0 && inner_edge < 1 ? mix(band_color(index - 1), color, inner_edge) : color;
        return mix(ground_, blended, cover);
    }

    /// Bands run through the inks; what would be paper separates them.
    [[nodiscard]] Rgb band_color(int index) const {
        if (index == 0) return system_.accent_rgb();
        auto const& ring = rings_[static_cast<std::size_t>(index)];
        if (paper_) {
            constexpr std::array<int, 4> order{2, 1, 3, 0};
            return system_.ink(static_cast<std::size_t>(order[static_cast<std::size_t>(index + ring.ink) % 4]));
        }
        return system_.stop(static_cast<std::size_t>(1 + (index * 2 + ring.ink) % 4));
    }

    /// Two stones in one pond: rings of both, and where they overlap the darker ink.
    [[nodiscard]] Rgb ripple_color(float dx, float dy) const {
        auto const offset_y = mirrored_ ? spread_ * 0.35F : -spread_ * 0.35F;
        auto const a = std::sqrt((dx - spread_) * (dx - spread_) + (dy - offset_y) * (dy - offset_y));
        auto const b = std::sqrt((dx + spread_) * (dx + spread_) + (dy + offset_y) * (dy + offset_y));
        auto const reach = outer_;
        auto const first = ripple(a, reach);
        auto const second = ripple(b, reach);
        auto color = mix(ground_, ink_color(0), first);
        color = mix(color, ink_color(1), second);
        auto const both = paper_ ? system_.stop(0) : system_.stop(4);
        color = mix(color, both, first * second);
        auto const pupil = clamp01(reach * 0.085F - (mirrored_ ? a : b) + 0.5F);
        return mix(color, ink_color(2), pupil);
    }

    [[nodiscard]] float ripple(float far, float reach) const {
        if (far > reach + 1) return 0;
        auto const pitch = reach / static_cast<float>(count_);
        auto const place = far / pitch;
        auto const nearest = std::floor(place) + 0.5F;
        auto const weight = 0.2F + gap_ + 0.3F * (1 - far / reach);
        return stroke((place - nearest) * pitch, 0.5F * weight * pitch) * clamp01(reach - far + 0.5F);
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Noise wobble_;
    bool paper_ = true;
    bool bare_ = false;
    bool mirrored_ = false;
    Rgb ground_;
    float centre_x_ = 0, centre_y_ = 0, outer_ = 1, inner_ = 0, arch_ = 1, twist_ = 0, gap_ = 0.2F, spread_ = 0;
    int count_ = 12, spokes_ = 90;
    std::array<Ring, 24> rings_;
    std::size_t accent_ring_ = 2;
};

}  // namespace

std::unique_ptr<Family> make_rings(Seed const& seed) { return std::make_unique<Rings>(seed); }

}  // namespace troupe::visual::impl
