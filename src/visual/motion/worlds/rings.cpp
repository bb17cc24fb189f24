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
        : layout_(ground.layout), style_(ground.style), tones_(Tones::on_ground(ground.system, ground.style)), is_light_(ground.system.light_ground) {
        auto random = ground.system.random(ground.seed).stream("teaser rings");
        lobes_ = static_cast<float>(random.between(2, 4));
        second_ = static_cast<float>(random.uniform());
        accent_line_ = random.between(5, 9);
        lean_ = static_cast<float>(random.uniform());
        thick_turns_ = static_cast<float>(random.between(1, 2));
    }

    [[nodiscard]] Backdrop backdrop() const override { return is_light_ ? Backdrop::light : Backdrop::dark; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const light = (0.86F + 0.18F * m.energy + 0.14F * m.flash + 0.16F * m.release) * (1 - 0.25F * m.build);
        shade_field(stage.ground, stage, view, tones_, {}, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            ground(m, light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground);
        draw_lines(m, scene, light, view, stage);
        stage.path.clear();
        stage.path.disc(view.to_px({0, 0}), view.px(0.052F * (1 + 0.30F * m.kick + 0.12F * m.sound.bass)));
        stage.fill(stage.path, tones_(0.94F, 0.75F * m.snare));
    }

private:
    void ground(Moment const& m, float light, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const phase = m.phase;
        auto const core = (0.6F + static_cast<float>(style_.glow)) * (0.20F + 0.20F * m.sound.bass + 0.16F * m.kick);
        auto const lean = lean_;
        for (std::size_t i = 0; i < n; ++i) {
            auto const far2 = xs[i] * xs[i] + ys[i] * ys[i];
            auto const drift = wave(0.42F * xs[i] + 0.3F * ys[i] + lean + phase) * wave(0.28F * xs[i] - 0.45F * ys[i] - phase);
            tone[i] = held((0.075F + core * bell(far2 * 9.0F) + 0.055F * drift) * light);
            accent[i] = 0;
        }
    }

    /// Lines of nearly the same tone are filled together.
    void draw_lines(Moment const& m, Scene const& scene, float light, View const& view, Stage& stage) const {
        constexpr int together = 6;
        auto const running = (accent_line_ + m.beat_index) % 14;
        Path accents;
        for (int first = 0; first < lines; first += together) {
            stage.path.clear();
            for (int i = first; i < first + together && i < lines; ++i)
                add_line(m, scene, i, view, stage, i == running || i == accent_line_ + 9 ? accents : stage.path);
            auto const share = static_cast<float>(first) / lines;
            stage.fill(stage.path, tones_((0.90F - 0.58F * share) * std::min(1.08F, light)));
        }
        stage.fill(accents, tones_(0.72F, 1.0F));
    }

    void add_line(Moment const& m, Scene const& scene, int index, View const& view, Stage const& stage, Path& path) const {
        auto const share = static_cast<float>(index) / lines;
        auto const radius = 0.085F + 0.0245F * static_cast<float>(index) * (1 + 0.35F * share);
        auto const band = static_cast<std::size_t>(std::min(static_cast<int>(spectrum_bands) - 1, index * 3 / 2));
        auto const loud = m.sound.spectrum[band];
        auto const state = scene.variation % 3;
        auto const bent = static_cast<float>(style_.spectrum) * (0.010F + 0.05F * m.sound.level + 0.04F * m.release) * (0.35F + 0.9F * share) * (state == 1 ? 1.7F : 1.0F);
        auto const own = 0.011F * static_cast<float>(style_.spectrum) * loud * loud;
        // The kick's own line runs outwards, from the centre to the rim in a third of a second.
        auto const front = m.kick > 0.02F ? -0.60F * std::log(m.kick) : 9.0F;
        auto const wavefront = 0.022F * m.kick * bell((radius - front) / 0.06F) + 0.010F * m.kick;
        std::array<Point, points_a_line> points;
        std::array<float, points_a_line> widths;
        auto const thin = view.px(0.0013F + 0.0010F * loud);
        auto const thick = view.px((0.0040F + 0.0060F * loud) * (state == 2 ? 1.5F : 1.0F));
        auto const twist = 0.030F * static_cast<float>(index);
        for (std::size_t i = 0; i < points_a_line; ++i) {
            auto const angle = static_cast<float>(i) / points_a_line;
            // Neighbours bend almost alike: they flow round each other and never cross.
            auto const bend = 0.62F * wave(lobes_ * angle + lean_ + twist + m.phase) + 0.38F * wave((lobes_ + 2) * angle + second_ - twist - m.phase);
            auto const ripple = wave(9 * angle + 0.37F * static_cast<float>(index) + 2 * m.phase);
            auto const r = radius + bent * bend + own * ripple + wavefront;
            points[i] = view.to_px({r * std::cos(2 * pi * angle), r * std::sin(2 * pi * angle)});
            auto const swell = 0.5F + 0.5F * wave(thick_turns_ * angle + 0.055F * static_cast<float>(index) + m.phase + lean_);
            widths[i] = (thin + (thick - thin) * swell * swell) * (1 + 0.35F * m.kick) * stage.room_at(points[i]);
        }
        path.loop(points, widths);
    }

    Layout layout_;
    VideoStyle style_;
    Tones tones_;
    bool is_light_;
    int accent_line_ = 5;
    float lobes_ = 3, second_ = 0, lean_ = 0, thick_turns_ = 1;
};

}  // namespace

std::unique_ptr<World> make_rings(Ground const& ground) { return std::make_unique<Rings>(ground); }

}  // namespace troupe::visual::motion
