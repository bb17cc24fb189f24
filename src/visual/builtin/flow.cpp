#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "visual/field.hpp"
#include "visual/impl/sheet.hpp"
#include "visual/impl/stencil.hpp"

/// Streamlines that never touch, drawn as strokes of a few widths and inks, around an empty place for the type.
namespace troupe::visual::impl {
namespace {

enum Layout { vortex, waves, obstacle, poles };

/// What the strokes fill: the whole width down to the type, a disc, an arch or a block. What they leave empty carries the type.
enum class Shape { bleed, disc, arch, block };

constexpr float pi = std::numbers::pi_v<float>;

struct Stroke {
    std::vector<Point> points;
    float width = 0;
    int ink = 0;
};

/// Which parts of the picture are taken, in cells: a stroke keeps clear of every other, and of the type.
class Occupancy {
public:
    Occupancy(float width, float height) : columns_(static_cast<int>(width / cell) + 1), rows_(static_cast<int>(height / cell) + 1), owner_(static_cast<std::size_t>(columns_ * rows_)) {}

    [[nodiscard]] bool free(Point p, float reach, int me) const {
        constexpr int around = 8;
        if (taken(p.x, p.y, me)) return false;
        for (int i = 0; i < around; ++i) {
            auto const angle = static_cast<float>(i) * 2 * pi / around;
            if (taken(p.x + reach * std::cos(angle), p.y + reach * std::sin(angle), me)) return false;
        }
        return true;
    }
    void take(Point p, float reach, int me) {
        auto const r = static_cast<int>(std::ceil(reach / cell));
        auto const cx = static_cast<int>(p.x / cell);
        auto const cy = static_cast<int>(p.y / cell);
        for (int j = -r; j <= r; ++j)
            for (int i = -r; i <= r; ++i)
                if (i * i + j * j <= r * r) mark(cx + i, cy + j, me);
    }
    /// The box and what is nearer to it than `pad`: round corners.
    void take(Box const& box, float pad, int me) {
        for (int j = static_cast<int>((box.top - pad) / cell); j <= static_cast<int>((box.bottom() + pad) / cell); ++j)
            for (int i = static_cast<int>((box.left - pad) / cell); i <= static_cast<int>((box.right() + pad) / cell); ++i) {
                auto const x = static_cast<float>(i) * cell;
                auto const y = static_cast<float>(j) * cell;
                auto const dx = std::max({box.left - x, x - box.right(), 0.0F});
                auto const dy = std::max({box.top - y, y - box.bottom(), 0.0F});
                if (dx * dx + dy * dy <= pad * pad) mark(i, j, me);
            }
    }

private:
    static constexpr float cell = 0.0016F;
    void mark(int column, int row, int me) {
        if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return;
        auto& owner = owner_[static_cast<std::size_t>(row * columns_ + column)];
        if (owner == 0) owner = me;
    }
    [[nodiscard]] bool taken(float x, float y, int me) const {
        if (x < 0 || y < 0) return false;
        auto const column = static_cast<int>(x / cell);
        auto const row = static_cast<int>(y / cell);
        if (column >= columns_ || row >= rows_) return false;
        auto const owner = owner_[static_cast<std::size_t>(row * columns_ + column)];
        return owner != 0 && owner != me;
    }
    int columns_;
    int rows_;
    std::vector<int> owner_;
};

class Flow final : public Family {
public:
    explicit Flow(Seed const& seed) : system_(seed.system), frame_(seed.frame), layout_(seed.layout), random_(seed.random.stream("flow")), bend_(seed.random.stream("bend").next()), tint_(seed.random.stream("tint").next()) {
        width_ = frame_.width() / frame_.side();
        height_ = frame_.height() / frame_.side();
        paper_ = system_.light_ground;
        bare_ = seed.occasion.bare;
        grandeur_ = seed.occasion.grandeur;
        auto form = seed.random.stream("form");
        heart_ = {width_ * static_cast<float>(form.uniform(0.4, 0.6)), height_ * static_cast<float>(form.uniform(0.32, 0.44))};
        other_ = {width_ - heart_.x + static_cast<float>(form.uniform(-0.2, 0.2)), height_ * static_cast<float>(form.uniform(0.1, 0.65))};
        turn_ = form.chance(0.5) ? 1.0F : -1.0F;
        slant_ = static_cast<float>(form.uniform(-0.9, 0.9));
        radius_ = static_cast<float>(form.uniform(0.2, 0.25));
        constexpr std::array<Shape, 4> shapes{Shape::bleed, Shape::disc, Shape::arch, Shape::block};
        shape_ = form.pick(shapes);
        if (layout_ == obstacle || is_wide(frame_) || bare_ || grandeur_ > 1) shape_ = Shape::bleed;
        ragged_ = static_cast<float>(form.uniform(0, 40));
        if (is_wide(frame_)) heart_ = {width_ * (heart_.x > width_ / 2 ? 0.8F : 0.2F), height_ * 0.5F};
        calm_ = static_cast<float>(form.uniform(0.7, 1.3));
    }

