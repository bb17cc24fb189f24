#include <array>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// Overprinted geometry on paper. Modules turn by quarters on the beats, discs slide over each other, bars are the spectrum.
namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int columns = 4;
constexpr int rows = 4;
constexpr float module_size = 0.215F;

enum class Figure { quarter, discs, bars, modules };

/// 0..1 with a little overshoot, like a thing that is set down.
float landing(float t) {
    auto const x = held(t) - 1;
    return 1 + 2.6F * x * x * x + 1.6F * x * x;
}

class Swiss final : public World {
public:
    explicit Swiss(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), loops_(ground.loops), composition_(ground.composition),
          paper_(ground.system.light_ground), random_(ground.system.random(ground.seed).stream("teaser print")) {
        auto const& system = ground.system;
        ground_ = to_yuv(system.ground_rgb());
        auto first = system.form(0);
        auto second = system.form(1);
        if (random_.stream("swap").chance(paper_ ? 0.35 : 0.2)) std::swap(first, second);
        first_ = to_yuv(first);
        second_ = to_yuv(second);
        // Two inks over one another: darker than both on paper, lighter on black, and as clean as they are.
        auto const a = to_oklab(first);
        auto const b = to_oklab(second);
        auto const mean = to_oklch(mix(a, b, 0.6F));
        auto const lightness = paper_ ? std::max(0.20F, 0.72F * std::min(a.l, b.l)) : std::min(0.92F, 1.25F * std::max(a.l, b.l));
        both_ = to_yuv(to_rgb(into_gamut(to_oklab(Oklch{lightness, std::max(mean.c, 0.6F * to_oklch(b).c), mean.h}))));
        accent_ = to_yuv(system.accent_rgb());
        mirrored_ = random_.stream("mirror").chance(0.5) ? -1.0F : 1.0F;
    }

    [[nodiscard]] Backdrop backdrop() const override { return paper_ ? Backdrop::paper : Backdrop::black_paper; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        stage.lay(ground_);
        stage.begin_print();
        Path first;
        Path second;
        Path third;
        switch (static_cast<Figure>((composition_ + scene.variation) % 4)) {
            case Figure::quarter: quarter(m, view, first, second, third); break;
            case Figure::discs: discs(m, view, first, second, third); break;
            case Figure::bars: bars(m, view, first, second, third); break;
            case Figure::modules: modules(m, scene, view, first, second, third); break;
        }
        stage.print(first, first_);
        stage.overprint(second, second_, both_);
        stage.fill(third, accent_);
    }

private:
    /// Quarter turns that a thing has made by now, the last one under way: it steps on every `every`-th beat. In a loop it
    /// makes a whole turn, in four steps.
    [[nodiscard]] float turns(Moment const& m, int index, int every) const {
        if (loops_) {
            auto const steps = 8 * m.phase;
            auto const step = static_cast<int>(steps);
            auto const mine = (step + index) % 2 == 0;
            return static_cast<float>((step + 1 - (index % 2)) / 2) + (mine ? landing((steps - static_cast<float>(step)) * 1.3F) : 0.0F);
        }
        auto const at = m.beat_index + index;
        auto const done = at / every;
        return at % every == 0 ? static_cast<float>(done - 1) + landing(m.beat * 2.4F) : static_cast<float>(done);
    }

    static Point around(Point p, float quarter_turns) {
        auto const c = std::cos(quarter_turns * pi / 2);
        auto const s = std::sin(quarter_turns * pi / 2);
        return {p.x * c - p.y * s, p.x * s + p.y * c};
    }

    /// A quarter disc in the module about `centre`, its corner turned away by quarters.
    static void module_quarter(View const& view, Point centre, float size, float turn, float swell, Path& path) {
        std::array<Point, 18> points;
        points[0] = view.to_px(centre + around({-size / 2, -size / 2}, turn));
        for (int i = 0; i <= 16; ++i) {
            auto const angle = static_cast<float>(i) / 16 * pi / 2;
            points[static_cast<std::size_t>(i) + 1] =
                view.to_px(centre + around(Point{-size / 2 + size * swell * std::cos(angle), -size / 2 + size * swell * std::sin(angle)}, turn));
        }
        path.polygon(points);
    }

