#include <algorithm>
#include <array>
#include <cmath>

#include "visual/impl/sheet.hpp"

/// Architecture as a grid of light: a facade, a skyline, a street seen from its bottom, and a city of blocks from above.
namespace troupe::visual::impl {
namespace {

enum Layout { facade, skyline, canyon, blocks };

/// A building: its plan and its height, in its own units.
struct Block {
    float x0 = 0, x1 = 1, y0 = 0, y1 = 1, height = 1;
};

class City final : public Family {
public:
    explicit City(Seed const& seed)
        : system_(seed.system), frame_(seed.frame), layout_(seed.layout), random_(seed.random.stream("city")), grandeur_(seed.occasion.grandeur), bare_(seed.occasion.bare), near_(seed.occasion.comes_near()) {
        auto form = seed.random.stream("form");
        side_ = frame_.side();
        hand_ = form.chance(0.5) ? 1.0F : -1.0F;
        shift_ = static_cast<float>(form.uniform(-0.06, 0.06));
    }

    TypePlan plan() const override { return layout_ == skyline ? title_top(frame_, 0.125F) : title_corner(frame_, 1.0F, 0.125F); }
    /// The foot of a street is dark on any ground.
    bool light_ground() const override { return system_.light_ground && layout_ != canyon; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const& stop) const override {
        Sheet sheet(frame_, system_.ground_rgb());
        switch (layout_) {
            case facade: draw_facade(sheet); break;
            case skyline: draw_skyline(sheet); break;
            case canyon: draw_canyon(sheet); break;
            default: draw_blocks(sheet); break;
        }
        if (!stop.stop_requested()) sheet.print(canvas);
    }

private:
    [[nodiscard]] float foot() const { return bare_ ? frame_.height() : frame_.height() - 0.285F * side_; }

