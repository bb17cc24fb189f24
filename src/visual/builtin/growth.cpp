#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "visual/impl/branching.hpp"

/// What grows: a frond, a crown of leaves, a coral seen from above and a bloom.
namespace troupe::visual::impl {
namespace {

enum Layout { frond, crown, coral, bloom };

constexpr float pi = std::numbers::pi_v<float>;

Point turned(Point p, float angle) { return {p.x * std::cos(angle) - p.y * std::sin(angle), p.x * std::sin(angle) + p.y * std::cos(angle)}; }

class GrowthFamily final : public Family {
public:
    explicit GrowthFamily(Seed const& seed)
        : system_(seed.system), frame_(seed.frame), layout_(seed.layout), random_(seed.random.stream("growth")), bare_(seed.occasion.bare) {
        auto form = seed.random.stream("form");
        side_ = frame_.side();
        scale_ = seed.occasion.grandeur * (is_wide(frame_) ? 0.95F : 1.0F);
        turn_ = form.chance(0.5) ? 1.0F : -1.0F;
        lean_ = static_cast<float>(form.uniform(-0.16, 0.16));
        heart_ = {frame_.width() / 2 + side_ * static_cast<float>(form.uniform(-0.05, 0.05)), (bare_ ? 0.5F : 0.415F) * frame_.height()};
        if (is_wide(frame_)) heart_ = {frame_.width() * (turn_ > 0 ? 0.84F : 0.16F), 0.5F * frame_.height()};
        if (seed.occasion.comes_near()) heart_ = {frame_.width() * (turn_ > 0 ? 0.64F : 0.36F), 0.36F * frame_.height()};
    }

    TypePlan plan() const override { return title_corner(frame_, 1.0F, 0.125F); }
    bool light_ground() const override { return system_.light_ground; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const& stop) const override {
        Sheet sheet(frame_, system_.ground_rgb());
        switch (layout_) {
            case frond: draw_fronds(sheet); break;
            case crown: draw_crown(sheet); break;
            case coral: draw_coral(sheet); break;
            default: draw_bloom(sheet); break;
        }
        if (!stop.stop_requested()) sheet.print(canvas);
    }

private:
    [[nodiscard]] float unit(float share) const { return share * side_ * scale_; }
    [[nodiscard]] Point place(float x, float y) const { return heart_ + Point{turn_ * x, y} * (side_ * scale_); }

    /// The blade's middle line: a bow from its foot to its tip.
    struct Bow {
        Point foot, knee, tip;
        [[nodiscard]] Point at(float t) const { return between(between(foot, knee, t), between(knee, tip, t), t); }
        [[nodiscard]] Point way(float t) const {
            auto const d = between(knee - foot, tip - knee, t);
            return d * (1 / std::max(1e-3F, std::hypot(d.x, d.y)));
        }
    };

    /// Two leaves of a palm behind one another; the nearer catches light on one side.
    void draw_fronds(Sheet& sheet) const {
        auto random = random_.stream("fronds");
        auto const vary = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
        Bow const rear{place(-0.1F, 0.29F), place(-0.34F, 0.0F), place(-0.24F + vary(-0.05, 0.05), -0.31F)};
        Bow const front{place(-0.16F, 0.29F), place(-0.06F + lean_, -0.08F), place(0.3F + lean_ * 0.5F, -0.34F)};
        auto const leaves = random.between(11, 17);
        draw_frond(sheet, rear, leaves - 2, 0.2F, mix(system_.form(2), system_.ground_rgb(), 0.25F), mix(system_.form(2), system_.ground_rgb(), 0.45F));
        draw_frond(sheet, front, leaves, vary(0.25, 0.3), system_.form(0), system_.form(1));
        sheet.color(system_.accent_rgb());
        auto const seeds = random.between(3, 5);
        for (int i = 0; i < seeds; ++i) sheet.disc(place(0.2F + vary(-0.09, 0.12), 0.2F + vary(-0.09, 0.09)), unit(vary(0.014, 0.03)));
    }