    TypePlan plan() const override { return title_corner(frame_, 0.86F, 0.125F); }
    bool light_ground() const override { return paper_; }

    void paint(Canvas& canvas, InkBoxes const& ink, std::stop_token const& stop) const override {
        auto const ground = system_.ground_rgb();
        canvas.for_rows([&](std::span<Rgb> row, int) { std::fill(row.begin(), row.end(), ground); });
        if (layout_ == obstacle) paint_disc(canvas);
        auto const strokes = grow(ink);
        if (stop.stop_requested()) return;
        Stencil plate(frame_);
        for (int index = 0; index < 4; ++index) print(canvas, plate, strokes, index);
    }

private:
    /// Direction of the flow at a place, not normalised.
    [[nodiscard]] Point direction(Point p) const {
        auto const noise = bend_.fbm(p.x * 1.5F * calm_, p.y * 1.5F * calm_, 2);
        auto const dx = p.x - heart_.x;
        auto const dy = p.y - heart_.y;
        auto const far2 = dx * dx + dy * dy + 1e-5F;
        if (layout_ == vortex) {
            auto const far = std::sqrt(far2);
            auto const spin = turn_ * (1.25F - 0.35F * smoothstep(0, 0.6F, far));
            auto const angle = std::atan2(dy, dx) + spin + noise * (0.2F + 1.1F * smoothstep(0.1F, 0.7F, far));
            return {std::cos(angle), std::sin(angle)};
        }
        if (layout_ == waves) {
            auto const angle = slant_ + 1.5F * noise + 0.5F * std::sin(4.2F * (p.y * std::cos(slant_) - p.x * std::sin(slant_)) + noise * 2);
            return {std::cos(angle), std::sin(angle)};
        }
        if (layout_ == obstacle) return past_disc(dx, dy, far2, noise);
        auto const ex = p.x - other_.x;
        auto const ey = p.y - other_.y;
        auto const other2 = ex * ex + ey * ey + 1e-5F;
        Point const field{dx / far2 - ex / other2, dy / far2 - ey / other2};
        auto const angle = std::atan2(field.y, field.x) + 0.5F * noise;
        return {std::cos(angle), std::sin(angle)};
    }

    /// Potential flow past a cylinder, in a stream at the slant.
    [[nodiscard]] Point past_disc(float dx, float dy, float far2, float noise) const {
        auto const c = std::cos(slant_ * 0.5F);
        auto const s = std::sin(slant_ * 0.5F);
        auto const x = dx * c + dy * s;
        auto const y = dy * c - dx * s;
        auto const k = 1.08F * radius_ * radius_ / (far2 * far2);
        auto const u = 1 - k * (x * x - y * y);
        auto const v = -2 * k * x * y;
        auto const wake = noise * 0.55F * smoothstep(radius_, 2.2F * radius_, std::sqrt(far2));
        auto const angle = std::atan2(v, u) + std::atan2(s, c) + wake;
        return {std::cos(angle), std::sin(angle)};
    }

    void paint_disc(Canvas& canvas) const {
        auto const color = system_.form(0);
        auto const side = frame_.side();
        auto const radius = radius_ * 0.94F * side;
        canvas.for_rows([&](std::span<Rgb> row, int y) {
            auto const dy = static_cast<float>(y) + 0.5F - heart_.y * side;
            if (std::abs(dy) > radius + 1) return;
            for (std::size_t x = 0; x < row.size(); ++x) {
                auto const dx = static_cast<float>(x) + 0.5F - heart_.x * side;
                row[x] = mix(row[x], color, clamp01(radius - std::sqrt(dx * dx + dy * dy) + 0.5F));
            }
        });
    }

    /// Lowest place of the art: above the type.
    [[nodiscard]] float foot() const { return is_wide(frame_) || bare_ ? height_ + 0.1F : height_ - 0.295F; }

    [[nodiscard]] bool inside(Point p) const {
        auto const margin = margin_of(frame_) / frame_.side();
        auto const top = margin;
        auto const dx = p.x - width_ / 2;
        switch (shape_) {
            case Shape::disc: {
                auto const radius = (foot() - top) / 2;
                auto const dy = p.y - (top + radius);
                return dx * dx + dy * dy < radius * radius;
            }
            case Shape::arch: {
                auto const half = 0.36F * std::min(width_, height_);
                auto const spring = top + half;
                auto const dy = std::min(0.0F, p.y - spring);
                return p.y < foot() && dx * dx + dy * dy < half * half;
            }
            case Shape::block: return std::abs(dx) < width_ / 2 - margin && p.y > top && p.y < foot();
            default: return p.x > -0.03F && p.y > -0.03F && p.x < width_ + 0.03F && p.y < foot() + 0.05F * bend_.fbm(p.x * 7 + ragged_, 0.5F, 3);
        }
    }