    static void box(View const& view, Point left_top, Point size, Path& path) {
        std::array<Point, 4> const points{view.to_px(left_top), view.to_px(left_top + Point{size.x, 0}), view.to_px(left_top + size),
                                          view.to_px(left_top + Point{0, size.y})};
        path.polygon(points);
    }

    void disc(View const& view, Point centre, float radius, Path& path) const { path.disc(view.to_px(centre), view.px(radius)); }

    void arcs(View const& view, Point centre, float radius, float turn, int count, Path& path) const {
        auto const gap = radius / (2 * static_cast<float>(count));
        for (int i = 0; i < count; ++i) {
            auto const outer = radius - 2 * static_cast<float>(i) * gap;
            std::array<Point, 34> points;
            for (std::size_t k = 0; k < 17; ++k) {
                auto const angle = static_cast<float>(k) / 16 * pi / 2;
                points[k] = view.to_px(centre + around(Point{std::cos(angle), std::sin(angle)} * outer, turn));
                points[33 - k] = view.to_px(centre + around(Point{std::cos(angle), std::sin(angle)} * (outer - gap), turn));
            }
            path.polygon(points);
        }
    }

    void quarter(Moment const& m, View const& view, Path& first, Path& second, Path& third) const {
        auto const size = module_size * 3;
        auto const turn = turns(m, 0, 4);
        module_quarter(view, {mirrored_ * 0.02F, 0.0F}, size, turn, 1 + 0.03F * m.kick + 0.02F * m.sound.bass, first);
        for (int i = 0; i < 4; ++i) {
            Point const centre{(static_cast<float>(i % 2) - 0.5F) * module_size * (1 + 0.10F * m.kick) + mirrored_ * module_size * 0.5F,
                               (static_cast<float>(i / 2) - 0.1F) * module_size};
            module_quarter(view, centre, module_size, turns(m, i + 1, 2) + static_cast<float>(i), 1, second);
        }
        arcs(view, {-mirrored_ * 0.33F, -0.33F}, module_size * (1 + 0.10F * m.snare), turns(m, 1, 2), 2 + m.beat_index % 3, second);
        disc(view, {-mirrored_ * 0.26F, 0.27F}, 0.072F * (1 + 0.35F * m.kick), third);
    }

    void discs(Moment const& m, View const& view, Path& first, Path& second, Path& third) const {
        auto const apart = 0.10F + 0.10F * wave(m.phase) + 0.05F * m.kick + 0.06F * m.release;
        auto const along = around({apart, 0}, 2 * wave(0.5F + m.phase) * 0.35F + (loops_ ? 0.0F : turns(m, 0, 4) * 0.25F));
        disc(view, along, 0.285F * (1 + 0.05F * m.kick), first);
        disc(view, along * -1, 0.285F * (1 + 0.06F * m.sound.bass), second);
        for (int i = 0; i < 12; ++i) {
            auto const loud = m.sound.spectrum[static_cast<std::size_t>(i) * 4];
            auto const x = (static_cast<float>(i) - 5.5F) * 0.062F;
            if (!loops_) box(view, {x - 0.014F, 0.43F - 0.012F - 0.10F * loud * static_cast<float>(style_.spectrum)}, {0.028F, 0.012F + 0.10F * loud * static_cast<float>(style_.spectrum)}, second);
        }
        auto const orbit = around({0.43F, 0}, 4 * m.phase + 0.3F);
        disc(view, orbit, 0.042F * (1 + 0.5F * m.snare + 0.3F * m.kick), third);
    }

