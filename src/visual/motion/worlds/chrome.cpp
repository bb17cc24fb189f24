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
constexpr float surface = 0.30F;    ///< of the field
constexpr float roundness = 0.145F;  ///< height of a drop's top, in world units

class Chrome final : public World {
public:
    explicit Chrome(Ground const& ground)
        : layout_(ground.layout), tones_(Tones::on_ground(ground.system, ground.style)), is_light_(ground.system.light_ground),
          glow_(0.6F + static_cast<float>(ground.style.glow)) {
        auto random = ground.system.random(ground.seed).stream("teaser drops");
        for (auto& drop : drops_)
            drop = {static_cast<float>(random.uniform(0.06, 0.20)), static_cast<float>(random.uniform(0.05, 0.19)), random.chance(0.5) ? 1.0F : -1.0F,
                    static_cast<float>(random.uniform()), static_cast<float>(random.uniform()), static_cast<float>(random.uniform(0.052, 0.105))};
        drops_[0].radius = 0.165F;
        drops_[0].wide = drops_[0].high = 0.03F;
        strips_ = static_cast<float>(random.uniform());
    }

    [[nodiscard]] Backdrop backdrop() const override { return is_light_ ? Backdrop::light : Backdrop::dark; }

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
        std::array<float, drops> x, y, reach, inverse_reach2;
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
            body.reach[i] = 1.74F * r;  // where its part of the field ends; alone, its surface is at r
            body.inverse_reach2[i] = 1 / (body.reach[i] * body.reach[i]);
        }
        return body;
    }

    [[nodiscard]] static Extent extent_of(Body const& body, View const& view) {
        Extent extent{1e9F, -1e9F};
        for (std::size_t i = 0; i < drops; ++i) {
            auto const y = view.to_px({body.x[i], body.y[i]}).y;
            extent.top = std::min(extent.top, y - view.px(body.reach[i]));
            extent.bottom = std::max(extent.bottom, y + view.px(body.reach[i]));
        }
        return extent;
    }

    void room(Moment const& m, float light, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const glow = glow_ * (0.17F + 0.16F * m.sound.bass + 0.14F * m.kick + 0.08F * m.release);
        auto const phase = m.phase;
        // On a light ground the body throws a shade instead of a shine, under it.
        auto const share = is_light_ ? 0.5F : 1.0F;
        auto const low = is_light_ ? 0.16F : 0.05F;
        auto const still = is_light_ ? 0.02F : 0.055F;
        auto const across = is_light_ ? 0.03F : 0.05F;
        for (std::size_t i = 0; i < n; ++i) {
            auto const x = xs[i];
            auto const y = ys[i] - low;
            auto const beam = bell((x * 0.8F + y * 0.35F - 0.25F * wave(phase)) / 0.16F);
            tone[i] = held((still + share * glow * bell((x * x + y * y) * 5.0F) + across * beam) * light);
            accent[i] = 0;
        }
    }

    /// The body's field, and the light it throws back: a window above, a strip of light aside, the coloured floor.
    void metal(Moment const& m, Body const body, float light, float const* xs, float const* ys, float* value, float* tone, float* accent,
               std::size_t n) const {
        auto const turn = 0.16F * wave(m.phase + strips_);
        auto const shine = 0.92F + 0.30F * m.kick;
        auto const colourful = 0.45F + 0.55F * m.snare;
        // In a light room lamps are paper and the dusk is ink.
        auto const from = is_light_ ? 0.86F : 0.0F;
        auto const sign = is_light_ ? -0.92F : 1.0F;
        for (std::size_t i = 0; i < n; ++i) {
            float sum = 0;
            float slope_x = 0;
            float slope_y = 0;
            for (std::size_t d = 0; d < drops; ++d) {
                auto const dx = xs[i] - body.x[d];
                auto const dy = ys[i] - body.y[d];
                auto const left = 1 - (dx * dx + dy * dy) * body.inverse_reach2[d];
                auto const part = left > 0 ? left : 0.0F;
                sum += part * part * part;
                auto const pull = part * part * body.inverse_reach2[d];
                slope_x += pull * dx;
                slope_y += pull * dy;
            }
            value[i] = sum - surface;
            // The square of the height is what the field has above the surface: upright at the rim, level on top.
            auto const over = sum > surface ? sum - surface : 0.0F;
            auto const height = std::sqrt(over < 1.3F ? over : 1.3F) * roundness;
            auto const lean_x = slope_x * 3 * roundness * roundness;
            auto const lean_y = slope_y * 3 * roundness * roundness;
            auto const length = std::sqrt(lean_x * lean_x + lean_y * lean_y + height * height) + 1e-4F;
            auto const nx = lean_x / length;
            auto const ny = lean_y / length;
            auto const nz = height / length;
            // Where the eye's ray goes when it is thrown back.
            auto const rx = 2 * nz * nx + turn;
            auto const ry = 2 * nz * ny;
            auto const window = held((0.52F - std::fabs(rx - 0.16F)) * 8) * held((0.30F - std::fabs(ry + 0.56F)) * 9);
            auto const bar = held((0.075F - std::fabs(rx + 0.02F)) * 12);
            auto const strip = held((0.085F - std::fabs(rx + 0.74F)) * 14) * held((0.75F - std::fabs(ry)) * 5);
            auto const floor = held((ry - 0.30F) * 1.6F);
            auto const rim = (1 - nz) * (1 - nz) * (1 - nz);
            auto const dusk = 0.085F + 0.16F * held(0.55F - ry) + 0.34F * floor * floor;
            auto const lamps = 0.80F * window * (1 - 0.75F * bar) + 0.46F * strip;
            tone[i] = held(from + sign * (dusk + lamps * shine + 0.36F * rim) * light);
            accent[i] = held(colourful * (0.75F * floor * floor + 0.4F * strip) - 0.8F * window);
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
    bool is_light_;
    float glow_ = 1;
    float strips_ = 0;
};

}  // namespace

std::unique_ptr<World> make_chrome(Ground const& ground) { return std::make_unique<Chrome>(ground); }

}  // namespace troupe::visual::motion