    static void box(Sheet& sheet, float x, float y, float width, float height) {
        sheet.polygon({{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}, false);
    }

    /// Three tones of the walls: in shade, turned away, lit.
    [[nodiscard]] Rgb wall(int face) const {
        if (system_.light_ground) {
            auto const turned = system_.forms[0].l < system_.forms[1].l;
            auto const darker = system_.form(turned ? 0 : 1);
            auto const lighter = system_.form(turned ? 1 : 0);
            return face == 0 ? darker : face == 1 ? lighter : mix(lighter, system_.stop(4), 0.45F);
        }
        return face == 0 ? system_.glow(0.2F) : face == 1 ? system_.glow(0.46F) : system_.glow(0.72F);
    }

    // ---- facade

    /// A slab of windows that rises out of the type's line; a diagonal of sun runs over it.
    void draw_facade(Sheet& sheet) const {
        auto random = random_.stream("facade");
        auto const columns = random.between(5, 8);
        auto const width = std::min(0.66F * grandeur_, 0.868F) * side_;
        auto const cell = width / static_cast<float>(columns);
        auto const left = is_wide(frame_) ? (hand_ > 0 ? frame_.width() - width - margin_of(frame_) : margin_of(frame_)) : hand_ > 0 ? frame_.width() - width - margin_of(frame_) : margin_of(frame_);
        auto const tall = cell * static_cast<float>(random.uniform(1.0, 1.3));
        auto const top = (near_ ? -0.04F : 0.1F) * frame_.height();
        sheet.gradient({left, top}, wall(2), {left, foot()}, wall(1));
        box(sheet, left, top, width, foot() - top);
        auto const arched = system_.ornament > 0.1F;
        auto const accent = random.between(3, 3 * columns);
        int index = 0;
        for (float y = top + 0.3F * cell; y + tall * 0.8F < foot() - 0.2F * cell; y += tall)
            for (int column = 0; column < columns; ++column, ++index) {
                auto const lit = random.chance(0.2);
                auto const blind = static_cast<float>(random.uniform(0.0, 0.7));
                draw_window(sheet, {left + (static_cast<float>(column) + 0.2F) * cell, y}, 0.6F * cell, 0.7F * tall, {lit, index == accent, arched, blind});
            }
        draw_sun_edge(sheet, left, top, width);
    }

    struct Pane {
        bool lit = false, accent = false, arched = false;
        float blind = 0;
    };

    void draw_window(Sheet& sheet, Point at, float width, float height, Pane const& pane) const {
        auto const dark = mix(wall(0), system_.stop(0), 0.55F);
        auto const color = pane.accent ? system_.accent_rgb() : pane.lit ? lamp() : dark;
        auto* cairo = sheet.context();
        sheet.color(color);
        cairo_new_path(cairo);
        auto const radius = static_cast<double>(width) / 2;
        auto const x = static_cast<double>(at.x);
        auto const y = static_cast<double>(at.y);
        if (pane.arched) cairo_arc(cairo, x + radius, y + radius, radius, 3.14159265, 0);
        else cairo_rectangle(cairo, x, y, 2 * radius, radius);
        cairo_rectangle(cairo, x, y + radius - 0.5, 2 * radius, static_cast<double>(height) - radius + 0.5);
        cairo_fill(cairo);
        if (pane.arched || pane.accent) return;
        sheet.color(mix(color, wall(2), 0.4F));
        box(sheet, at.x, at.y, width, height * 0.85F * pane.blind);
        // The slab under the window throws a line of shade.
        sheet.color(dark, 0.5F);
        box(sheet, at.x - 0.1F * width, at.y + height, 1.2F * width, 0.06F * height);
    }

    /// Light in a window: on a wall that is nearly white itself the sky shows through instead.
    [[nodiscard]] Rgb lamp() const {
        if (!system_.light_ground) return system_.glow(0.97F);
        return contrast(luminance(wall(2)), luminance(system_.stop(4))) < 1.4F ? system_.ground_rgb() : system_.stop(4);
    }

    void draw_sun_edge(Sheet& sheet, float left, float top, float width) const {
        sheet.color(system_.light_ground ? system_.form(2) : system_.stop(0), 0.42F);
        auto const near = hand_ > 0 ? left : left + width;
        auto const far = hand_ > 0 ? left + width : left;
        sheet.polygon({{near, top + 0.06F * side_}, {far, top + 0.52F * side_}, {far, foot()}, {near, foot()}}, false);
    }

    // ---- skyline

    /// Towers in four depths of haze before a low sun.
    void draw_skyline(Sheet& sheet) const {
        auto random = random_.stream("skyline");
        auto const base = frame_.height();
        auto const sun = side_ * static_cast<float>(random.uniform(0.16, 0.21)) * grandeur_;
        Point const at{frame_.width() * (0.5F - hand_ * 0.16F), 0.46F * frame_.height()};
        sheet.gradient({0, 0}, system_.glow(0.0F), {0, 0.85F * frame_.height()}, system_.glow(0.5F));
        box(sheet, 0, 0, frame_.width(), frame_.height());
        sheet.color(!system_.light_ground ? system_.glow(0.98F) : system_.ground_kind == GroundKind::field ? system_.stop(4) : system_.form(0));
        sheet.disc(at, sun);
        for (int layer = 0; layer < 4; ++layer) {
            auto const near = static_cast<float>(layer) / 3;
            auto const tone = system_.light_ground ? 0.42F + 0.55F * near : 0.6F * (1 - near) * (1 - 0.3F * near) + 0.03F;
            draw_row(sheet, base, near, system_.light_ground ? system_.glow(tone) : mix(system_.glow(tone), system_.stop(0), 0.6F * near), random);
        }
    }

    void draw_row(Sheet& sheet, float base, float near, Rgb color, Random& random) const {
        auto const vary = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
        for (float x = -0.08F * side_; x < frame_.width();) {
            auto const width = side_ * grandeur_ * vary(0.06, 0.13) * (0.8F + 0.7F * near);
            auto const peak = 1 - std::abs(x / frame_.width() - (0.5F + hand_ * 0.2F)) * 1.5F;
            auto const height = side_ * grandeur_ * (0.16F + (0.46F - 0.32F * near) * std::max(0.1F, peak) + vary(-0.05, 0.07));
            auto const top = base - height;
            sheet.gradient({x, top}, color, {x, base}, mix(color, system_.glow(system_.light_ground ? 0.2F : 0.3F), 0.35F * (1 - near)));
            box(sheet, x, top, width, height);
            if (random.chance(0.35)) box(sheet, x + width * 0.3F, top - vary(0.02, 0.07) * side_, width * 0.4F, 0.08F * side_);
            if (near > 0.3F) draw_lights(sheet, {x, top}, width, height, near, random);
            x += width * vary(1.0, 1.35);
        }
    }

    void draw_lights(Sheet& sheet, Point at, float width, float height, float near, Random& random) const {
        auto const columns = random.between(4, 6);
        auto const cell = width / static_cast<float>(columns);
        auto const share = 0.1F + 0.2F * near;
        for (float y = at.y + cell; y < at.y + height; y += 1.35F * cell)
            for (int i = 0; i < columns; ++i) {
                auto const draw = static_cast<float>(random.uniform());
                if (draw > share) continue;
                sheet.color(draw < 0.02F ? system_.accent_rgb() : system_.light_ground ? system_.ground_rgb() : system_.glow(0.85F), 0.9F);
                box(sheet, at.x + (static_cast<float>(i) + 0.25F) * cell, y, 0.5F * cell, 0.7F * cell);
            }
    }

    // ---- canyon

    [[nodiscard]] Point up(float x, float y, float z) const {
        Point const sky{frame_.width() * (0.5F + shift_) , (bare_ ? 0.5F : 0.4F) * frame_.height()};
        return sky + Point{x, y} * (0.9F * side_ * grandeur_ / z);
    }

    /// Looking straight up between towers: what is left of the sky is the form.
    void draw_canyon(Sheet& sheet) const {
        auto random = random_.stream("canyon");
        auto const vary = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
        auto const sky = system_.light_ground ? system_.stop(4) : system_.glow(0.95F);
        sheet.color(sky);
        box(sheet, 0, 0, frame_.width(), frame_.height());
        std::vector<Block> ring;
        for (int edge = 0; edge < 4; ++edge) {
            auto const split = vary(-0.3, 0.3);
            for (int half = 0; half < 2; ++half) {
                auto const from = half == 0 ? -1.3F : split + 0.03F;
                auto const to = half == 0 ? split - 0.03F : 1.3F;
                auto const near = vary(0.4, 0.62);
                auto const height = vary(1.6, 3.2);
                auto const hand = edge % 2 == 0 ? 1.0F : -1.0F;
                if (edge < 2) ring.push_back({from, to, hand * near, hand * (near + 1.2F), height});
                else ring.push_back({hand * near, hand * (near + 1.2F), from, to, height});
            }
        }
        // The lowest first: a taller one stands before what it covers.
        std::sort(ring.begin(), ring.end(), [](Block const& a, Block const& b) { return a.height < b.height; });
        for (std::size_t i = 0; i < ring.size(); ++i) draw_tower(sheet, ring[i], random, i == ring.size() / 2);
        if (!bare_ && !is_wide(frame_)) sheet.fade({0, 0.58F * frame_.height()}, {0, 0.8F * frame_.height()}, system_.light_ground ? system_.form(2) : system_.stop(0), 0.9F);
    }

    void draw_tower(Sheet& sheet, Block const& tower, Random& random, bool accent) const {
        auto const flat = std::abs(tower.y0) > std::abs(tower.x0) && std::abs(tower.y1) > std::abs(tower.x1) ? true : std::abs(tower.y1 - tower.y0) < std::abs(tower.x1 - tower.x0);
        Point const a = flat ? Point{tower.x0, tower.y0} : Point{tower.x0, tower.y0};
        Point const b = flat ? Point{tower.x1, tower.y0} : Point{tower.x0, tower.y1};
        auto const deep = flat ? Point{0, tower.y1 - tower.y0} : Point{tower.x1 - tower.x0, 0};
        constexpr float ground = 0.35F;
        // Side walls towards the gap, then the front.
        for (auto const& corner : {a, b}) {
            auto const back = corner + deep;
            sheet.gradient(up(corner.x, corner.y, 1), wall(0), up(corner.x, corner.y, tower.height), mix(wall(0), wall(1), 0.5F));
            sheet.polygon({up(corner.x, corner.y, ground), up(corner.x, corner.y, tower.height), up(back.x, back.y, tower.height), up(back.x, back.y, ground)});
        }
        auto const face = flat ? (tower.y0 > 0 ? 2 : 0) : (tower.x0 * hand_ > 0 ? 1 : 0);
        auto const middle = between(a, b, 0.5F);
        auto const dark = mix(wall(face), system_.light_ground ? system_.form(2) : system_.stop(0), 0.62F);
        auto const near = flat && tower.y0 > 0 ? mix(wall(0), system_.light_ground ? system_.form(2) : system_.stop(0), 0.75F) : dark;
        sheet.gradient(up(middle.x, middle.y, flat && tower.y0 > 0 ? 1.2F : 0.85F), near, up(middle.x, middle.y, tower.height), wall(face));
        sheet.polygon({up(a.x, a.y, ground), up(a.x, a.y, tower.height), up(b.x, b.y, tower.height), up(b.x, b.y, ground)});
        draw_storeys(sheet, tower, a, b, random, accent);
    }

    void draw_storeys(Sheet& sheet, Block const& tower, Point a, Point b, Random& random, bool accent) const {
        auto const columns = static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / 0.14F);
        auto const lit_column = random.between(0, std::max(0, columns - 1));
        constexpr float storey = 0.13F;
        int row = 0;
        // The wall that carries the type keeps its foot plain.
        auto const lowest = a.y == b.y && a.y > 0 && !bare_ ? 1.38F : 0.5F;
        for (float z = tower.height - 0.1F; z > lowest; z -= storey, ++row)
            for (int i = 0; i < columns; ++i) {
                auto const u = [&](float share) { return between(a, b, (static_cast<float>(i) + share) / static_cast<float>(columns)); };
                auto const p = u(0.16F);
                auto const q = u(0.84F);
                auto const hot = accent && i == lit_column && row % 3 == 1 && row < 14;
                auto const light = random.chance(0.08);
                sheet.color(hot ? system_.accent_rgb() : light ? system_.stop(4) : system_.light_ground ? system_.form(2) : system_.stop(0), hot ? 1.0F : light ? 0.85F : 0.55F);
                sheet.polygon({up(p.x, p.y, z), up(q.x, q.y, z), up(q.x, q.y, z - 0.62F * storey), up(p.x, p.y, z - 0.62F * storey)}, false);
            }
    }

