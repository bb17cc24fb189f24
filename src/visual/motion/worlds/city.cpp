#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// A city whose windows are the song's spectrum: a facade, a skyline at dusk, and blocks seen from above.
namespace troupe::visual::motion {
namespace {

constexpr int facade_columns = 11;
constexpr int facade_rows = 19;
constexpr int blocks_a_side = 8;

enum Form { facade, skyline, canyon, blocks };

struct Tower {
    float left = 0, width = 0.1F, height = 0.5F;
    int layer = 0;  ///< 0: far
    int columns = 3, rows = 10;
    std::size_t band = 0;
    std::uint64_t lights = 0;
};

/// 0..1, the same for the same window.
float own_of(std::uint64_t seed, int column, int row) {
    auto x = seed ^ (static_cast<std::uint64_t>(column) * 0x9e3779b97f4a7c15ULL) ^ (static_cast<std::uint64_t>(row) * 0xc2b2ae3d27d4eb4fULL);
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
    return static_cast<float>((x >> 40U) & 0xffffU) / 65536.0F;
}

class City final : public World {
public:
    explicit City(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), tones_(Tones::on_ground(ground.system, ground.style)),
          form_(static_cast<Form>(ground.composition % 4)), day_(ground.system.light_ground),
          printed_sun_(to_yuv(ground.system.ground_kind == GroundKind::field ? ground.system.stop(4) : mix(ground.system.form(0), ground.system.form(1), 0.3F))) {
        auto random = ground.system.random(ground.seed).stream("teaser city");
        hand_ = random.chance(0.5) ? 1.0F : -1.0F;
        windows_ = random.next();
        for (int layer = 0; layer < 3; ++layer) build_row(layer, random);
    }

