#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// A liquid metal body: drops that melt into each other and reflect a room of light strips. Bass swells it, kicks push it
/// apart.
namespace troupe::visual::motion {
namespace {

constexpr int drops = 7;

class Chrome final : public World {
public:
    explicit Chrome(Ground const& ground)
        : layout_(ground.layout), tones_(ground.system, ground.style.saturation, 1.15 * ground.style.contrast) {
        auto random = ground.system.random(ground.seed).stream("teaser drops");
        for (auto& drop : drops_)
            drop = {static_cast<float>(random.uniform(0.06, 0.20)), static_cast<float>(random.uniform(0.05, 0.19)), random.chance(0.5) ? 1.0F : -1.0F,
                    static_cast<float>(random.uniform()), static_cast<float>(random.uniform()), static_cast<float>(random.uniform(0.052, 0.105))};
        drops_[0].radius = 0.15F;
        drops_[0].wide = drops_[0].high = 0.03F;
        strips_ = static_cast<float>(random.uniform());
    }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const light = (0.88F + 0.16F * m.energy + 0.16F * m.flash + 0.14F * m.release) * (1 - 0.25F * m.build);
        auto const body = place_drops(m, scene);
        shade_field(stage.ground, stage, view, tones_, {}, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            room(m, light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground);
        auto const extent = extent_of(body, view);
        std::vector<float> values(static_cast<std::size_t>(stage.inner.columns() * stage.inner.rows()), -1);
        shade_field(stage.inner, stage, view, tones_, extent, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            metal(m, body, light, xs, ys, values.data() + static_cast<std::size_t>(stage.row) * n, tone, accent, n);
        });
        outline(values, stage);
        stage.fill(stage.path, stage.inner);
    }

private:
    struct Drop {
        float wide, high, way, offset, second, radius;
    };
    struct Body {
        std::array<float, drops> x, y, r2, inverse_radius;
    };

    [[nodiscard]] Body place_drops(Moment const& m, Scene const& scene) const {
        Body body{};
        auto const apart = 1 + 0.30F * m.kick + 0.18F * m.sound.bass + (scene.variation % 3 == 1 ? 0.35F : 0.0F) - 0.30F * m.build;
        for (std::size_t i = 0; i < drops; ++i) {
            auto const& d = drops_[i];
            body.x[i] = d.wide * apart * (wave(d.way * m.phase + d.offset) + 0.45F * wave(2 * m.phase + d.second));
            body.y[i] = d.high * apart * (wave(d.way * m.phase + d.offset + 0.25F) + 0.45F * wave(-2 * m.phase + d.second));
            auto const loud = m.sound.spectrum[3 + i * 6];
            auto const r = d.radius * (0.92F + 0.16F * m.sound.bass + 0.14F * loud) * (i == 0 ? 1 + 0.10F * m.kick : 1.0F);
            body.r2[i] = r * r;
            body.inverse_radius[i] = 0.80F / r;
        }
        return body;
    }

    /// No drop reaches further than this, even where all of them add up.
    [[nodiscard]] static Extent extent_of(Body const& body, View const& view) {
        Extent extent{1e9F, -1e9F};
        float all = 0;
        for (auto const r2 : body.r2) all += r2;
        auto const reach = view.px(std::sqrt(all));
        for (std::size_t i = 0; i < drops; ++i) {
            auto const y = view.to_px({body.x[i], body.y[i]}).y;
            extent.top = std::min(extent.top, y - reach);
            extent.bottom = std::max(extent.bottom, y + reach);
        }
        return extent;
    }

    void room(Moment const& m, float light, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const glow = 0.17F + 0.16F * m.sound.bass + 0.14F * m.kick + 0.08F * m.release;
        auto const phase = m.phase;
        for (std::size_t i = 0; i < n; ++i) {
            auto const x = xs[i];
            auto const y = ys[i] - 0.05F;
            auto const beam = bell((x * 0.8F + y * 0.35F - 0.25F * wave(phase)) / 0.16F);
            tone[i] = held((0.055F + glow * bell((x * x + y * y) * 5.0F) + 0.05F * beam) * light);
            accent[i] = 0;
        }
    }

