#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// Things that grow: a bloom that opens with the song's energy, and fronds that sway and reach for their own notes.
namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float golden_angle = 2.39996323F;
constexpr int petals = 42;
constexpr int stems = 7;
constexpr int leaves = 15;       ///< a side
constexpr int stem_points = 24;

struct Stem {
    float angle = 0, length = 1, bend = 0, offset = 0;
    int depth = 0;  ///< 0: behind
};

class Growth final : public World {
public:
    explicit Growth(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), tones_(ground.system, ground.style), is_bloom_(ground.composition % 2 == 1),
          is_light_(ground.system.light_ground && ground.system.darkness < 0.2F) {
        auto random = ground.system.random(ground.seed).stream("teaser growth");
        hand_ = random.chance(0.5) ? 1.0F : -1.0F;
        lean_ = static_cast<float>(random.uniform());
        for (int i = 0; i < stems; ++i) {
            auto const place = (static_cast<float>(i) + 0.5F) / stems * 2 - 1;
            stems_.push_back({place * 1.02F + static_cast<float>(random.uniform(-0.10, 0.10)), 1.02F - 0.30F * std::fabs(place) + static_cast<float>(random.uniform(-0.10, 0.06)),
                              hand_ * static_cast<float>(random.uniform(0.25, 0.7)) + 0.5F * place, static_cast<float>(random.uniform()), (i * 3 + 1) % stems});
        }
        std::sort(stems_.begin(), stems_.end(), [](Stem const& a, Stem const& b) { return a.depth < b.depth; });
    }

