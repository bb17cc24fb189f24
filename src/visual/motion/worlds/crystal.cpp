#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/random.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"

/// Panes of cut stone before a light. Each stretch of the spectrum lights its own panes, a kick runs outwards through all
/// of them and loosens them a little.
namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float golden_angle = 2.39996323F;
constexpr std::size_t shades = 28;  ///< tones that panes may have: those of the same one are filled together

enum Form { cluster, rose, shatter, geode };

struct Pane {
    std::vector<Point> corners;
    Point heart;
    float far = 0, own = 0, slant = 0;
    std::size_t band = 0;
    bool is_hot = false;
};

/// What of a convex outline is nearer to `mine` than to `other`.
std::vector<Point> nearer(std::vector<Point> const& outline, Point mine, Point other) {
    auto const middle = (mine + other) * 0.5F;
    auto const away = other - mine;
    auto const side = [&](Point p) { return (p.x - middle.x) * away.x + (p.y - middle.y) * away.y; };
    std::vector<Point> kept;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        auto const a = outline[i];
        auto const b = outline[(i + 1) % outline.size()];
        auto const sa = side(a);
        auto const sb = side(b);
        if (sa <= 0) kept.push_back(a);
        if ((sa < 0) != (sb < 0) && sa != sb) kept.push_back(a + (b - a) * (sa / (sa - sb)));
    }
    return kept;
}

class Crystal final : public World {
public:
    explicit Crystal(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), tones_(ground.system, ground.style), form_(static_cast<Form>(ground.composition % 4)) {
        auto random = ground.system.random(ground.seed).stream("teaser panes");
        light_ = static_cast<float>(random.uniform(-0.5, 0.5));
        cut(random);
    }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        auto const light = (0.84F + 0.20F * m.energy + 0.16F * m.flash + 0.18F * m.release) * (1 - 0.28F * m.build);
        shade_field(stage.ground, stage, view, tones_, {}, [&](float const* xs, float const* ys, float* tone, float* accent, std::size_t n) {
            behind(m, light, xs, ys, tone, accent, n);
        });
        stage.lay(stage.ground);
        draw_panes(m, scene, light, view, stage);
    }