    /// Evenly spaced streamlines after Jobard and Lefer (1997), with a width for each line, thick ones first.
    [[nodiscard]] std::vector<Stroke> grow(InkBoxes const& ink) const {
        Occupancy space(width_, height_);
        keep_clear(space, ink);
        auto random = random_.stream("strokes");
        std::vector<Stroke> strokes;
        int id = 2;
        struct Pass {
            float width;
            int tries;
            float longest;
        };
        for (auto const& pass : {Pass{0.0165F, 45, 0.5F}, Pass{0.011F, 170, 0.5F}, Pass{0.0068F, 600, 0.42F}, Pass{0.0042F, 2600, 0.36F}, Pass{0.0024F, 9000, 0.3F}})
            for (int i = 0; i < static_cast<int>(static_cast<float>(pass.tries) * width_ * height_); ++i) {
                Point const start{static_cast<float>(random.uniform()) * width_, static_cast<float>(random.uniform()) * height_};
                auto const draw = random.uniform();
                auto stroke = trace(space, start, pass.width * grandeur_, pass.longest * static_cast<float>(random.uniform(0.35, 1)), id);
                if (stroke.points.size() < 6) continue;
                stroke.ink = ink_of(start, draw);
                strokes.push_back(std::move(stroke));
                ++id;
            }
        return strokes;
    }

    void keep_clear(Occupancy& space, InkBoxes const& ink) const {
        auto const side = frame_.side();
        for (auto const& box : {ink.title, ink.artist}) {
            if (box.width <= 0) continue;
            space.take(Box{box.left / side, box.top / side, box.width / side, box.height / side}, is_wide(frame_) ? 0.07F : 0.03F, 1);
        }
        if (layout_ != obstacle) return;
        for (float r = 0; r < radius_; r += 0.0015F) space.take(heart_, r, 1);
    }

    [[nodiscard]] Stroke trace(Occupancy& space, Point start, float width, float longest, int id) const {
        auto const reach = width * 0.5F + 0.0022F + 0.15F * width;
        Stroke stroke{.width = width};
        if (!inside(start) || !space.free(start, reach, id)) return stroke;
        auto const half = [&](float sign) {
            std::vector<Point> points;
            Point p = start;
            constexpr float step = 0.004F;
            for (float length = 0; length < longest / 2; length += step) {
                auto const d = direction(p);
                auto const m = direction({p.x + sign * step * 0.5F * d.x, p.y + sign * step * 0.5F * d.y});
                p = {p.x + sign * step * m.x, p.y + sign * step * m.y};
                if (!inside(p) || !space.free(p, reach, id)) break;
                points.push_back(p);
            }
            return points;
        };
        auto back = half(-1);
        auto const forth = half(1);
        std::reverse(back.begin(), back.end());
        stroke.points = std::move(back);
        stroke.points.push_back(start);
        stroke.points.insert(stroke.points.end(), forth.begin(), forth.end());
        if (stroke.points.size() < 6) return stroke;
        for (auto const& p : stroke.points) space.take(p, reach, id);
        return stroke;
    }

    /// Regions of one ink, with single strokes of another in them.
    [[nodiscard]] int ink_of(Point p, double draw) const {
        auto const region = tint_.fbm(p.x * 1.2F, p.y * 1.2F, 2);
        if (draw < 0.045) return 3;
        if (draw < 0.14) return 2;
        if (draw < 0.24) return region > 0 ? 0 : 1;
        return region > 0.02F ? 1 : 0;
    }

    [[nodiscard]] Rgb color_of(int ink) const {
        if (ink == 3) return system_.accent_rgb();
        return system_.form(static_cast<std::size_t>(ink));
    }

    void print(Canvas& canvas, Stencil& plate, std::vector<Stroke> const& strokes, int ink) const {
        plate.clear();
        auto* cairo = plate.context();
        auto const side = static_cast<double>(frame_.side());
        cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
        for (auto const& stroke : strokes) {
            if (stroke.ink != ink) continue;
            cairo_set_line_width(cairo, static_cast<double>(stroke.width) * side);
            cairo_new_path(cairo);
            for (auto const& p : stroke.points) cairo_line_to(cairo, static_cast<double>(p.x) * side, static_cast<double>(p.y) * side);
            cairo_stroke(cairo);
        }
        plate.finish();
        auto const color = color_of(ink);
        canvas.for_rows([&](std::span<Rgb> row, int y) {
            auto const coverage = plate.row(y);
            for (std::size_t x = 0; x < row.size(); ++x)
                if (coverage[x] != 0) row[x] = mix(row[x], color, static_cast<float>(coverage[x]) * (1 / 255.0F));
        });
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Random random_;
    Noise bend_;
    Noise tint_;
    float width_ = 1, height_ = 1, turn_ = 1, slant_ = 0, radius_ = 0.24F, calm_ = 1;
    Point heart_, other_;
    bool paper_ = true;
    Shape shape_ = Shape::bleed;
    float ragged_ = 0;
    bool bare_ = false;
    float grandeur_ = 1;
};

}  // namespace

std::unique_ptr<Family> make_flow(Seed const& seed) { return std::make_unique<Flow>(seed); }

}  // namespace troupe::visual::impl