    void draw_frond(Sheet& sheet, Bow const& bow, int leaves, float longest, Rgb shade, Rgb light) const {
        for (int i = 0; i < leaves; ++i) {
            auto const t = 0.1F + 0.9F * static_cast<float>(i) / static_cast<float>(leaves - 1);
            auto const reach = longest * std::sin(pi * (0.2F + 0.72F * t)) * (1 - 0.25F * t);
            auto const spread = 1.05F - 0.65F * t;
            for (auto const hand : {-1.0F, 1.0F}) {
                auto const way = turned(bow.way(t), hand * spread);
                auto const base = bow.at(t);
                auto const tip = base + way * unit(reach);
                auto const color = hand * turn_ > 0 ? light : shade;
                sheet.gradient(base, mix(color, system_.ground_rgb(), 0.3F), tip, color);
                sheet.leaf(base, tip, unit(0.046F * (0.6F + reach / longest)), 0.42F);
            }
        }
        auto* cairo = sheet.context();
        sheet.color(mix(shade, system_.ground_rgb(), 0.2F));
        cairo_set_line_width(cairo, static_cast<double>(unit(0.006F)));
        cairo_new_path(cairo);
        for (int i = 0; i <= 40; ++i) {
            auto const p = bow.at(static_cast<float>(i) / 40);
            cairo_line_to(cairo, static_cast<double>(p.x), static_cast<double>(p.y));
        }
        cairo_stroke(cairo);
    }

    /// Places spread over a disc with a soft edge, in shares of the short side around the heart.
    [[nodiscard]] std::vector<Point> room(float radius, int count, Random& random) const {
        std::vector<Point> places;
        while (static_cast<int>(places.size()) < count) {
            Point const p{static_cast<float>(random.uniform(-1, 1)), static_cast<float>(random.uniform(-1, 1))};
            if (p.x * p.x + p.y * p.y < 1) places.push_back(p * radius);
        }
        return places;
    }

    void draw_branches(Sheet& sheet, std::vector<Twig> const& twigs, float thinnest, bool by_distance) const {
        auto* cairo = sheet.context();
        float farthest = 1e-3F;
        for (auto const& twig : twigs) farthest = std::max(farthest, twig.distance);
        for (auto const& twig : twigs) {
            if (twig.parent < 0) continue;
            auto const& from = twigs[static_cast<std::size_t>(twig.parent)];
            auto const a = place(from.at.x, from.at.y);
            auto const b = place(twig.at.x, twig.at.y);
            if (by_distance) sheet.color(system_.glow(0.3F + 0.66F * twig.distance / farthest));
            cairo_set_line_width(cairo, static_cast<double>(unit(thinnest * twig.weight)));
            cairo_new_path(cairo);
            cairo_move_to(cairo, static_cast<double>(a.x), static_cast<double>(a.y));
            cairo_line_to(cairo, static_cast<double>(b.x), static_cast<double>(b.y));
            cairo_stroke(cairo);
        }
    }

    /// A tree whose crown is nearly a disc; leaves at the tips.
    void draw_crown(Sheet& sheet) const {
        auto random = random_.stream("crown");
        Growth growth{.room = room(0.31F, 900, random), .roots = {{lean_ * 0.4F, 0.288F}}, .step = 0.011F, .clear = 0.02F, .sight = 0.14F, .thicken = 2.1F, .pull = {0, -0.12F}};
        for (auto& p : growth.room) p.y -= 0.035F;
        auto const twigs = grow(growth, random.stream("branches"));
        draw_leaves(sheet, twigs, random.stream("leaves"), 0.0F);
        sheet.color(system_.form(2));
        draw_branches(sheet, twigs, 0.0028F, false);
        draw_leaves(sheet, twigs, random.stream("leaves"), 1.0F);
    }

