#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "visual/field.hpp"
#include "visual/impl/cells.hpp"
#include "visual/impl/sheet.hpp"

/// Light in cut stone: a cluster of crystals, a rose of panes, a burst of shards and a geode.
namespace troupe::visual::impl {
namespace {

enum Layout { cluster, rose, shatter, geode };

constexpr float pi = std::numbers::pi_v<float>;

class Crystal final : public Family {
public:
    explicit Crystal(Seed const& seed)
        : system_(seed.system), frame_(seed.frame), layout_(seed.layout), random_(seed.random.stream("crystal")), band_(seed.random.stream("bands").next()),
          cells_(seed.random.stream("cells").next()) {
        auto form = seed.random.stream("form");
        auto const vary = [&](double low, double high) { return static_cast<float>(form.uniform(low, high)); };
        side_ = frame_.side();
        radius_ = side_ * seed.occasion.grandeur * (is_wide(frame_) ? 0.4F : vary(0.325, 0.35));
        centre_ = {frame_.width() / 2 + side_ * vary(-0.04, 0.04), (seed.occasion.bare ? 0.5F : 0.42F) * frame_.height()};
        auto const hand = form.chance(0.5) ? 1.0F : -1.0F;
        if (layout_ == shatter) centre_ = {frame_.width() / 2 + hand * side_ * vary(0.05, 0.14), 0.38F * frame_.height()};
        if (is_wide(frame_)) centre_ = {frame_.width() * (0.5F + hand * 0.33F), 0.5F * frame_.height()};
        if (seed.occasion.comes_near()) centre_ = centre_ + Point{hand * 0.14F * side_, -0.05F * side_};
        auto const angle = vary(-2.6, -0.6);
        light_ = {std::cos(angle), std::sin(angle)};
        pitch_ = vary(0.085, 0.13);
        spokes_ = form.between(15, 23);
        rough_ = vary(0.7, 1.3);
    }

    TypePlan plan() const override { return title_corner(frame_, 1.0F, 0.125F); }
    bool light_ground() const override { return system_.light_ground; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const& stop) const override {
        if (layout_ == cluster) {
            Sheet sheet(frame_, system_.ground_rgb());
            draw_cluster(sheet);
            return sheet.print(canvas);
        }
        canvas.for_rows([&](std::span<Rgb> row, int y) {
            if (stop.stop_requested()) return;
            for (std::size_t x = 0; x < row.size(); ++x) row[x] = color_at({static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F});
        });
    }

private:
    [[nodiscard]] Rgb color_at(Point p) const {
        auto const d = (p - centre_) * (1 / radius_);
        auto const far = std::sqrt(d.x * d.x + d.y * d.y) + 1e-5F;
        if (layout_ == rose) return rose_color(d, far);
        if (layout_ == shatter) return shatter_color(d, far);
        return geode_color(d, far);
    }

    /// A round window: panes that catch a light behind them, lead between, a rim around.
    [[nodiscard]] Rgb rose_color(Point d, float far) const {
        auto const pixel = 1 / radius_;
        if (far > 1 + pixel) return system_.ground_rgb();
        auto const cell = nearest_cell(cells_, d.x / (2 * pitch_), d.y / (2 * pitch_));
        auto const facing = 0.5F + 0.5F * (d.x * light_.x + d.y * light_.y);
        auto const own = unit_of(cell.hash);
        auto const slant = unit_of(cell.hash * 0x9e3779b1U) * 2 * pi;
        auto const within = cell.dx * std::cos(slant) + cell.dy * std::sin(slant);
        auto const tone = 0.16F + 0.52F * facing * facing + 0.3F * (own - 0.35F) + 0.2F * within;
        auto color = cell.hash % 37 == 0 ? mix(system_.accent_rgb(), system_.glow(tone), 0.25F) : system_.glow(std::min(1.0F, std::max(0.08F, tone)));
        auto const lead = 0.035F + 0.02F * own;
        auto const edge = smoothstep(lead, lead + 2 * pixel / (2 * pitch_), cell.gap);
        auto const dark = system_.light_ground ? system_.ground_rgb() : system_.stop(0);
        color = mix(dark, color, edge);
        return mix(color, system_.ground_rgb(), smoothstep(1 - pixel, 1 + pixel, far));
    }