    [[nodiscard]] Backdrop backdrop() const override { return day_ ? Backdrop::light : Backdrop::dark; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const light = (0.84F + 0.20F * m.energy + 0.14F * m.flash + 0.16F * m.release) * (1 - 0.25F * m.build);
        shade_field(stage.ground, stage, view, tones_, {}, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            sky(m, light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground);
        if (form_ == skyline) draw_skyline(m, light, view, stage);
        else if (form_ == blocks) draw_blocks(m, scene, light, view, stage);
        else draw_facade(m, scene, light, view, stage);
    }

private:
    void build_row(int layer, Random& random) {
        auto x = -1.5F;
        while (x < 1.5F) {
            Tower tower;
            tower.layer = layer;
            tower.left = x;
            tower.width = static_cast<float>(random.uniform(0.085, 0.17)) * (0.75F + 0.25F * static_cast<float>(layer));
            auto const near_middle = bell(x / 0.55F);
            tower.height = static_cast<float>(random.uniform(0.18, 0.55)) * (0.55F + 0.75F * near_middle) * (layer == 2 ? 0.62F : 1.0F) + 0.12F;
            tower.columns = random.between(3, 5);
            tower.rows = static_cast<int>(tower.height / 0.034F);
            tower.band = static_cast<std::size_t>(std::clamp(std::fabs(x) * 34.0F, 0.0F, static_cast<float>(spectrum_bands) - 1));
            tower.lights = random.next();
            x += tower.width * (random.chance(0.25) ? 1.35F : 1.04F);
            towers_.push_back(tower);
        }
    }

    void sky(Moment const& m, float light, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const glow = (0.6F + static_cast<float>(style_.glow)) * (0.16F + 0.10F * m.sound.bass + 0.12F * m.kick + 0.06F * m.release);
        auto const is_open = form_ == skyline;
        auto const phase = m.phase;
        // By day the air is the ground itself, and what glows by night thins it.
        auto const sign = day_ ? -0.4F : 1.0F;
        auto const still = day_ ? 0.02F : 0.05F;
        auto const dense = is_open ? (day_ ? 0.16F : 0.40F) : 0.07F;
        for (std::size_t i = 0; i < n; ++i) {
            auto const height = held((ys[i] + 0.95F) / 1.25F);
            auto const dusk = still + dense * (is_open ? height * height * height : height);
            auto const cloud = 0.03F * wave(0.3F * xs[i] + 1.6F * ys[i] + phase) * height;
            auto const y = ys[i] - (is_open ? 0.10F : 0.0F);
            tone[i] = held((dusk + cloud + sign * glow * bell((xs[i] * xs[i] + y * y) * 4.5F)) * light);
            accent[i] = 0;
        }
    }

    static void box(Path& path, View const& view, float left, float top, float right, float bottom) {
        std::array<Point, 4> const corners{view.to_px({left, top}), view.to_px({right, top}), view.to_px({right, bottom}), view.to_px({left, bottom})};
        path.polygon(corners);
    }

    /// Rows are lit from below like a meter; some people never switch off.
    [[nodiscard]] bool is_lit(Moment const& m, std::uint64_t seed, std::size_t band, int column, int row, int rows) const {
        auto const own = own_of(seed, column, row);
        auto const loud = m.sound.spectrum[band] * static_cast<float>(style_.spectrum) * (0.75F + 0.35F * m.energy);
        auto const height = static_cast<float>(rows - row) / static_cast<float>(rows);
        return own < 0.10F + 0.08F * m.energy || (height < loud * 1.05F && own < 0.62F) || (own > 0.93F && m.kick > 0.4F);
    }

    void draw_skyline(Moment const& m, float light, View const& view, Stage& stage) const {
        constexpr float foot = 0.36F;
        stage.path.clear();
        stage.path.disc(view.to_px({hand_ * 0.13F, -0.16F}), view.px(0.155F * (1 + 0.05F * m.kick + 0.03F * m.sound.bass)));
        stage.fill(stage.path, day_ ? printed_sun_ : tones_(0.93F * std::min(1.0F, light + 0.05F), 0.22F + 0.3F * m.snare));
        for (int layer = 0; layer < 3; ++layer) {
            Path walls;
            Path windows;
            Path hot;
            for (auto const& tower : towers_)
                if (tower.layer == layer) add_tower(m, tower, foot + 0.10F * static_cast<float>(layer), view, stage, walls, windows, hot);
            if (day_) {
                print_towers(m, layer, light, view, {walls, windows, hot}, stage);
                continue;
            }
            auto const tone = (0.30F - 0.125F * static_cast<float>(layer)) * light;
            stage.fill(walls, tones_(tone + 0.02F * m.kick));
            stage.fill(windows, tones_(held(tone + 0.34F + 0.14F * static_cast<float>(layer) + 0.10F * m.kick)));
            stage.fill(hot, tones_(0.74F, 1.0F));
        }
    }

    /// Where the ink of a row of towers begins to thin out, in world units; 0.56 further down nothing is left.
    [[nodiscard]] static float mist_from(int layer) { return -0.34F + 0.15F * static_cast<float>(layer); }

    struct Printed {
        Path const &walls, &windows, &hot;
    };

    /// By day towers are ink that is denser the nearer they are, windows are left open, and mist stands in the streets: dark
    /// words find light there.
    void print_towers(Moment const& m, int layer, float light, View const& view, Printed const& towers, Stage& stage) const {
        auto const near = 0.5F * static_cast<float>(layer);
        auto const wall = held((0.20F + 0.42F * near) * light + 0.03F * m.kick);
        auto const top = view.to_px({0, mist_from(layer)}).y;
        stage.fill(towers.walls, Stage::Gradient{top, top + view.px(0.56F), tones_(wall), tones_(0.07F + 0.05F * (1 - near))});
        stage.fill(towers.windows, tones_(held(wall - 0.24F - 0.16F * near - 0.06F * m.kick)));
        stage.fill(towers.hot, tones_(0.30F, 1.0F));
    }

    void add_tower(Moment const& m, Tower const& tower, float foot, View const& view, Stage const& stage, Path& walls, Path& windows, Path& hot) const {
        auto const sway = 0.02F * (static_cast<float>(tower.layer) + 1) * wave(m.phase);
        auto const left = tower.left + sway;
        auto const top = foot - tower.height;
        box(walls, view, left, top, left + tower.width, 2.5F);
        auto const wide = tower.width / (static_cast<float>(tower.columns) + 0.6F);
        auto const high = 0.034F;
        for (int row = 0; row < tower.rows + 4; ++row)
            for (int column = 0; column < tower.columns; ++column) {
                if (!is_lit(m, tower.lights, tower.band, column, row, tower.rows)) continue;
                auto const x = left + wide * (static_cast<float>(column) + 0.5F);
                auto const y = top + high * (static_cast<float>(row) + 0.7F);
                if (day_ && y > mist_from(tower.layer) + 0.36F) break;
                if (stage.room_at(view.to_px({x, y})) < 0.6F) continue;
                box(own_of(tower.lights, column + 31, row) < 0.05F ? hot : windows, view, x, y, x + 0.62F * wide, y + 0.55F * high);
            }
    }

    void draw_facade(Moment const& m, Scene const& scene, float light, View const& view, Stage& stage) const {
        auto const lean = form_ == canyon ? 0.34F : 0.10F;
        auto const corner = [&](float u, float v) {
            // A slab seen from its foot: what is higher is smaller and leans aside.
            auto const far = 1 / (1 + lean * (1 - v));
            return Point{(u - 0.5F) * 0.74F * far + hand_ * lean * 0.22F * (1 - v), (v - 0.5F) * 1.16F * far};
        };
        auto const quad = [&](Path& path, float u0, float v0, float u1, float v1) {
            std::array<Point, 4> const corners{view.to_px(corner(u0, v0)), view.to_px(corner(u1, v0)), view.to_px(corner(u1, v1)), view.to_px(corner(u0, v1))};
            path.polygon(corners);
        };
        Path wall;
        quad(wall, -0.04F, -0.03F, 1.04F, 3.0F);
        stage.fill(wall, tones_((day_ ? 0.13F : 0.16F) * light));
        std::array<Path, 3> windows;
        Path hot;
        for (int row = 0; row < facade_rows + 8; ++row)
            for (int column = 0; column < facade_columns; ++column) {
                auto const u = (static_cast<float>(column) + 0.14F) / facade_columns;
                auto const v = (static_cast<float>(row) + 0.16F) / facade_rows;
                auto const own = own_of(windows_, column, row);
                auto const band = static_cast<std::size_t>(column) * spectrum_bands / facade_columns;
                auto const on = is_lit(m, windows_ + static_cast<std::uint64_t>(scene.variation % 3), band, column, row, facade_rows);
                if (stage.room_at(view.to_px(corner(u, v))) < 0.5F) continue;
                auto const sun = bell((u + v * 0.55F - 0.55F - 0.22F * wave(m.phase)) / 0.13F);
                auto& path = own > 0.965F && on ? hot : windows[on ? 2 : sun > 0.45F ? 1 : 0];
                quad(path, u, v, u + 0.72F / facade_columns, v + 0.66F / facade_rows);
            }
        // By day a window that is lit by night is printed.
        stage.fill(windows[0], tones_((day_ ? 0.24F : 0.075F) * light));
        stage.fill(windows[1], tones_(((day_ ? 0.02F : 0.38F) + 0.08F * m.sound.level) * light));
        stage.fill(windows[2], tones_(held(((day_ ? 0.70F : 0.76F) + 0.16F * m.kick) * light)));
        stage.fill(hot, tones_(day_ ? 0.30F : 0.72F, 1.0F));
    }

    /// Blocks on a plan that is seen from above; each has the height of its own note.
    void draw_blocks(Moment const& m, Scene const& scene, float light, View const& view, Stage& stage) const {
        constexpr float pitch = 0.098F;
        auto const turned = scene.variation % 2 == 0 ? hand_ : -hand_;
        auto const flat = [&](float gx, float gy, float z) { return Point{turned * (gx - gy) * pitch * 0.86F, (gx + gy) * pitch * 0.50F - z + 0.02F}; };
        for (int sum = 0; sum <= 2 * (blocks_a_side - 1); ++sum)
            for (int i = std::max(0, sum - blocks_a_side + 1); i <= std::min(sum, blocks_a_side - 1); ++i) {
                auto const gx = static_cast<float>(i) - 0.5F * blocks_a_side;
                auto const gy = static_cast<float>(sum - i) - 0.5F * blocks_a_side;
                auto const own = own_of(windows_, i, sum - i);
                auto const band = static_cast<std::size_t>(std::clamp(std::hypot(gx + 0.5F, gy + 0.5F) * 7.5F + own * 3, 0.0F, static_cast<float>(spectrum_bands) - 1));
                auto const loud = m.sound.spectrum[band];
                auto const z = 0.035F + 0.11F * own * own + 0.17F * static_cast<float>(style_.spectrum) * loud * loud + 0.02F * m.kick * own + 0.012F * wave(m.phase + own);
                auto const room = stage.room_at(view.to_px(flat(gx + 0.5F, gy + 0.5F, z)));
                if (room < 0.25F) continue;
                draw_block(m, gx, gy, z * room, own, loud, light, flat, view, stage);
            }
    }

    template <class Flat>
    void draw_block(Moment const& m, float gx, float gy, float z, float own, float loud, float light, Flat const& flat, View const& view, Stage& stage) const {
        constexpr float side = 0.80F;
        auto const at = [&](float u, float v, float up) { return view.to_px(flat(gx + u * side, gy + v * side, up)); };
        auto const face = [&](std::array<Point, 4> const& corners, float tone, float accent) {
            stage.path.clear();
            stage.path.polygon(corners);
            stage.fill(stage.path, tones_(held(tone * light), accent));
        };
        // Ink on a light ground: the roof has the least of it until its note is loud.
        face({at(1, 0, z), at(1, 1, z), at(1, 1, 0), at(1, 0, 0)}, day_ ? 0.74F - 0.12F * own : 0.11F + 0.10F * own, 0);
        face({at(0, 1, z), at(1, 1, z), at(1, 1, 0), at(0, 1, 0)}, (day_ ? 0.42F : 0.24F) + 0.16F * loud, 0);
        face({at(0, 0, z), at(1, 0, z), at(1, 1, z), at(0, 1, z)}, (day_ ? 0.10F : 0.46F) + 0.34F * loud * loud + 0.12F * m.kick, own > 0.94F ? 1.0F : 0.0F);
    }

    Layout layout_;
    VideoStyle style_;
    Tones tones_;
    Form form_;
    bool day_;  ///< the artist stands on a light ground
    Yuv printed_sun_;
    float hand_ = 1;
    std::uint64_t windows_ = 0;
    std::vector<Tower> towers_;
};

}  // namespace

std::unique_ptr<World> make_city(Ground const& ground) { return std::make_unique<City>(ground); }

}  // namespace troupe::visual::motion