private:
    /// Places by the golden angle, loosened, and the cell of each of them.
    void cut(Random& random) {
        auto const count = form_ == cluster ? 46 : form_ == shatter ? 130 : 104;
        radius_ = form_ == shatter ? 1.35F : form_ == cluster ? 0.41F : 0.37F;
        std::vector<Point> places;
        for (int i = 0; i < count; ++i) {
            auto const share = (static_cast<float>(i) + 0.5F) / static_cast<float>(count);
            auto const far = radius_ * (form_ == shatter ? std::pow(share, 1.15F) : std::sqrt(share)) * static_cast<float>(random.uniform(0.90, 1.06));
            auto const angle = golden_angle * static_cast<float>(i) + static_cast<float>(random.uniform(-0.35, 0.35));
            places.push_back({far * std::cos(angle), far * std::sin(angle)});
        }
        for (std::size_t i = 0; i < places.size(); ++i) {
            Pane pane;
            for (int k = 0; k < 40; ++k) {
                auto const rim = radius_ * (1.03F + (form_ == cluster ? 0.10F * wave(static_cast<float>(k) * 5 / 40.0F) : 0.0F));
                pane.corners.push_back({rim * std::cos(2 * pi * static_cast<float>(k) / 40), rim * std::sin(2 * pi * static_cast<float>(k) / 40)});
            }
            for (std::size_t j = 0; j < places.size() && pane.corners.size() > 2; ++j)
                if (j != i) pane.corners = nearer(pane.corners, places[i], places[j]);
            pane.heart = places[i];
            pane.far = std::hypot(places[i].x, places[i].y);
            pane.own = static_cast<float>(random.uniform());
            pane.slant = static_cast<float>(random.uniform(0, 2 * pi));
            pane.band = static_cast<std::size_t>(random.below(spectrum_bands));
            pane.is_hot = random.chance(0.03);
            auto const is_hollow = form_ == geode && pane.far < 0.30F * radius_;
            if (pane.corners.size() > 2 && !is_hollow) panes_.push_back(std::move(pane));
        }
    }

    void behind(Moment const& m, float light, float const* xs, float const* ys, float* tone, float* accent, std::size_t n) const {
        auto const glow = (0.6F + static_cast<float>(style_.glow)) * (0.20F + 0.16F * m.sound.bass + 0.18F * m.kick);
        auto const spread = form_ == shatter ? 3.0F : 6.5F;
        auto const phase = m.phase;
        auto const turn = light_;
        for (std::size_t i = 0; i < n; ++i) {
            auto const far2 = xs[i] * xs[i] + ys[i] * ys[i];
            auto const beam = bell(wave(0.30F * xs[i] + 0.42F * ys[i] + turn + phase) / 0.22F);
            tone[i] = held((0.045F + glow * bell(far2 * spread) + 0.075F * beam * bell(far2 * 1.6F)) * light);
            accent[i] = 0;
        }
    }

    [[nodiscard]] float tone_of(Moment const& m, Scene const& scene, Pane const& pane, Point light) const {
        auto const facing = 0.5F + 0.5F * (pane.heart.x * light.x + pane.heart.y * light.y) / (pane.far + 0.02F);
        auto const loud = m.sound.spectrum[pane.band];
        auto const front = m.kick > 0.02F ? -0.5F * radius_ * std::log(m.kick) : 9.0F;
        auto const ripple = 0.34F * m.kick * bell((pane.far - front) / (0.16F * radius_));
        auto const fall = form_ == shatter ? 1 / (1 + 2.0F * pane.far * pane.far) : 1.0F;
        auto const voice = static_cast<float>(style_.spectrum) * 0.52F * loud * loud;
        auto const state = scene.variation % 3 == 1 ? 0.07F : 0.0F;
        return (0.10F + state + 0.42F * facing * facing + 0.26F * (pane.own - 0.35F) + voice) * fall + ripple + (form_ == shatter ? 0.4F * bell(pane.far * 9) : 0.0F);
    }

    /// Each pane is two facets about a line through its heart.
    void draw_panes(Moment const& m, Scene const& scene, float light, View const& view, Stage& stage) const {
        std::array<Path, shades> lit;
        Path hot;
        auto const angle = 2 * pi * (light_ + 0.25F * wave(m.phase));
        Point const towards{std::cos(angle), std::sin(angle)};
        auto const loose = 0.010F + 0.030F * m.kick + 0.055F * m.build;
        for (auto const& pane : panes_) {
            auto const tone = tone_of(m, scene, pane, towards);
            auto const shift = pane.heart * (loose * (0.4F + pane.own) / (pane.far + 0.10F));
            auto const room = stage.room_at(view.to_px(pane.heart + shift));
            auto const size = (0.955F - 0.05F * m.build) * (0.55F + 0.45F * room);
            std::array<std::vector<Point>, 2> facets;
            facet(pane, shift, size, view, facets);
            for (std::size_t side = 0; side < 2; ++side) {
                if (facets[side].size() < 3) continue;
                auto const bright = held((tone + (side == 0 ? 0.055F : -0.055F)) * light);
                auto& path = pane.is_hot ? hot : lit[static_cast<std::size_t>(bright * static_cast<float>(shades - 1) + 0.5F)];
                path.polygon(facets[side]);
            }
        }
        for (std::size_t s = 0; s < shades; ++s)
            if (!lit[s].empty()) stage.fill(lit[s], tones_(0.03F + 0.93F * static_cast<float>(s) / (shades - 1)));
        if (!hot.empty()) stage.fill(hot, tones_(0.50F + 0.30F * m.kick, 1.0F));
    }

    static void facet(Pane const& pane, Point shift, float size, View const& view, std::array<std::vector<Point>, 2>& facets) {
        Point const normal{std::cos(pane.slant), std::sin(pane.slant)};
        auto const place = [&](Point corner) { return view.to_px(pane.heart + shift + (corner - pane.heart) * size); };
        auto const side = [&](Point p) { return (p.x - pane.heart.x) * normal.x + (p.y - pane.heart.y) * normal.y; };
        for (std::size_t i = 0; i < pane.corners.size(); ++i) {
            auto const a = pane.corners[i];
            auto const b = pane.corners[(i + 1) % pane.corners.size()];
            auto const sa = side(a);
            auto const sb = side(b);
            facets[sa > 0 ? 0 : 1].push_back(place(a));
            if ((sa > 0) == (sb > 0)) continue;
            auto const crossing = place(a + (b - a) * (sa / (sa - sb)));
            facets[0].push_back(crossing);
            facets[1].push_back(crossing);
        }
    }

    Layout layout_;
    VideoStyle style_;
    Tones tones_;
    Form form_;
    float light_ = 0, radius_ = 0.4F;
    std::vector<Pane> panes_;
};

}  // namespace

std::unique_ptr<World> make_crystal(Ground const& ground) { return std::make_unique<Crystal>(ground); }

}  // namespace troupe::visual::motion
