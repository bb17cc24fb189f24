#include <array>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// What the cover shows: an eclipse before veils of light, an orb, a ring, or curtains alone. The kick swells its light, the
/// spectrum stands around the body as rays, or before the curtains as strings.
namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int rays = 84;
constexpr int strings = 56;

/// As the still family counts them.
enum class Form { eclipse, orb, veils, ring };

class Aura final : public World {
public:
    explicit Aura(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), tones_(Tones::on_ground(ground.system, ground.style)), is_light_(ground.system.light_ground),
          form_(static_cast<Form>(ground.composition % 4)), loops_(ground.loops), calm_(0.5F - 0.2F * ground.system.darkness) {
        // The cover draws its form from the same stream, in the same order: its light comes from the same side.
        auto form = ground.system.random(ground.seed).stream("form");
        (void)form.uniform();
        (void)form.uniform();
        (void)form.uniform();
        light_ = static_cast<float>(form.uniform(-2.9, -0.3));
        auto random = ground.system.random(ground.seed).stream("teaser veils");
        for (auto& offset : offsets_) offset = static_cast<float>(random.uniform());
        lean_ = static_cast<float>(random.uniform(-0.35, 0.35));
    }

    [[nodiscard]] Backdrop backdrop() const override { return is_light_ ? Backdrop::light : Backdrop::dark; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const light = light_of(m, scene);
        if (form_ == Form::veils) return draw_curtains(m, light, view, stage);
        // Only a body hides what is behind it.
        auto const hidden = form_ == Form::ring ? 0.0F : view.px(light.radius);
        shade_field(stage.ground, stage, view, tones_, Extent::outside(view.to_px({0, 0}), hidden), [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            outside(light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground);
        if (!loops_ && light.rays > 0) draw_rays(m, light, view, stage);
        if (form_ != Form::ring) draw_disc(light, view, stage);
    }

private:
    struct Light {
        float radius, exposure, corona, ribbons, width, phase, dx, dy, rays, accent;
    };

    [[nodiscard]] Light light_of(Moment const& m, Scene const& scene) const {
        auto const state = scene.variation % 4;
        Light light{};
        light.radius = 0.300F * (1 + 0.035F * m.kick + 0.02F * m.sound.bass) * (state == 2 ? 0.86F : 1.0F);
        light.exposure = (0.70F + 0.30F * m.energy + 0.26F * m.flash + 0.30F * m.release) * (1 - 0.38F * m.build) * (0.9F + 0.2F * calm_);
        light.corona = (0.6F + static_cast<float>(style_.glow)) * (0.30F + 0.42F * m.kick + 0.22F * m.sound.bass + 0.30F * m.release);
        light.ribbons = (state == 3 ? 1.25F : 0.85F) * (0.55F + 0.45F * m.sound.level + 0.3F * m.snare);
        light.width = (0.085F + 0.035F * m.sound.level + 0.03F * m.build) * (0.7F + 1.5F * static_cast<float>(style_.softness));
        light.phase = m.phase;
        auto const angle = light_ + (loops_ ? 0.5F * wave(m.phase) : 2 * pi * m.phase * 0.5F) + (state == 1 ? 1.9F : 0.0F);
        light.dx = std::cos(angle);
        light.dy = std::sin(angle);
        light.rays = static_cast<float>(style_.spectrum) * (scene.shot == Shot::close ? 0.55F : 1.0F);
        light.accent = 0.55F * m.snare + 0.25F * m.release;
        return light;
    }

    void draw_curtains(Moment const& m, Light const& light, View const& view, Stage& stage) const {
        shade_field(stage.ground, stage, view, tones_, Extent::outside(view.to_px({0, 0}), 0),
                    [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) { curtains(light, xs, ys, tone, accent, n); });
        stage.lay(stage.ground);
        if (!loops_ && light.rays > 0) draw_strings(m, light, view, stage);
    }

    /// Folds of light that hang from above: narrow across, long along, and darker towards their ends.
    void curtains(Light const l, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const phase = l.phase;
        auto const [o0, o1, o2, o3, o4, o5, o6] = offsets_;
        auto const lean = 0.4F * lean_;
        auto const bright = l.ribbons * (0.62F + 0.9F * l.corona);
        for (std::size_t i = 0; i < n; ++i) {
            auto const x = xs[i];
            auto const y = ys[i];
            auto const across = x + lean * y + 0.20F * wave(0.31F * y + 0.12F * x + o0 + phase) + 0.06F * wave(0.77F * y - 0.45F * x + o1 - phase);
            auto const field = 0.56F * wave(1.25F * across + 0.11F * y + o3 + phase) + 0.44F * wave(2.3F * across - 0.14F * y + o4 - phase);
            auto const there = held(0.60F + 0.50F * wave(0.37F * x + 0.21F * y + o5 + phase));
            auto const sheen = 0.25F + 0.35F * wave(2.1F * across + 0.07F * y + o2 - phase);
            auto const fold = bell(field / (1.3F * l.width)) + 0.45F * held(sheen) * bell(field / (5.0F * l.width));
            auto const hang = held(0.62F + 1.1F * y) * (1 - 0.55F * held(1.5F * y - 0.55F));
            auto const wash = 0.05F + 0.03F * wave(0.19F * x - 0.23F * y + o6 + phase);
            auto const light = (wash + 2.3F * bright * there * fold * hang) * l.exposure * (1.05F - 0.14F * (x * x + y * y));
            tone[i] = held(exposed(light) * 1.05F);
            accent[i] = held(l.accent * fold * hang * 0.6F);
        }
    }

    /// The spectrum on a line, low notes in the middle.
    void draw_strings(Moment const& m, Light const& l, View const& view, Stage& stage) const {
        stage.path.clear();
        auto const width = view.px(0.0045F);
        for (int i = 0; i < strings; ++i) {
            auto const half = strings / 2;
            auto const place = i < half ? half - 1 - i : i - half;
            auto const loud = m.sound.spectrum[static_cast<std::size_t>(place) * spectrum_bands / static_cast<std::size_t>(half)];
            auto const reach = 0.004F + 0.17F * l.rays * loud * loud * (1 - 0.5F * static_cast<float>(place) / static_cast<float>(half));
            Point const at{0.86F * ((static_cast<float>(i) + 0.5F) / strings - 0.5F), 0};
            auto const free = stage.room_at(view.to_px(at));
            stage.path.line(view.to_px(at - Point{0, reach * free}), view.to_px(at + Point{0, reach * free}), width, width);
        }
        stage.fill(stage.path, tones_(0.9F + 0.06F * m.kick, 0.25F * m.snare), 0.8F);
    }

    void outside(Light const l, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const reach = 0.020F + 0.045F * l.corona;
        auto const phase = l.phase;
        auto const is_ring = form_ == Form::ring;
        // Copies: a store into `tone` could otherwise change them, and the loop could not become vector code.
        auto const [o0, o1, o2, o3, o4, o5, o6] = offsets_;
        auto const lean = lean_;
        for (std::size_t i = 0; i < n; ++i) {
            auto const x = xs[i];
            auto const y = ys[i];
            auto const far = std::sqrt(x * x + y * y) + 1e-4F;
            auto const out = far - l.radius;
            auto const past = is_ring ? std::fabs(out) : out > 0 ? out : 0.0F;
            auto const facing = 0.5F + 0.5F * (x * l.dx + y * l.dy) / far;
            auto const lit = 0.07F + 0.93F * facing * facing * facing;
            auto const tube = is_ring ? 1.5F * bell(past / 0.011F) : 0.0F;
            auto const corona = (0.55F + 0.55F * l.corona) * lit * (tube + 1.0F * bell(past / reach) + 0.36F * bell(past / (3.4F * reach)));
            // Veils: where a slowly bending wave crosses zero it shines.
            auto const wx = x + 0.30F * wave(0.36F * y + 0.20F * x + o0 + phase) + 0.10F * wave(0.83F * x - 0.61F * y + o1 - phase);
            auto const wy = y + 0.24F * wave(0.33F * x - 0.27F * y + o2 - phase);
            auto const field = 0.62F * wave(0.50F * wx + (0.28F + lean) * wy + o3 + phase) + 0.38F * wave(0.31F * wx - 0.56F * wy + o4 - phase);
            auto const there = held(0.48F + 0.62F * wave(0.22F * x + 0.29F * y + o5 + phase));
            auto const ribbon = l.ribbons * there * bell(field / l.width);
            auto const wash = 0.10F + 0.07F * wave(0.19F * x - 0.23F * y + o6 + phase) + 0.05F * there;
            auto const light = (wash + 0.62F * ribbon + corona) * l.exposure * (1.06F - 0.16F * (x * x + y * y));
            tone[i] = held(exposed(light) * 1.05F);
            accent[i] = held(l.accent * ribbon * 0.8F);
        }
    }

    void inside(Light const l, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const rim = 0.030F + 0.02F * l.corona;
        auto const veil_at = offsets_[3] + l.phase;
        auto const is_orb = form_ == Form::orb;
        for (std::size_t i = 0; i < n; ++i) {
            auto const far = std::sqrt(xs[i] * xs[i] + ys[i] * ys[i]) + 1e-4F;
            auto const deep = std::fabs(l.radius - far);
            auto const facing = 0.5F + 0.5F * (xs[i] * l.dx + ys[i] * l.dy) / far;
            auto const lit = 0.05F + facing * facing * facing;
            auto const veil = bell(wave(0.55F * xs[i] + 0.45F * ys[i] + veil_at) / 0.2F);
            auto const night = 0.012F + lit * l.exposure * (0.40F * bell(deep / rim) + 0.05F * veil);
            // An orb is lit: its day is on the side of the light.
            auto const at = 0.5F + 0.5F * (xs[i] * l.dx + ys[i] * l.dy) / l.radius;
            auto const day = 0.02F + 1.9F * at * at * at * (0.85F + 0.3F * veil) * l.exposure * (0.75F + 0.5F * l.corona);
            tone[i] = held(is_orb ? exposed(day) : night);
            accent[i] = 0;
        }
    }

    void draw_disc(Light const& l, View const& view, Stage& stage) const {
        auto const centre = view.to_px({0, 0});
        auto const radius = view.px(l.radius);
        shade_field(stage.inner, stage, view, tones_, Extent::around(centre, radius),
                    [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) { inside(l, xs, ys, tone, accent, n); });
        stage.path.clear();
        stage.path.disc(centre, radius);
        stage.fill(stage.path, stage.inner);
        if (style_.line <= 0) return;
        stage.path.clear();
        stage.path.ring(centre, radius, radius + view.px(0.010F * static_cast<float>(style_.line)));
        stage.fill(stage.path, tones_(0.97F));
    }

    void draw_rays(Moment const& m, Light const& l, View const& view, Stage& stage) const {
        stage.path.clear();
        auto const width = view.px(2 * pi * l.radius / rays * 0.42F);
        for (int i = 0; i < rays; ++i) {
            // Lowest notes at the top, mirrored: both sides rise together.
            auto const half = rays / 2;
            auto const place = i < half ? i : rays - 1 - i;
            auto const band = static_cast<std::size_t>(place) * spectrum_bands / static_cast<std::size_t>(half);
            auto const loud = m.sound.spectrum[band];
            auto const length = 0.008F + 0.19F * l.rays * loud * loud * (1 - 0.45F * static_cast<float>(place) / static_cast<float>(half));
            auto const angle = -0.5F * pi + (static_cast<float>(i) + 0.5F) * 2 * pi / rays;
            Point const out{std::cos(angle), std::sin(angle)};
            auto const from = l.radius * 1.045F;
            // Rays stay short where words stand.
            auto const free = stage.room_at(view.to_px(out * (from + length)));
            stage.path.line(view.to_px(out * from), view.to_px(out * (from + 0.006F + (length - 0.006F) * free)), width, width);
        }
        stage.fill(stage.path, tones_(0.88F + 0.08F * m.kick, 0.25F * m.snare), 0.86F);
    }

    Layout layout_;
    VideoStyle style_;
    Tones tones_;
    bool is_light_;
    Form form_;
    bool loops_;
    float calm_;
    float light_ = 0, lean_ = 0;
    std::array<float, 7> offsets_{};
};

}  // namespace

std::unique_ptr<World> make_aura(Ground const& ground) { return std::make_unique<Aura>(ground); }

}  // namespace troupe::visual::motion