    void bars(Moment const& m, View const& view, Path& first, Path& second, Path& third) const {
        disc(view, {0.06F * wave(m.phase), -0.02F + 0.03F * wave(m.phase + 0.25F)}, 0.295F * (1 + 0.06F * m.kick), first);
        constexpr int count = 9;
        constexpr float pitch = 0.86F / count;
        for (int i = 0; i < count; ++i) {
            auto const loud = loops_ ? 0.55F + 0.4F * wave(m.phase + 0.11F * static_cast<float>(i)) : m.sound.spectrum[static_cast<std::size_t>(i) * 5 + 1];
            auto const thick = pitch * (0.14F + 0.62F * (static_cast<float>(i) + 0.5F) / count) * (1 + 0.12F * m.kick);
            auto const length = 0.16F + 0.78F * loud * (0.4F + 0.6F * static_cast<float>(style_.spectrum));
            auto const left = mirrored_ > 0 ? -0.46F : 0.46F - length;
            box(view, {left, -0.43F + static_cast<float>(i) * pitch}, {length, thick}, second);
        }
        auto const side = 0.085F * (1 + 0.3F * m.snare);
        Point const at{mirrored_ * 0.36F, -0.36F};
        std::array<Point, 4> square;
        for (int i = 0; i < 4; ++i)
            square[static_cast<std::size_t>(i)] = view.to_px(at + around(Point{side, side} * 0.7F, static_cast<float>(i) + turns(m, 0, 1)));
        third.polygon(square);
    }

    void modules(Moment const& m, Scene const& scene, View const& view, Path& first, Path& second, Path& third) const {
        auto random = random_.stream("modules", static_cast<std::uint64_t>(scene.variation));
        auto const accent_cell = random.below(columns * rows);
        for (std::size_t cell = 0; cell < columns * rows; ++cell) {
            auto const index = static_cast<int>(cell);
            auto const owner = random.below(5);
            auto const kind = random.below(5);
            auto const start = static_cast<float>(random.below(4));
            auto const steps = random.between(0, 3);
            auto const every = random.chance(0.5) ? 2 : 4;
            Point const centre{(static_cast<float>(index % columns) - 1.5F) * module_size, (static_cast<float>(index / columns) - 1.5F) * module_size};
            // Modules come in one after the other when the scene begins.
            auto const there = landing(static_cast<float>(m.since_cut - index / 4) / 5.0F);
            auto const size = module_size * there;
            if (m.since_cut < index / 4) continue;
            if (cell == accent_cell) {
                disc(view, centre, 0.5F * size * (1 + 0.10F * m.kick), third);
                continue;
            }
            if (owner >= 3) continue;
            auto const turn = start + turns(m, steps, every);
            for (std::size_t plate = 0; plate < 2; ++plate) {
                if (owner != plate && owner != 2) continue;
                auto& path = plate == 0 ? first : second;
                auto const own = owner == 2 && plate == 1 ? turn + 2 : turn;
                if (kind <= 1) module_quarter(view, centre, size, own, 1, path);
                else if (kind == 2) arcs(view, centre + around(Point{-size, -size} * 0.5F, own), size, own, 3, path);
                else if (kind == 3) disc(view, centre, 0.5F * size, path);
                else module_half(view, centre, size, own, path);
            }
        }
    }

    static void module_half(View const& view, Point centre, float size, float turn, Path& path) {
        auto const h = size / 2;
        std::array<Point, 3> const points{view.to_px(centre + around({-h, -h}, turn)), view.to_px(centre + around({h, h}, turn)),
                                          view.to_px(centre + around({-h, h}, turn))};
        path.polygon(points);
    }

    Layout layout_;
    VideoStyle style_;
    bool loops_;
    int composition_;
    bool paper_;
    Random random_;
    Yuv ground_, first_, second_, both_, accent_;
    float mirrored_ = 1;
};

}  // namespace

std::unique_ptr<World> make_swiss(Ground const& ground) { return std::make_unique<Swiss>(ground); }

}  // namespace troupe::visual::motion
