#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// Ridges that fade into the air under a sun. The far ridges are the song's spectrum, the sun answers the kick, and the
/// whole land moves past.
namespace troupe::visual::motion {
namespace {

enum Form { dunes, peaks, shore, fog };
constexpr int most_layers = 6;
constexpr int components = 5;
constexpr int columns = 150;

class Landscape final : public World {
public:
    explicit Landscape(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), tones_(Tones::on_ground(ground.system, ground.style)),
          form_(static_cast<Form>(ground.composition % 4)), day_(ground.system.light_ground), night_(ground.system.darkness > 0.25F),
          printed_sun_(to_yuv(ground.system.ground_kind == GroundKind::field ? ground.system.stop(4) : mix(ground.system.form(0), ground.system.form(1), 0.3F))) {
        auto random = ground.system.random(ground.seed).stream("teaser land");
        if (layout_.width_px > layout_.height_px) horizon_ = 0.06F;
        sun_side_ = random.chance(0.5) ? -1.0F : 1.0F;
        sun_radius_ = static_cast<float>(random.uniform(0.15, 0.20));
        for (std::size_t layer = 0; layer < most_layers; ++layer)
            for (std::size_t c = 0; c < components; ++c) {
                auto const depth = nearness(static_cast<int>(layer));
                auto const frequency = (0.42F + 0.5F * depth) * std::pow(2.05F, static_cast<float>(c)) * static_cast<float>(random.uniform(0.85, 1.15));
                auto const speed = 0.10F + 1.25F * depth * depth;
                // Whole turns a loop, so that a canvas closes.
                waves_[layer][c] = {frequency, std::round(frequency * speed), static_cast<float>(random.uniform()), std::pow(0.47F, static_cast<float>(c))};
            }
    }