    // ---- blocks

    [[nodiscard]] Point seen(float x, float y, float z) const {
        auto const unit = 0.078F * side_ * grandeur_;
        Point const origin{frame_.width() * (is_wide(frame_) ? 0.5F + 0.32F * hand_ : 0.5F + (near_ ? 0.1F * hand_ : 0)), (bare_ ? 0.5F : 0.42F) * frame_.height() + 0.08F * side_};
        return origin + Point{hand_ * (x - y) * 0.866F, (x + y) * 0.5F - z} * unit;
    }

    /// Blocks on a square of streets, seen from above at an angle.
    void draw_blocks(Sheet& sheet) const {
        auto random = random_.stream("blocks");
        constexpr int size = 4;
        auto const tallest = std::pair{random.between(0, size - 1), random.between(0, 1)};
        auto const accent = random.between(5, 14);
        for (int row = 0; row < size; ++row)
            for (int column = 0; column < size; ++column) {
                auto const draw = static_cast<float>(random.uniform());
                auto const high = column == tallest.first && row == tallest.second ? 4.3F : 0.6F + 3.0F * draw * draw + 0.5F * static_cast<float>(size - row - column + size) * 0.25F;
                auto const inset = static_cast<float>(random.uniform(0.03, 0.14));
                auto const x = (static_cast<float>(column) - size / 2.0F) * 1.45F;
                auto const y = (static_cast<float>(row) - size / 2.0F) * 1.45F;
                draw_block(sheet, {x + inset, x + 1.4F - inset, y + inset, y + 1.4F - inset, high}, row * size + column == accent, random);
            }
    }

