#include <array>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// Lines around a centre, one for each stretch of the spectrum: what sounds there bends its line, and a kick runs outwards
/// through all of them.
namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int lines = 30;
constexpr int points_a_line = 132;

class Rings final : public World {
public:
    explicit Rings(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), tones_(ground.system, ground.style.saturation, ground.style.contrast) {
        auto random = ground.system.random(ground.seed).stream("teaser rings");
        for (std::size_t i = 0; i < lines; ++i)
            shapes_[i] = {random.between(2, 4), random.between(3, 7), static_cast<float>(random.uniform()), static_cast<float>(random.uniform())};
        accent_line_ = random.between(5, 9);
        lean_ = static_cast<float>(random.uniform());
        thick_turns_ = static_cast<float>(random.between(1, 2));
    }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const light = (0.86F + 0.18F * m.energy + 0.14F * m.flash + 0.16F * m.release) * (1 - 0.25F * m.build);
        shade_field(stage.ground, stage, view, tones_, {}, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            ground(m, light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground);
        for (int i = lines - 1; i >= 0; --i) draw_line(m, scene, i, light, view, stage);
        stage.path.clear();
        stage.path.disc(view.to_px({0, 0}), view.px(0.052F * (1 + 0.30F * m.kick + 0.12F * m.sound.bass)));
        stage.fill(stage.path, tones_(0.94F, 0.75F * m.snare));
    }

private:
    struct Shape {
        int lobes, ripples;
        float offset, second;
    };

    void ground(Moment const& m, float light, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const phase = m.phase;
        auto const core = 0.20F + 0.20F * m.sound.bass + 0.16F * m.kick;
        auto const lean = lean_;
        for (std::size_t i = 0; i < n; ++i) {
            auto const far2 = xs[i] * xs[i] + ys[i] * ys[i];
            auto const drift = wave(0.42F * xs[i] + 0.3F * ys[i] + lean + phase) * wave(0.28F * xs[i] - 0.45F * ys[i] - phase);
            tone[i] = held((0.075F + core * bell(far2 * 9.0F) + 0.055F * drift) * light);
            accent[i] = 0;
        }
    }

    void draw_line(Moment const& m, Scene const& scene, int index, float light, View const& view, Stage& stage) const {
        auto const& shape = shapes_[static_cast<std::size_t>(index)];
        auto const share = static_cast<float>(index) / lines;
        auto const radius = 0.085F + 0.0245F * static_cast<float>(index) * (1 + 0.35F * share);
        auto const band = static_cast<std::size_t>(std::min(static_cast<int>(spectrum_bands) - 1, index * 3 / 2));
        auto const loud = m.sound.spectrum[band];
        auto const state = scene.variation % 3;
        auto const reach = static_cast<float>(style_.spectrum) * (0.012F + 0.052F * loud * loud) * (0.55F + 0.75F * share) * (state == 1 ? 1.5F : 1.0F);
        // The kick's own line runs outwards: about seven frames from the centre to the rim.
        auto const front = m.kick > 0.02F ? -0.115F * std::log(m.kick) * 5.5F / 7 * 6 : 9.0F;
        auto const wavefront = 0.020F * m.kick * bell((radius - front) / 0.06F) + 0.010F * m.kick;
        std::array<Point, points_a_line> points;
        std::array<float, points_a_line> widths;
        auto const thin = view.px(0.0013F + 0.0010F * loud);
        auto const thick = view.px((0.0042F + 0.0055F * loud) * (state == 2 ? 1.5F : 1.0F));
        for (std::size_t i = 0; i < points_a_line; ++i) {
            auto const angle = static_cast<float>(i) / points_a_line;
            auto const bend = 0.62F * wave(static_cast<float>(shape.lobes) * angle + shape.offset + m.phase) +
                              0.38F * wave(static_cast<float>(shape.ripples) * angle + shape.second - 2 * m.phase);
            auto const r = radius * (1 + 0.02F * wave(2 * angle + m.phase)) + reach * bend + wavefront;
            points[i] = view.to_px({r * std::cos(2 * pi * angle), r * std::sin(2 * pi * angle)});
            auto const swell = 0.5F + 0.5F * wave(thick_turns_ * angle + 0.055F * static_cast<float>(index) + m.phase + lean_);
            widths[i] = (thin + (thick - thin) * swell * swell) * (1 + 0.35F * m.kick);
        }
        stage.path.clear();
        stage.path.loop(points, widths);
        auto const running = (accent_line_ + m.beat_index) % 14;
        auto const is_accent = index == running || index == accent_line_ + 9;
        auto const tone = (0.92F - 0.52F * share) * std::min(1.08F, light);
        stage.fill(stage.path, tones_(tone, is_accent ? 1.0F : 0.0F), 1 - 0.35F * share);
    }

    Layout layout_;
    VideoStyle style_;
    Tones tones_;
    std::array<Shape, lines> shapes_{};
    int accent_line_ = 5;
    float lean_ = 0, thick_turns_ = 1;
};

}  // namespace

std::unique_ptr<World> make_rings(Ground const& ground) { return std::make_unique<Rings>(ground); }

}  // namespace troupe::visual::motion