    /// Some behind the wood, some before it.
    void draw_leaves(Sheet& sheet, std::vector<Twig> const& twigs, Random random, float before) const {
        for (auto const& twig : twigs) {
            auto const angle = static_cast<float>(random.uniform(-pi, pi));
            auto const size = static_cast<float>(random.uniform(0.04, 0.085));
            auto const draw = random.uniform();
            auto const front = random.chance(0.5) ? 1.0F : 0.0F;
            if (!twig.tip || front != before) continue;
            sheet.color(draw < 0.06 ? system_.accent_rgb() : draw < 0.3 ? system_.form(1) : draw < 0.72 ? system_.form(0) : mix(system_.form(0), system_.ground_rgb(), 0.35F));
            auto const base = place(twig.at.x, twig.at.y);
            auto const way = turned({0, -1}, 0.65F * angle) + Point{twig.at.x, twig.at.y} * 1.6F;
            sheet.leaf(base, base + way * (unit(size) / std::max(0.3F, std::hypot(way.x, way.y))), unit(size * 0.56F), 0.45F);
        }
    }

    /// Arms out of a small middle, thick and rounded, lighter the younger they are.
    void draw_coral(Sheet& sheet) const {
        auto random = random_.stream("coral");
        Growth growth{.room = room(0.34F, 1300, random), .step = 0.008F, .clear = 0.017F, .sight = 0.075F, .thicken = 3.4F};
        auto const arms = random.between(5, 8);
        auto const start = static_cast<float>(random.uniform(0, 2 * pi));
        for (int i = 0; i < arms; ++i) growth.roots.push_back(turned({0.05F, 0}, start + 2 * pi * static_cast<float>(i) / static_cast<float>(arms)));
        std::erase_if(growth.room, [](Point p) { return std::hypot(p.x, p.y) < 0.075F; });
        auto const twigs = grow(growth, random.stream("branches"));
        draw_branches(sheet, twigs, 0.0092F, true);
        for (auto const& twig : twigs)
            if (twig.tip) {
                sheet.color(system_.glow(1.0F));
                sheet.disc(place(twig.at.x, twig.at.y), unit(0.0072F));
            }
        sheet.color(system_.accent_rgb());
        sheet.disc(place(0, 0), unit(0.034F));
    }

    /// Petals by the golden angle, the outer ones darker; a few of the heart in the accent.
    void draw_bloom(Sheet& sheet) const {
        auto random = random_.stream("bloom");
        auto const petals = random.between(90, 150);
        sheet.color(system_.glow(0.4F));
        sheet.disc(place(0, 0), unit(0.12F));
        auto const pointed = static_cast<float>(random.uniform(0.3, 0.6));
        auto const start = static_cast<float>(random.uniform(0, 2 * pi));
        constexpr float golden = 2.3999632F;
        for (int i = petals; i > 0; --i) {
            auto const out = std::sqrt(static_cast<float>(i) / static_cast<float>(petals));
            auto const angle = start + golden * static_cast<float>(i);
            auto const reach = 0.035F + 0.315F * out;
            auto const base = place(0, 0) + turned({unit(reach * (i <= petals / 20 ? 0.05F : 0.36F)), 0}, angle);
            auto const tip = place(0, 0) + turned({unit(reach), 0}, angle);
            auto const tone = 0.34F + 0.5F * (1 - out) + 0.09F * std::sin(static_cast<float>(i) * 1.7F);
            auto const heart = i <= petals / 20;
            auto const light = heart ? system_.accent_rgb() : system_.glow(std::min(1.0F, tone + 0.14F));
            sheet.gradient(base, heart ? mix(system_.accent_rgb(), system_.glow(0.3F), 0.4F) : system_.glow(0.55F * tone), tip, light);
            sheet.leaf(base, tip, unit(0.022F + 0.085F * out), pointed);
        }
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Random random_;
    bool bare_;
    float side_ = 1, scale_ = 1, turn_ = 1, lean_ = 0;
    Point heart_;
};

}  // namespace

std::unique_ptr<Family> make_growth(Seed const& seed) { return std::make_unique<GrowthFamily>(seed); }

}  // namespace troupe::visual::impl