    /// Cells of a logarithmic polar plane: small at the heart, long splinters far out, each a mirror of its own slant.
    [[nodiscard]] Rgb shatter_color(Point d, float far) const {
        auto const turn = std::atan2(d.y, d.x) / (2 * pi) * static_cast<float>(spokes_);
        auto const ring = 1.9F * std::log(far);
        auto const cell = nearest_cell_around(cells_, turn, ring, spokes_);
        auto const own = unit_of(cell.hash);
        auto const slant = unit_of(cell.hash * 0x85ebca77U) * 2 * pi;
        auto const within = cell.dx * std::cos(slant) + cell.dy * std::sin(slant);
        auto const fall = 1 / (1 + 2.1F * far * far);
        auto const facing = 0.65F + 0.35F * (d.x * light_.x + d.y * light_.y) / far;
        auto const tone = fall * facing * (0.42F + 0.9F * own) + 0.24F * fall * within + 0.5F / (1 + 90 * far * far);
        auto const glint = smoothstep(0.1F, 0.0F, cell.gap) * fall * smoothstep(0.25F, 0.8F, own);
        auto color = cell.hash % 29 == 0 && far > 0.25F ? mix(system_.accent_rgb(), system_.glow(tone), 0.3F + 0.5F * smoothstep(0.5F, 1.6F, far)) : system_.glow(tone);
        return mix(color, system_.glow(1.0F), 0.75F * glint);
    }

    /// Bands of agate around a hollow lined with crystals.
    [[nodiscard]] Rgb geode_color(Point d, float far) const {
        auto const angle_x = d.x / far;
        auto const angle_y = d.y / far;
        auto const bump = 0.2F * rough_ * band_.fbm(angle_x * 1.1F + 4, angle_y * 1.1F, 2) + 0.035F * band_.at(d.x * 5, d.y * 5 + 9);
        auto const depth = far / (0.93F + bump);  // 1 at the rind
        auto const pixel = 1.5F / radius_;
        if (depth > 1 + pixel) return system_.ground_rgb();
        auto const hollow = 0.4F + 0.06F * band_.fbm(angle_x * 1.7F, angle_y * 1.7F + 20, 2);
        auto color = depth > hollow ? band_color(depth, hollow) : hollow_color(d, depth / hollow);
        color = mix(color, system_.glow(0.0F), 0.55F * smoothstep(hollow + 0.012F, hollow, depth) * smoothstep(hollow - 0.05F, hollow, depth));
        return mix(color, system_.ground_rgb(), smoothstep(1 - pixel, 1 + pixel, depth));
    }

    [[nodiscard]] Rgb band_color(float depth, float hollow) const {
        auto const place = (depth - hollow) / (1 - hollow);
        auto const slow = 0.5F + 0.5F * band_.at(place * 4.5F + 31, 0.5F);
        auto const quick = band_.at(place * 21 + 7, 3.5F);
        auto const tone = 0.14F + 0.62F * slow * (1 - 0.35F * place) + 0.16F * quick;
        auto const vein = smoothstep(0.965F, 0.99F, 1 - std::abs(place - 0.62F));
        auto const rind = smoothstep(0.93F, 0.99F, place);
        return mix(mix(system_.glow(tone), system_.accent_rgb(), 0.9F * vein), system_.glow(0.9F), 0.5F * rind);
    }

    [[nodiscard]] Rgb hollow_color(Point d, float in) const {
        auto const cell = nearest_cell(cells_, d.x * 15, d.y * 15);
        auto const own = unit_of(cell.hash);
        auto const slant = unit_of(cell.hash * 0x9e3779b1U) * 2 * pi;
        auto const within = cell.dx * std::cos(slant) + cell.dy * std::sin(slant);
        auto const tone = 0.12F + 0.6F * in * own + 0.5F * within * (0.3F + 0.7F * in);
        return system_.glow(std::max(0.02F, tone + 0.4F * smoothstep(0.06F, 0.0F, cell.gap) * own));
    }

