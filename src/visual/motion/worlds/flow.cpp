#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/random.hpp"
#include "visual/field.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// Streamlines that never touch. Pulses run along them, the kick makes them swell, the notes of the spectrum light up
/// their own lines.
namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float farthest_zoom = 0.78F;

/// The part of the world that a camera may see.
struct Region {
    float left = -1, top = -1, right = 1, bottom = 1;

    explicit Region(Layout const& layout) {
        auto const scale = 1 / (layout.unit() * layout.world * farthest_zoom);
        left = -layout.emblem.x * scale - 0.05F;
        top = -layout.emblem.y * scale - 0.05F;
        right = (static_cast<float>(layout.width_px) - layout.emblem.x) * scale + 0.05F;
        bottom = (static_cast<float>(layout.height_px) - layout.emblem.y) * scale + 0.05F;
    }
    [[nodiscard]] bool holds(Point p) const { return p.x > left && p.x < right && p.y > top && p.y < bottom; }
    [[nodiscard]] float area() const { return (right - left) * (bottom - top); }
};

constexpr float step = 0.014F;

struct Stroke {
    std::vector<Point> points;
    float width = 0;
    int ink = 0;
    std::size_t band = 0;
    float offset = 0, dashes = 1, turns = 1;
};

/// Which places are taken already.
class Taken {
public:
    explicit Taken(Region const& region)
        : region_(region),
          columns_(static_cast<int>((region.right - region.left) / cell) + 1),
          rows_(static_cast<int>((region.bottom - region.top) / cell) + 1),
          cells_(static_cast<std::size_t>(columns_ * rows_), 0) {}
    [[nodiscard]] bool is_free(Point p, float reach, int me) const {
        for (int i = 0; i < 8; ++i) {
            auto const angle = static_cast<float>(i) * pi / 4;
            auto const owner = at({p.x + reach * std::cos(angle), p.y + reach * std::sin(angle)});
            if (owner != 0 && owner != me) return false;
        }
        return true;
    }
    void take(Point p, float reach, int me) {
        auto const r = static_cast<int>(std::ceil(reach / cell));
        auto const cx = static_cast<int>((p.x - region_.left) / cell);
        auto const cy = static_cast<int>((p.y - region_.top) / cell);
        for (int y = std::max(0, cy - r); y <= std::min(rows_ - 1, cy + r); ++y)
            for (int x = std::max(0, cx - r); x <= std::min(columns_ - 1, cx + r); ++x)
                if (auto& owner = cells_[static_cast<std::size_t>(y * columns_ + x)]; owner == 0) owner = me;
    }

private:
    static constexpr float cell = 0.0028F;
    [[nodiscard]] int at(Point p) const {
        auto const x = static_cast<int>((p.x - region_.left) / cell);
        auto const y = static_cast<int>((p.y - region_.top) / cell);
        return x < 0 || y < 0 || x >= columns_ || y >= rows_ ? 0 : cells_[static_cast<std::size_t>(y * columns_ + x)];
    }
    Region region_;
    int columns_, rows_;
    std::vector<int> cells_;
};

class Flow final : public World {
public:
    explicit Flow(Ground const& ground)
        : layout_(ground.layout), region_(ground.layout), paper_(ground.system.light_ground), form_(ground.composition % 4),
          bend_(ground.system.random(ground.seed).stream("bend").next()), tint_(ground.system.random(ground.seed).stream("tint").next()) {
        auto const& system = ground.system;
        auto random = system.random(ground.seed).stream("teaser flow");
        turn_ = random.chance(0.5) ? 1.0F : -1.0F;
        slant_ = static_cast<float>(random.uniform(-0.9, 0.9));
        grow(random);
        ground_ = to_yuv(system.ground_rgb());
        for (std::size_t ink = 0; ink < 3; ++ink) colors_[ink] = to_yuv(system.form(ink));
        colors_[3] = to_yuv(system.accent_rgb());
    }

    [[nodiscard]] Backdrop backdrop() const override { return paper_ ? Backdrop::light : Backdrop::dark; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        stage.lay(ground_);
        std::array<Path, 4> paths;
        for (auto const& stroke : strokes_) lay_stroke(m, scene, stroke, view, stage, paths[static_cast<std::size_t>(stroke.ink)]);
        if (form_ == 2) paths[1].disc(view.to_px({0, 0}), view.px(0.218F * (1 + 0.045F * m.kick + 0.03F * m.sound.bass)));
        for (std::size_t ink = 0; ink < paths.size(); ++ink) stage.fill(paths[ink], colors_[ink]);
    }

private:
    [[nodiscard]] Point direction(Point p) const {
        auto const noise = bend_.fbm(p.x * 1.4F + 9, p.y * 1.4F + 9, 2);
        auto const far = std::hypot(p.x, p.y) + 1e-4F;
        float angle = 0;
        switch (form_) {
            case 0:  // a vortex
                angle = std::atan2(p.y, p.x) + turn_ * (1.25F - 0.3F * held(far / 0.6F)) + noise * (0.2F + 0.9F * held((far - 0.1F) / 0.6F));
                break;
            case 1: angle = slant_ + 1.5F * noise + 0.5F * std::sin(4.2F * (p.y * std::cos(slant_) - p.x * std::sin(slant_))); break;
            case 2: {  // past a disc
                auto const k = 0.055F / (far * far * far * far);
                angle = slant_ * 0.5F + std::atan2(-2 * k * p.x * p.y, 1 - k * (p.x * p.x - p.y * p.y)) + noise * 0.5F * held((far - 0.25F) / 0.3F);
                break;
            }
            default: {  // between two poles
                Point const a{p.x + 0.22F, p.y + 0.12F};
                Point const b{p.x - 0.24F, p.y - 0.16F};
                auto const a2 = a.x * a.x + a.y * a.y + 1e-4F;
                auto const b2 = b.x * b.x + b.y * b.y + 1e-4F;
                angle = std::atan2(a.y / a2 - b.y / b2, a.x / a2 - b.x / b2) + 0.4F * noise;
            }
        }
        return {std::cos(angle), std::sin(angle)};
    }