    /// The body's field, and the light it throws back: a normal from the field's slope looks up a room of strips.
    void metal(Moment const& m, Body const body, float light, float const* xs, float const* ys, float* value, float* tone, float* accent,
               std::size_t n) const {
        auto const phase = m.phase;
        auto const strips = strips_;
        auto const shine = 1.0F + 0.5F * m.kick;
        auto const colourful = 0.20F + 0.5F * m.snare;
        for (std::size_t i = 0; i < n; ++i) {
            float sum = 0;
            float weights = 1e-6F;
            float lean_x = 0;
            float lean_y = 0;
            for (std::size_t d = 0; d < drops; ++d) {
                auto const dx = xs[i] - body.x[d];
                auto const dy = ys[i] - body.y[d];
                auto const part = body.r2[d] / (dx * dx + dy * dy + 2e-4F);
                auto const weight = part * part;
                sum += part;
                weights += weight;
                lean_x += weight * dx * body.inverse_radius[d];
                lean_y += weight * dy * body.inverse_radius[d];
            }
            value[i] = sum - 1;
            // Each drop is a ball; where they melt together their slopes are mixed, and at the rim the surface stands upright.
            lean_x /= weights;
            lean_y /= weights;
            auto const lean = std::sqrt(lean_x * lean_x + lean_y * lean_y) + 1e-4F;
            auto const rim_near = bell((sum > 1.0F ? sum - 1 : 0.0F) / 0.16F);
            auto const flat = lean < 1.0F ? lean : 1.0F;
            auto const side = flat + (1 - flat) * rim_near * rim_near;
            auto const nx = lean_x / lean * side;
            auto const ny = lean_y / lean * side;
            auto const ray = ny * 0.62F + nx * 0.30F;
            auto const strip = wave(ray * 0.85F + 0.10F * wave(1.2F * nx + phase) + strips + phase);
            auto const narrow = wave(ray * 1.9F - 0.3F * nx + strips - phase);
            auto const bright = held(strip * 2.2F + 0.10F);
            auto const key_x = nx - 0.38F;
            auto const key_y = ny + 0.52F;
            auto const key = bell((key_x * key_x + key_y * key_y) * 26.0F);
            auto const rim = side * side * side * side;
            auto const floor = held(ny * 1.4F);
            tone[i] = held((0.10F + 0.50F * bright * bright + 0.13F * held(narrow) + 0.30F * rim * (0.45F + 0.55F * nx * nx) + 0.85F * key * shine - 0.10F * floor) * light);
            accent[i] = held(colourful * held(narrow * 1.5F - 0.2F) * (0.35F + rim) - 0.4F * key);
        }
    }

    /// The line where the field is 0, cell by cell (marching squares), so that the body's edge is sharp at full resolution.
    static void outline(std::vector<float> const& values, Stage& stage) {
        auto const columns = stage.inner.columns();
        auto const rows = stage.inner.rows();
        stage.path.clear();
        // The outermost nodes lie outside the picture and count as outside the body, so that every outline is closed.
        auto const at = [&](int c, int r) {
            auto const value = values[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c)];
            return c == 0 || r == 0 || c == columns - 1 || r == rows - 1 ? std::min(value, -1e-6F) : value;
        };
        for (int r = 0; r + 1 < rows; ++r)
            for (int c = 0; c + 1 < columns; ++c) {
                std::array<float, 4> const v{at(c, r), at(c + 1, r), at(c + 1, r + 1), at(c, r + 1)};
                auto const inside = (v[0] > 0) + (v[1] > 0) + (v[2] > 0) + (v[3] > 0);
                if (inside > 0 && inside < 4) cross_cell(v, {Field::place(c), Field::place(r)}, stage.path);
            }
    }

    /// Going round a cell clockwise, the line enters the outside where a side leaves the body and comes back at the next
    /// crossing: reversed, it has the body on its left.
    static void cross_cell(std::array<float, 4> const& v, Point left_top, Path& path) {
        constexpr float step = Field::step;
        std::array<Point, 4> const corner{left_top, left_top + Point{step, 0}, left_top + Point{step, step}, left_top + Point{0, step}};
        std::size_t start = 0;
        while (!(v[start] > 0 && v[(start + 1) % 4] <= 0)) ++start;
        Point left{};
        for (std::size_t k = 0; k < 4; ++k) {
            auto const i = (start + k) % 4;
            auto const j = (i + 1) % 4;
            if ((v[i] > 0) == (v[j] > 0)) continue;
            auto const crossing = corner[i] + (corner[j] - corner[i]) * (v[i] / (v[i] - v[j]));
            if (v[i] > 0) left = crossing;
            else path.border(crossing, left);
        }
    }

    Layout layout_;
    Tones tones_;
    std::array<Drop, drops> drops_{};
    float strips_ = 0;
};

}  // namespace

std::unique_ptr<World> make_chrome(Ground const& ground) { return std::make_unique<Chrome>(ground); }

}  // namespace troupe::visual::motion