    struct Shard {
        float angle = 0, length = 0, width = 0, root = 0;
    };

    /// Prisms out of one root, the long ones behind; each has a dark, a middle and a lit face.
    void draw_cluster(Sheet& sheet) const {
        auto random = random_.stream("cluster");
        std::vector<Shard> shards;
        auto const count = random.between(8, 11);
        for (int i = 0; i < count; ++i) {
            auto const t = (static_cast<float>(i) + 0.5F) / static_cast<float>(count) * 2 - 1;
            auto const reach = 1.95F - 0.8F * std::abs(t) + static_cast<float>(random.uniform(-0.22, 0.12));
            shards.push_back({-pi / 2 + 1.08F * t + static_cast<float>(random.uniform(-0.08, 0.08)), reach, static_cast<float>(random.uniform(0.15, 0.26)) * (0.7F + 0.3F * reach), 0.0F});
        }
        std::sort(shards.begin(), shards.end(), [](Shard const& a, Shard const& b) { return a.length > b.length; });
        for (std::size_t i = 0; i < shards.size(); ++i) draw_shard(sheet, shards[i], i == shards.size() / 2);
    }

    void draw_shard(Sheet& sheet, Shard const& shard, bool hot) const {
        auto const root = centre_ + Point{0, 0.92F * radius_};
        Point const along{std::cos(shard.angle), std::sin(shard.angle)};
        Point const across{-along.y, along.x};
        auto const at = [&](float l, float w) { return root + along * (l * radius_) + across * (w * radius_); };
        auto const w = shard.width;
        auto const neck = shard.length - 1.15F * w;
        auto const inset = 0.34F * w;
        auto const shine = std::abs(light_.x * along.y - light_.y * along.x);
        auto const face = [&](float tone, std::initializer_list<Point> corners) {
            auto const top = hot ? mix(system_.accent_rgb(), system_.glow(tone), 0.35F) : system_.glow(std::min(1.0F, tone + 0.2F));
            sheet.gradient(at(0, 0), system_.glow(0.42F * tone), at(shard.length, 0), top);
            sheet.polygon(corners);
        };
        auto const lit = light_.x * across.x + light_.y * across.y > 0 ? 1.0F : -1.0F;
        auto const base = 0.3F + 0.25F * shine;
        face(base - 0.14F, {at(0, -lit * 0.5F * w), at(neck - 0.2F * w, -lit * w), at(neck + 0.1F, -lit * inset), at(0, -lit * 0.2F * w)});
        face(base + 0.1F, {at(0, -lit * 0.2F * w), at(neck + 0.1F, -lit * inset), at(neck, lit * inset), at(0, lit * 0.2F * w)});
        face(base + 0.36F, {at(0, lit * 0.2F * w), at(neck, lit * inset), at(neck - 0.1F * w, lit * w), at(0, lit * 0.5F * w)});
        auto const tip = at(shard.length, lit * 0.1F * w);
        face(base - 0.02F, {at(neck - 0.2F * w, -lit * w), tip, at(neck + 0.1F, -lit * inset)});
        face(base + 0.5F, {at(neck + 0.1F, -lit * inset), tip, at(neck, lit * inset)});
        face(base + 0.24F, {at(neck, lit * inset), tip, at(neck - 0.1F * w, lit * w)});
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Random random_;
    Noise band_;
    std::uint64_t cells_;
    float side_ = 1, radius_ = 1, pitch_ = 0.1F, rough_ = 1;
    int spokes_ = 18;
    Point centre_, light_;
};

}  // namespace

std::unique_ptr<Family> make_crystal(Seed const& seed) { return std::make_unique<Crystal>(seed); }

}  // namespace troupe::visual::impl