    void grow(Random& random) {
        Taken taken(region_);
        struct Pass {
            float width;
            int tries;
            float longest;
        };
        int id = 0;
        for (auto const& pass : {Pass{0.030F, 18, 0.95F}, Pass{0.019F, 66, 0.9F}, Pass{0.0115F, 220, 0.75F}, Pass{0.0065F, 600, 0.55F}})
            for (int i = 0; i < static_cast<int>(static_cast<float>(pass.tries) * region_.area()); ++i) {
                Point const start{visual::mix(region_.left, region_.right, static_cast<float>(random.uniform())), visual::mix(region_.top, region_.bottom, static_cast<float>(random.uniform()))};
                auto const longest = pass.longest * static_cast<float>(random.uniform(0.45, 1));
                auto const draw = random.uniform();
                auto const offset = static_cast<float>(random.uniform());
                Stroke stroke{trace(taken, start, pass.width, longest, ++id), pass.width, ink_of(start, draw), 0, offset, 1, 1};
                if (stroke.points.size() < 5) continue;
                stroke.band = static_cast<std::size_t>(std::min(46.0F, std::hypot(start.x, start.y) * 44.0F));
                stroke.dashes = 0.4F + 1.15F * static_cast<float>(stroke.points.size()) * step;
                stroke.turns = pass.width > 0.02F ? 2.0F : 3.0F;
                strokes_.push_back(std::move(stroke));
            }
    }

    [[nodiscard]] std::vector<Point> trace(Taken& taken, Point start, float width, float longest, int id) const {
        auto const reach = width * 0.62F + 0.0035F;
        if ((form_ == 2 && std::hypot(start.x, start.y) < 0.24F) || !taken.is_free(start, reach, id)) return {};
        auto const half = [&](float sign) {
            std::vector<Point> points;
            auto p = start;
            for (float length = 0; length < longest / 2; length += step) {
                p = p + direction(p + direction(p) * (sign * step / 2)) * (sign * step);
                if (!region_.holds(p) || !taken.is_free(p, reach, id) || (form_ == 2 && std::hypot(p.x, p.y) < 0.235F)) break;
                points.push_back(p);
            }
            return points;
        };
        auto points = half(-1);
        std::reverse(points.begin(), points.end());
        points.push_back(start);
        auto const forth = half(1);
        points.insert(points.end(), forth.begin(), forth.end());
        if (points.size() >= 5)
            for (auto const& p : points) taken.take(p, reach, id);
        return points;
    }

    /// Regions of one ink, with single strokes of another in them.
    [[nodiscard]] int ink_of(Point p, double draw) const {
        if (draw < 0.05) return 3;
        if (draw < 0.15) return 2;
        auto const region = tint_.fbm(p.x * 1.2F + 5, p.y * 1.2F + 5, 2) > 0.02F;
        return (draw < 0.25) != region ? 1 : 0;
    }

    void lay_stroke(Moment const& m, Scene const& scene, Stroke const& stroke, View const& view, Stage const& stage, Path& path) const {
        std::array<Point, 96> points;
        std::array<float, 96> widths;
        auto const count = std::min(stroke.points.size(), points.size());
        auto const loud = m.sound.spectrum[stroke.band];
        // How much of a stroke is there: little before a drop, all of it after.
        auto const filled = 0.12F + 0.50F * m.energy + 0.45F * m.release - 0.55F * m.build + (scene.variation % 2 == 1 ? -0.15F : 0.05F) + 0.35F * loud;
        auto const width = view.px(stroke.width * 0.5F) * (0.66F + 0.30F * m.kick + 0.26F * loud * loud);
        auto const ripple_at = m.kick > 0.02F ? -0.075F * std::log(m.kick) * 5.5F : 99.0F;
        std::size_t used = 0;
        auto const flush = [&] {
            if (used >= 2) path.ribbon({points.data(), used}, {widths.data(), used});
            used = 0;
        };
        auto const last = static_cast<float>(count - 1);
        for (std::size_t i = 0; i < count; ++i) {
            auto const& p = stroke.points[i];
            auto const share = static_cast<float>(i) / last;
            auto const ends = held(7 * share) * held(7 * (1 - share));
            auto const dash = held(0.75F + 0.8F * filled + 1.0F * wave(share * stroke.dashes - stroke.turns * m.phase + stroke.offset));
            auto const far = std::sqrt(p.x * p.x + p.y * p.y);
            auto const ripple = 1 + 0.55F * m.kick * bell((far - ripple_at) / 0.07F);
            auto const at = view.to_px(p);
            // Round ends: the width of a dash grows like the height of a circle.
            auto const w = width * std::sqrt(ends * dash) * ripple * stage.room_at(at);
            if (w < 0.3F) {
                flush();
                continue;
            }
            points[used] = at;
            widths[used++] = w;
        }
        flush();
    }

    Layout layout_;
    Region region_;
    bool paper_;
    int form_;
    Noise bend_, tint_;
    float turn_ = 1, slant_ = 0;
    std::vector<Stroke> strokes_;
    Yuv ground_;
    std::array<Yuv, 4> colors_;
};

}  // namespace

std::unique_ptr<World> make_flow(Ground const& ground) { return std::make_unique<Flow>(ground); }

}  // namespace troupe::visual::motion