    [[nodiscard]] Backdrop backdrop() const override { return day_ ? Backdrop::light : Backdrop::dark; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const sun = sun_at(m, scene);
        auto const light = (0.86F + 0.16F * m.energy + 0.10F * m.flash + 0.12F * m.release) * (1 - 0.22F * m.build);
        std::array<Ridge, most_layers> ridges;
        for (int layer = 0; layer < layers(); ++layer) ridges[static_cast<std::size_t>(layer)] = ridge(m, scene, layer, sun);
        auto const sky_end = ridges[0].lowest;
        shade_field(stage.ground, stage, view, tones_, {.bottom = sky_end}, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            sky(m, scene, sun, light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground, sky_end + 2);
        draw_sun(m, sun, light, view, stage);
        for (int layer = 0; layer < layers(); ++layer) {
            // Nothing of a ridge is seen below the lowest place of the next one.
            auto const bottom = layer + 1 < layers() ? ridges[static_cast<std::size_t>(layer) + 1].lowest + 2 : static_cast<float>(layout_.height_px) + 4;
            draw_ridge(m, scene, layer, ridges[static_cast<std::size_t>(layer)], bottom, light, view, stage);
        }
    }

private:
    struct Wave {
        float frequency, turns, offset, share;
    };
    struct Ridge {
        std::array<Point, columns + 3> outline;
        float highest = 1e9F, lowest = -1e9F;  ///< pixels
    };
    struct Sun {
        Point at;
        float radius;
    };

    [[nodiscard]] int layers() const { return form_ == shore ? 4 : most_layers; }
    [[nodiscard]] static float nearness(int layer) { return static_cast<float>(layer) / (most_layers - 1); }
    float horizon_ = 0.17F;  ///< higher in a wide frame, so that its words stand on dark land

    [[nodiscard]] Sun sun_at(Moment const& m, Scene const& scene) const {
        auto const swell = 1 + 0.055F * m.kick + 0.04F * m.sound.bass;
        auto const state = scene.variation % 3;
        auto const rise = horizon_ - 0.12F - 0.10F * m.energy - 0.05F * m.release + 0.04F * m.build + 0.012F * wave(m.phase);
        return {{sun_side_ * (state == 1 ? -0.13F : 0.10F), rise - (state == 2 ? 0.03F : 0.0F)}, sun_radius_ * swell * (state == 2 ? 1.25F : 1.0F)};
    }

    void sky(Moment const& m, Scene const& scene, Sun const sun, float light, float const* xs, float const* ys, float* tone, float* accent,
             std::size_t n) const {
        // By day the air is the ground itself, a little denser towards the land, and the sun thins it.
        auto const top = (day_ ? 0.01F : night_ ? 0.07F : 0.20F) + (scene.variation % 3 == 1 ? 0.06F : 0.0F);
        auto const low = day_ ? 0.20F : night_ ? 0.44F : 0.68F;
        auto const sign = day_ ? -0.5F : 1.0F;
        auto const glow = (0.6F + static_cast<float>(style_.glow)) * (0.17F + 0.10F * m.sound.bass + 0.13F * m.kick + 0.05F * m.release);
        auto const phase = m.phase;
        auto const warm = 0.30F * m.snare;
        for (std::size_t i = 0; i < n; ++i) {
            auto const x = xs[i];
            auto const y = ys[i];
            auto const dx = x - sun.at.x;
            auto const dy = y - sun.at.y;
            auto const height = held((y + 0.95F) / (horizon_ + 0.95F));
            auto const bent = y + 0.05F * wave(0.5F * x + phase) + 0.03F * wave(1.1F * x - phase);
            auto const cloud = 0.030F * wave(2.6F * bent + 0.24F * x + phase) + 0.018F * wave(5.3F * bent - 0.31F * x - phase);
            auto const shine = glow * bell((dx * dx + dy * dy) * 11.0F);
            tone[i] = held((top + (low - top) * height * height + cloud * height + sign * shine) * light);
            accent[i] = held(warm * shine);
        }
    }

    void draw_sun(Moment const& m, Sun const& sun, float light, View const& view, Stage& stage) const {
        auto const centre = view.to_px(sun.at);
        auto const radius = view.px(sun.radius);
        stage.path.clear();
        stage.path.disc(centre, radius);
        if (day_) return stage.fill(stage.path, printed_sun_);
        stage.fill(stage.path, Stage::Gradient{centre.y - radius, centre.y + radius, tones_(0.97F * std::min(1.0F, light + 0.06F)),
                                               tones_(std::min(0.95F, 0.80F * light + 0.08F), 0.18F + 0.4F * m.snare)});
    }

    /// Height of a ridge's edge at a place of its own layer, in world units.
    [[nodiscard]] float edge(Moment const& m, Scene const& scene, int layer, float u, Sun const& sun) const {
        auto const depth = nearness(layer);
        auto const base = horizon_ + 0.02F + 0.46F * std::pow(depth, 1.15F);
        float sum = 0;
        for (auto const& w : waves_[static_cast<std::size_t>(layer)]) {
            auto const value = wave(w.frequency * u + w.turns * m.phase + w.offset);
            sum += w.share * (form_ == peaks ? 1 - 2 * std::fabs(value) : value);
        }
        auto const relief = form_ == peaks ? 0.055F + 0.03F * depth : form_ == fog ? 0.055F : form_ == shore && layer < 3 ? 0.012F : 0.042F + 0.03F * depth;
        return base - relief * sum - spectrum_at(m, scene, layer, u - sun.at.x);
    }

    /// The middle ridges carry the spectrum, lowest notes under the sun, both ways outwards.
    [[nodiscard]] float spectrum_at(Moment const& m, Scene const& scene, int layer, float from_sun) const {
        if (layer > 2) return 0;
        auto const place = std::min(std::fabs(from_sun) * 42.0F + 1.0F, static_cast<float>(spectrum_bands) - 2);
        auto const band = static_cast<std::size_t>(place);
        auto const within = place - static_cast<float>(band);
        auto const loud = m.sound.spectrum[band] + (m.sound.spectrum[band + 1] - m.sound.spectrum[band]) * within * within * (3 - 2 * within);
        auto const reach = static_cast<float>(style_.spectrum) * (layer == 1 ? 0.16F : 0.09F) * (scene.variation % 3 == 2 ? 1.25F : 1.0F);
        return reach * loud * loud * (0.6F + 0.4F * m.energy) * (1 - 0.55F * place / static_cast<float>(spectrum_bands));
    }

    [[nodiscard]] Ridge ridge(Moment const& m, Scene const& scene, int layer, Sun const& sun) const {
        auto const depth = nearness(layer);
        // What is near moves further when the camera does.
        Camera camera = m.camera;
        camera.x *= 0.55F + 0.75F * depth;
        camera.zoom = 1 + (camera.zoom - 1) * (0.75F + 0.35F * depth);
        View const view(layout_, camera);
        auto const slant = 0.6F * std::sin(m.camera.turn);
        auto const width = static_cast<float>(layout_.width_px);
        Ridge made;
        for (int i = 0; i <= columns; ++i) {
            auto const x = -0.03F * width + 1.06F * width * static_cast<float>(i) / columns;
            auto const u = view.to_world({x, layout_.emblem.y}).x;
            auto const y = view.to_px({u, edge(m, scene, layer, u, sun)}).y + (x - layout_.emblem.x) * slant;
            made.outline[static_cast<std::size_t>(i)] = {x, y};
            made.highest = std::min(made.highest, y);
            made.lowest = std::max(made.lowest, y);
        }
        return made;
    }

    void draw_ridge(Moment const& m, Scene const& scene, int layer, Ridge& ridge, float bottom, float light, View const& view, Stage& stage) const {
        auto const depth = nearness(layer);
        auto const width = static_cast<float>(layout_.width_px);
        bottom = std::max(bottom, ridge.lowest + 2);
        ridge.outline[columns + 1] = {1.03F * width, bottom};
        ridge.outline[columns + 2] = {-0.03F * width, bottom};
        stage.path.clear();
        stage.path.polygon(ridge.outline);
        if (day_) return print_ridge(m, layer, ridge, light, view, stage);
        auto const far = night_ ? 0.50F : 0.66F;
        auto const tone = (far * (1 - depth) * (1 - 0.35F * depth) + 0.035F) * light;
        auto const mist = (form_ == fog || scene.variation % 3 == 1 ? 0.26F : 0.08F + 0.2F * static_cast<float>(style_.softness)) * (1 - depth) * (1 - depth) * light;
        auto const lit = 0.05F * (1 - depth) * (1 + 1.6F * m.kick);
        stage.fill(stage.path, Stage::Gradient{ridge.highest, ridge.highest + view.px(0.34F), tones_(tone + lit, layer == 1 ? 0.30F * m.snare : 0.0F),
                                               tones_(tone + mist - 0.04F * depth)});
        if (style_.line > 0) draw_edge(ridge, tone, view, stage);
    }

    /// By day the crests are ink, denser the nearer they are, and mist stands at their feet: dark words find light there.
    void print_ridge(Moment const& m, int layer, Ridge const& ridge, float light, View const& view, Stage& stage) const {
        auto const depth = nearness(layer);
        auto const crest = (0.16F + 0.50F * depth) * light + 0.05F * (1 - depth) * m.kick;
        auto const foot = form_ == fog ? 0.02F : 0.06F + 0.10F * (1 - depth);
        stage.fill(stage.path, Stage::Gradient{ridge.highest, ridge.highest + view.px(0.30F - 0.06F * depth), tones_(held(crest), layer == 1 ? 0.30F * m.snare : 0.0F), tones_(foot)});
        if (style_.line > 0) draw_edge(ridge, crest, view, stage);
    }

    /// Styles of drawn pictures have inked edges.
    void draw_edge(Ridge const& ridge, float tone, View const& view, Stage& stage) const {
        std::array<float, columns + 1> widths;
        widths.fill(view.px(0.0022F * static_cast<float>(style_.line)));
        stage.path.clear();
        stage.path.ribbon({ridge.outline.data(), widths.size()}, widths);
        stage.fill(stage.path, tones_(day_ ? held(tone + 0.3F) : std::max(0.0F, 0.35F * tone - 0.05F)));
    }

    Layout layout_;
    VideoStyle style_;
    Tones tones_;
    Form form_;
    bool day_, night_;  ///< day: the artist stands on a light ground
    Yuv printed_sun_;
    float sun_side_ = 1, sun_radius_ = 0.17F;
    std::array<std::array<Wave, components>, most_layers> waves_{};
};

}  // namespace

std::unique_ptr<World> make_landscape(Ground const& ground) { return std::make_unique<Landscape>(ground); }

}  // namespace troupe::visual::motion