    void draw_block(Sheet& sheet, Block const& block, bool accent, Random& random) const {
        auto const h = block.height;
        sheet.gradient(seen(block.x0, block.y1, 0), mix(wall(0), system_.ground_rgb(), 0.25F), seen(block.x0, block.y1, h), wall(0));
        sheet.polygon({seen(block.x0, block.y1, 0), seen(block.x1, block.y1, 0), seen(block.x1, block.y1, h), seen(block.x0, block.y1, h)});
        sheet.gradient(seen(block.x1, block.y0, 0), mix(wall(1), system_.ground_rgb(), 0.25F), seen(block.x1, block.y0, h), wall(1));
        sheet.polygon({seen(block.x1, block.y0, 0), seen(block.x1, block.y1, 0), seen(block.x1, block.y1, h), seen(block.x1, block.y0, h)});
        sheet.color(accent ? system_.accent_rgb() : wall(2));
        sheet.polygon({seen(block.x0, block.y0, h), seen(block.x1, block.y0, h), seen(block.x1, block.y1, h), seen(block.x0, block.y1, h)});
        auto const rows = static_cast<int>(h / 0.42F);
        auto const kind = random.between(0, 2);
        for (int row = 0; row < rows; ++row)
            for (int i = 0; i < 3; ++i) {
                auto const z = h - 0.24F - 0.42F * static_cast<float>(row);
                auto const at = [&](float share) { return (static_cast<float>(i) + share) / 3; };
                auto const from = kind == 0 ? 0.0F : 0.25F;
                auto const to = kind == 0 ? 1.0F : 0.75F;
                if (z < 0.2F || (kind == 2 && random.chance(0.35))) continue;
                auto const depth = block.y0 + (block.y1 - block.y0) * at(from);
                auto const depth_to = block.y0 + (block.y1 - block.y0) * at(to);
                auto const wide = block.x0 + (block.x1 - block.x0) * at(from);
                auto const wide_to = block.x0 + (block.x1 - block.x0) * at(to);
                sheet.color(mix(wall(0), system_.light_ground ? system_.form(2) : system_.stop(0), 0.6F));
                sheet.polygon({seen(block.x1, depth, z), seen(block.x1, depth_to, z), seen(block.x1, depth_to, z - 0.2F), seen(block.x1, depth, z - 0.2F)}, false);
                sheet.color(mix(wall(1), system_.ground_rgb(), 0.1F), 0.55F);
                sheet.polygon({seen(wide, block.y1, z), seen(wide_to, block.y1, z), seen(wide_to, block.y1, z - 0.2F), seen(wide, block.y1, z - 0.2F)}, false);
            }
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Random random_;
    float grandeur_ = 1;
    bool bare_ = false, near_ = false;
    float side_ = 1, hand_ = 1, shift_ = 0;
};

}  // namespace

std::unique_ptr<Family> make_city(Seed const& seed) { return std::make_unique<City>(seed); }

}  // namespace troupe::visual::impl