    [[nodiscard]] Backdrop backdrop() const override { return is_light_ ? Backdrop::light : Backdrop::dark; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const light = (0.86F + 0.18F * m.energy + 0.14F * m.flash + 0.16F * m.release) * (1 - 0.22F * m.build);
        shade_field(stage.ground, stage, view, tones_, {}, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            air(m, light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground);
        if (is_bloom_) draw_bloom(m, scene, light, view, stage);
        else
            for (auto const& stem : stems_) draw_stem(m, stem, light, view, stage);
    }

private:
    void air(Moment const& m, float light, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const glow = (0.6F + static_cast<float>(style_.glow)) * (0.17F + 0.10F * m.sound.bass + 0.14F * m.kick + 0.08F * m.release);
        auto const phase = m.phase;
        auto const ground = is_light_ ? 0.86F : 0.05F;
        auto const sign = is_light_ ? -0.35F : 1.0F;
        for (std::size_t i = 0; i < n; ++i) {
            auto const x = xs[i];
            auto const y = ys[i] + (is_bloom_ ? 0.0F : 0.12F);
            auto const mist = wave(0.35F * x + 0.21F * y + lean_ + phase) * wave(0.27F * y - 0.16F * x - phase);
            tone[i] = held((ground + sign * (glow * bell((x * x + y * y) * 4.2F) + 0.045F * mist)) * (is_light_ ? 1.0F : light));
            accent[i] = 0;
        }
    }

    [[nodiscard]] float shown(float tone) const { return is_light_ ? 0.80F - 0.72F * tone : tone; }

    /// Petals from the outermost inwards, each a little higher and lighter, the heart in the accent.
    void draw_bloom(Moment const& m, Scene const& scene, float light, View const& view, Stage& stage) const {
        auto const open = 0.86F + 0.16F * m.energy + 0.085F * m.kick + 0.05F * m.sound.bass - 0.16F * m.build + (scene.variation % 3 == 1 ? 0.06F : 0.0F);
        for (int i = 0; i < petals; ++i) {
            auto const in = static_cast<float>(i) / (petals - 1);  // 0: the rim
            auto const band = static_cast<std::size_t>((1 - in) * (spectrum_bands - 1));
            auto const loud = m.sound.spectrum[band];
            auto const angle = golden_angle * static_cast<float>(i) + 0.035F * wave(m.phase + 0.05F * static_cast<float>(i)) * 2 * pi * 0.4F + hand_ * 0.20F * m.release;
            auto const reach = (0.435F * std::pow(1 - in, 0.75F) + 0.055F) * open * (1 + 0.14F * static_cast<float>(style_.spectrum) * loud * loud);
            auto const facing = 0.5F + 0.5F * std::cos(angle + 2 * pi * lean_);
            auto const tone = (0.10F + 0.62F * in * in + 0.20F * facing + 0.14F * loud * loud + 0.10F * m.kick * in) * light;
            auto const hot = in > 0.86F ? 0.9F : 0.22F * m.snare * in;
            draw_petal(angle, reach, 0.40F + 0.10F * in, tone, hot, view, stage);
        }
        stage.path.clear();
        stage.path.disc(view.to_px({0, 0}), view.px(0.020F * (1 + 0.5F * m.kick)));
        stage.fill(stage.path, tones_(shown(0.95F)));
    }

    /// Two halves about a middle line: one catches the light.
    void draw_petal(float angle, float reach, float width, float tone, float accent, View const& view, Stage& stage) const {
        constexpr int steps = 12;
        Point const along{std::cos(angle), std::sin(angle)};
        Point const across{-along.y, along.x};
        auto const room = stage.room_at(view.to_px(along * reach));
        reach *= 0.65F + 0.35F * room;
        for (auto const side : {-1.0F, 1.0F}) {
            std::vector<Point> outline{view.to_px(along * (0.04F * reach))};
            for (int s = 1; s <= steps; ++s) {
                auto const t = static_cast<float>(s) / steps;
                auto const wide = width * reach * std::pow(t, 0.85F) * std::sqrt(std::max(0.0F, 1 - std::pow(t, 3.2F)));
                outline.push_back(view.to_px(along * (reach * t) + across * (side * wide)));
            }
            stage.path.clear();
            stage.path.polygon(outline);
            auto const shade = side * hand_ > 0 ? 0.075F : -0.055F;
            stage.fill(stage.path, tones_(shown(held(tone + shade)), held(accent)));
        }
    }

    [[nodiscard]] Point on_stem(Moment const& m, Stem const& stem, float t) const {
        auto const sway = 0.075F * wave(m.phase + stem.offset) + 0.030F * wave(2 * m.phase + stem.offset * 3) + 0.028F * m.kick * hand_;
        auto const angle = -0.5F * pi + stem.angle * 0.62F + (stem.bend + sway * 4) * t * t * 0.75F;
        auto const length = stem.length * (0.94F + 0.08F * m.energy + 0.02F * m.sound.bass);
        return Point{0.03F * stem.angle, 0.50F} + Point{std::cos(angle), std::sin(angle)} * (length * t);
    }

    void draw_stem(Moment const& m, Stem const& stem, float light, View const& view, Stage& stage) const {
        std::array<Point, stem_points> points;
        std::array<float, stem_points> widths;
        for (std::size_t i = 0; i < stem_points; ++i) {
            auto const t = static_cast<float>(i) / (stem_points - 1);
            points[i] = view.to_px(on_stem(m, stem, t));
            widths[i] = view.px(0.0075F * (1.08F - t));
        }
        auto const near = static_cast<float>(stem.depth) / (stems - 1);
        auto const tone = (0.20F + 0.46F * near) * light;
        std::array<Path, 2> sides;
        Path hot;
        for (int i = 1; i <= leaves; ++i)
            for (std::size_t side = 0; side < 2; ++side) add_leaf(m, stem, i, side == 0 ? -1.0F : 1.0F, view, stage, (i + stem.depth * 3) % 17 == 0 ? hot : sides[side]);
        for (std::size_t side = 0; side < 2; ++side)
            stage.fill(sides[side], tones_(shown(held(tone + (side == (hand_ > 0 ? 1U : 0U) ? 0.13F : -0.06F) + 0.07F * m.kick * near))));
        stage.fill(hot, tones_(shown(0.66F), 0.95F));
        stage.path.clear();
        stage.path.ribbon(points, widths);
        stage.fill(stage.path, tones_(shown(held(tone + 0.22F))));
    }

    /// A pointed leaf that grows with its own stretch of the spectrum.
    void add_leaf(Moment const& m, Stem const& stem, int index, float side, View const& view, Stage const& stage, Path& path) const {
        auto const t = 0.14F + 0.84F * static_cast<float>(index) / leaves;
        auto const band = static_cast<std::size_t>(std::min<int>(static_cast<int>(spectrum_bands) - 1, index * 3));
        auto const loud = m.sound.spectrum[band];
        auto const foot = on_stem(m, stem, t);
        auto const ahead = on_stem(m, stem, std::min(1.0F, t + 0.03F)) - on_stem(m, stem, t - 0.03F);
        auto const angle = std::atan2(ahead.y, ahead.x) + side * (0.95F - 0.45F * t - 0.10F * m.kick);
        auto const shape = std::sqrt(std::sin(pi * std::min(1.0F, 0.12F + 0.88F * t)));
        auto length = (0.165F * shape + 0.02F) * (0.86F + 0.34F * static_cast<float>(style_.spectrum) * loud * loud) * stem.length;
        Point const along{std::cos(angle), std::sin(angle)};
        Point const across{-along.y, along.x};
        length *= 0.5F + 0.5F * stage.room_at(view.to_px(foot + along * length));
        auto const width = 0.165F * length;
        std::array<Point, 10> outline;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            auto const forth = i <= 5;
            auto const u = forth ? static_cast<float>(i) / 5 : static_cast<float>(10 - i) / 5;
            auto const wide = width * std::sin(pi * std::pow(u, 0.8F)) * (forth ? 1.0F : -1.0F);
            outline[i] = view.to_px(foot + along * (length * u) + across * wide);
        }
        path.polygon(outline);
    }

    Layout layout_;
    VideoStyle style_;
    Tones tones_;
    bool is_bloom_, is_light_;
    float hand_ = 1, lean_ = 0;
    std::vector<Stem> stems_;
};

}  // namespace

std::unique_ptr<World> make_growth(Ground const& ground) { return std::make_unique<Growth>(ground); }

}  // namespace troupe::visual::motion
