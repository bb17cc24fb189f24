#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "visual/field.hpp"
#include "visual/impl/family.hpp"

/// Liquid metal: blobs that melt into each other, mirrored in a studio lit with the artist's colours.
namespace troupe::visual::impl {
namespace {

enum Layout { cluster, totem, wreath, planet };

struct Vec {
    float x = 0, y = 0, z = 0;
    friend Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
    friend Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
    friend Vec operator*(Vec a, float k) { return {a.x * k, a.y * k, a.z * k}; }
};
float dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
Vec unit(Vec a) { return a * (1 / std::sqrt(std::max(1e-12F, dot(a, a)))); }

/// Wyvill's blob: (1 - d^2/R^2)^3 within R, nothing beyond. The surface is where the sum passes `level`.
constexpr float level = 0.2F;
/// R of a lone ball of radius 1 at that level: 1 / sqrt(1 - level^(1/3)).
constexpr float reach_of_unit = 1.5523F;

struct Ball {
    Vec centre;
    float reach2 = 1;  // R^2
};

/// The balls that a ray through x, y meets, with what is constant along it.
struct Ray {
    struct Part {
        float flat = 0;   // 1 - (dx^2 + dy^2) / R^2
        float z = 0;
        float per = 0;    // 1 / R^2
    };
    std::array<Part, 16> parts;
    int count = 0;
    float front = -9, back = 9;

    [[nodiscard]] float value(float z) const {
        float sum = 0;
        for (int i = 0; i < count; ++i) {
            auto const& part = parts[static_cast<std::size_t>(i)];
            auto const dz = z - part.z;
            auto const inside = std::max(0.0F, part.flat - dz * dz * part.per);
            sum += inside * inside * inside;
        }
        return sum;
    }
};

struct Hit {
    float z = 0;
    float coverage = 1;
};

constexpr float nothing = -9;

/// Where the surface was met at every few pixels: between four hits at like depths a ray need not search.
struct Depths {
    int step = 1, columns = 0;
    std::vector<float> nodes;

    /// The nearest of the four depths around a pixel; nothing where the surface may end or turn between them.
    [[nodiscard]] float around(int x, int y) const {
        auto const base = static_cast<std::size_t>(y / step * columns + x / step);
        auto const down = base + static_cast<std::size_t>(columns);
        auto const [low, high] = std::minmax({nodes[base], nodes[base + 1], nodes[down], nodes[down + 1]});
        return low > nothing && high - low < 0.02F ? high : nothing;
    }
};

class Chrome final : public Family {
public:
    explicit Chrome(Seed const& seed) : system_(seed.system), frame_(seed.frame), layout_(seed.layout), swell_(seed.random.stream("swell").next()) {
        paper_ = system_.light_ground;
        auto random = seed.random.stream("form");
        switch (layout_) {
            case cluster: grow_cluster(random); break;
            case totem: grow_totem(random); break;
            case wreath: grow_wreath(random); break;
            default: grow_planet(random); break;
        }
        fit_form(is_wide(frame_) ? 0.245F : 0.44F * seed.occasion.grandeur, is_wide(frame_) ? 0.37F : 0.322F * seed.occasion.grandeur);
        auto const turn = random.uniform(-0.55, 0.55);
        turn_cos_ = static_cast<float>(std::cos(turn));
        turn_sin_ = static_cast<float>(std::sin(turn));
        side_ = random.chance(0.5) ? 1.0F : -1.0F;
        ripple_ = static_cast<float>(random.uniform(0.045, 0.085));
        centred_ = system_.random(0).stream("align").chance(0.5);
        centre_x_ = frame_.width() / 2 + (is_wide(frame_) ? (random.chance(0.5) ? 1.0F : -1.0F) * (frame_.width() / 2 - 0.245F * frame_.side() - margin_of(frame_)) : 0);
        centre_y_ = frame_.height() * (is_wide(frame_) || seed.occasion.bare ? 0.5F : seed.occasion.comes_near() ? 0.385F : 0.435F);
    }

    TypePlan plan() const override { return title_below(frame_, centred_ ? Align::centre : Align::left, 0.155F); }
    bool light_ground() const override { return paper_; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const& stop) const override {
        auto const depths = coarse_depths(canvas.threads());
        // Small pictures take four rays a pixel: inner edges have no coverage of their own.
        auto const fine = frame_.side() < 1400;
        canvas.for_rows([&](std::span<Rgb> row, int y) {
            if (stop.stop_requested()) return;
            auto const fy = static_cast<float>(y);
            for (std::size_t i = 0; i < row.size(); ++i) {
                auto const fx = static_cast<float>(i);
                auto const known = depths.around(static_cast<int>(i), y);
                auto const at = [&](float dx, float dy) { return color_at(fx + dx, fy + dy, known); };
                row[i] = fine ? (at(0.25F, 0.25F) + at(0.75F, 0.25F) + at(0.25F, 0.75F) + at(0.75F, 0.75F)) * 0.25F : at(0.5F, 0.5F);
            }
        });
    }

private:
    void add(float x, float y, float z, float radius) {
        if (balls_.size() < 16) balls_.push_back({{x, y, z}, radius * radius * reach_of_unit * reach_of_unit});
    }

    /// Beads along a bent line, close enough to run into one another, thinning to the end: a limb of liquid.
    void grow_limb(Random& random, Vec from, double angle, double length, double thick) {
        auto const bend = random.uniform(-1.3, 1.3);
        auto const beads = 4;
        Vec p = from;
        for (int i = 1; i <= beads; ++i) {
            auto const t = static_cast<double>(i) / beads;
            auto const a = angle + bend * t;
            p = p + Vec{static_cast<float>(std::cos(a) * length / beads), static_cast<float>(std::sin(a) * length / beads), static_cast<float>(random.uniform(-0.06, 0.1))};
            auto const swell = i == beads ? 1.15 : 1 - 0.45 * t;
            add(p.x, p.y, p.z, static_cast<float>(thick * swell));
        }
    }

    void grow_cluster(Random& random) {
        add(0, 0, 0, 0.46F);
        auto const start = random.uniform(0, 6.28);
        auto const limbs = 3;
        for (int i = 0; i < limbs; ++i)
            grow_limb(random, {0, 0, 0.05F}, start + 6.2832 * (i + random.uniform(-0.18, 0.18)) / limbs, random.uniform(0.75, 1.05), random.uniform(0.26, 0.38));
        auto const lone = random.uniform(0, 6.28);
        add(static_cast<float>(0.98 * std::cos(lone)), static_cast<float>(0.98 * std::sin(lone)), 0.2F, static_cast<float>(random.uniform(0.12, 0.2)));
    }

    void grow_totem(Random& random) {
        auto const links = random.between(6, 7);
        auto const sway = random.uniform(0.1, 0.24);
        auto const phase = random.uniform(0, 6.28);
        float y = 0;
        for (int i = 0; i < links; ++i) {
            auto const radius = static_cast<float>(i % 2 == 0 ? random.uniform(0.34, 0.5) : random.uniform(0.16, 0.24));
            y += radius * 0.62F;
            add(static_cast<float>(sway * std::sin(phase + 1.1 * i)), y, static_cast<float>(random.uniform(-0.05, 0.1)), radius);
            y += radius * 0.62F;
        }
        add(static_cast<float>(random.chance(0.5) ? 0.62 : -0.62), y * static_cast<float>(random.uniform(0.2, 0.8)), 0.1F, 0.15F);
    }

    void grow_wreath(Random& random) {
        auto const beads = 14;
        auto const tilt = static_cast<float>(random.uniform(0.74, 0.96));
        auto const start = random.uniform(0, 6.28);
        auto const heavy = random.uniform(0, 6.28);
        for (int i = 0; i < beads; ++i) {
            auto const angle = start + 6.2832 * i / beads;
            auto const radius = static_cast<float>(0.2 + 0.11 * (0.5 + 0.5 * std::cos(angle - heavy)) + random.uniform(-0.015, 0.015));
            add(static_cast<float>(0.74 * std::cos(angle)), tilt * static_cast<float>(0.74 * std::sin(angle)), static_cast<float>(0.35 * std::sin(angle)), radius);
        }
    }

    /// One large mass that lets go of drops.
    void grow_planet(Random& random) {
        add(0, 0, 0, 0.66F);
        auto const angle = random.uniform(0, 6.28);
        add(static_cast<float>(0.3 * std::cos(angle)), static_cast<float>(0.3 * std::sin(angle)), 0.05F, 0.55F);
        grow_limb(random, {static_cast<float>(0.5 * std::cos(angle)), static_cast<float>(0.5 * std::sin(angle)), 0.1F}, angle, random.uniform(0.5, 0.75), random.uniform(0.18, 0.26));
        for (int i = 0; i < 2; ++i) {
            auto const off = angle + random.uniform(1.6, 4.6);
            add(static_cast<float>(0.95 * std::cos(off)), static_cast<float>(0.95 * std::sin(off)), 0.2F, static_cast<float>(random.uniform(0.09, 0.18)));
        }
    }

    /// Moves the balls so that the form is centred, and as large as its half width and half height (of the short side) allow.
    void fit_form(float half_width, float half_height) {
        float left = 9, right = -9, top = 9, bottom = -9;
        for (auto const& ball : balls_) {
            auto const radius = std::sqrt(ball.reach2) / reach_of_unit;
            left = std::min(left, ball.centre.x - radius);
            right = std::max(right, ball.centre.x + radius);
            top = std::min(top, ball.centre.y - radius);
            bottom = std::max(bottom, ball.centre.y + radius);
        }
        auto const scale = std::min(half_width / std::max(0.01F, (right - left) / 2), half_height / std::max(0.01F, (bottom - top) / 2));
        for (auto& ball : balls_) {
            ball.centre = Vec{ball.centre.x - (left + right) / 2, ball.centre.y - (top + bottom) / 2, ball.centre.z} * scale;
            ball.reach2 *= scale * scale;
        }
    }

    [[nodiscard]] Ray ray_at(float u, float v) const {
        Ray ray;
        for (auto const& ball : balls_) {
            auto const dx = u - ball.centre.x;
            auto const dy = v - ball.centre.y;
            auto const left = ball.reach2 - dx * dx - dy * dy;
            if (left <= 0) continue;
            auto const per = 1 / ball.reach2;
            ray.parts[static_cast<std::size_t>(ray.count++)] = {left * per, ball.centre.z, per};
            auto const deep = std::sqrt(left);
            ray.front = std::max(ray.front, ball.centre.z + deep);
            ray.back = std::min(ray.back, ball.centre.z - deep);
        }
        return ray;
    }

    [[nodiscard]] Depths coarse_depths(int threads) const {
        auto const step = std::max(2, static_cast<int>(frame_.side() / 500));
        Depths depths{step, frame_.width_px / step + 2, {}};
        auto const rows = frame_.height_px / step + 2;
        depths.nodes.resize(static_cast<std::size_t>(depths.columns * rows), nothing);
        for_bands(rows, threads, [&](int from, int to) {
            for (int row = from; row < to; ++row)
                for (int column = 0; column < depths.columns; ++column) {
                    auto const u = (static_cast<float>(column * step) - centre_x_) / frame_.side();
                    auto const v = (static_cast<float>(row * step) - centre_y_) / frame_.side();
                    auto const hit = meet(ray_at(u, v), u, v, nothing);
                    if (hit && hit->coverage >= 1) depths.nodes[static_cast<std::size_t>(row * depths.columns + column)] = hit->z;
                }
        });
        return depths;
    }

    /// Where the ray first meets the surface; a near miss counts as far as the pixel is covered.
    [[nodiscard]] std::optional<Hit> meet(Ray const& ray, float u, float v, float known) const {
        if (ray.count == 0) return std::nullopt;
        if (known > nothing)
            if (auto const z = meet_near(ray, known + 0.006F)) return Hit{*z};
        constexpr float step = 0.011F;
        float best = 0;
        float best_z = 0;
        float before = ray.front;
        for (float z = ray.front - step; z > ray.back; z -= step) {
            auto const value = ray.value(z);
            if (value >= level) return Hit{refine(ray, z, before)};
            if (value > best) {
                best = value;
                best_z = z;
            }
            // The value falls again and nothing lies behind: a miss.
            if (value < 0.5F * best && ray.count == 1) break;
            before = z;
        }
        auto const slope = gradient({u, v, best_z});
        auto const flat = std::sqrt(slope.x * slope.x + slope.y * slope.y) + 1e-6F;
        auto const off_px = (level - best) / flat * frame_.side();
        if (off_px >= 1) return std::nullopt;
        return Hit{best_z, 1 - off_px};
    }

    /// From a place just in front of the surface, in small steps.
    [[nodiscard]] static std::optional<float> meet_near(Ray const& ray, float start) {
        constexpr float step = 0.007F;
        if (ray.value(start) >= level) return std::nullopt;
        for (int i = 1; i <= 6; ++i) {
            auto const z = start - static_cast<float>(i) * step;
            if (ray.value(z) >= level) return refine(ray, z, z + step);
        }
        return std::nullopt;
    }

    [[nodiscard]] static float refine(Ray const& ray, float inside, float outside) {
        auto high = ray.value(inside);
        auto low = ray.value(outside);
        for (int i = 0; i < 4; ++i) {
            auto const share = std::min(0.95F, std::max(0.05F, (level - low) / std::max(1e-6F, high - low)));
            auto const z = outside + (inside - outside) * share;
            auto const value = ray.value(z);
            if (value >= level) {
                inside = z;
                high = value;
            } else {
                outside = z;
                low = value;
            }
        }
        return outside + (inside - outside) * (level - low) / std::max(1e-6F, high - low);
    }

    [[nodiscard]] Vec gradient(Vec p) const {
        Vec sum;
        for (auto const& ball : balls_) {
            auto const d = p - ball.centre;
            auto const inside = 1 - dot(d, d) / ball.reach2;
            if (inside > 0) sum = sum + d * (-6 * inside * inside / ball.reach2);
        }
        return sum;
    }

    [[nodiscard]] Rgb background(float u, float v) const {
        auto const glow = 1 / (1 + 7 * (u * u + v * v));
        if (paper_) return mix(system_.glow(0.12F), system_.ground_rgb(), glow);
        return system_.glow(0.21F * glow * glow);
    }

    /// A lit panel seen in a mirror: soft-edged, turned by the studio's angle.
    [[nodiscard]] float panel(float a, float b, float half_a, float half_b) const {
        constexpr float soft = 0.05F;
        return smoothstep(half_a + soft, half_a - soft, std::abs(a)) * smoothstep(half_b + soft, half_b - soft, std::abs(b));
    }

    /// The studio in mirror coordinates (stereographic: the edge of a ball shows what is behind it): a dark room, a window
    /// above, a long strip at one side, a coloured one at the other, a floor that glows.
    [[nodiscard]] Rgb studio(Vec r) const {
        auto const k = 1 / (1.04F + r.z);
        auto const a = (r.x * turn_cos_ - r.y * turn_sin_) * k;
        auto const b = (r.x * turn_sin_ + r.y * turn_cos_) * k;
        auto const wall = 0.03F + 0.30F * smoothstep(0.05F, -1.5F, b) * (0.6F + 0.4F * a * side_ * 0.8F) + 0.42F * smoothstep(0.22F, 1.25F, b);
        auto color = system_.ramp(wall);
        color = mix(color, system_.ramp(0.56F), 0.85F * panel(a + side_ * 1.3F, b - 0.2F, 0.3F, 1.1F));
        color = mix(color, system_.ramp(0.42F), 0.7F * panel(a - side_ * 0.45F, b - 0.42F, 0.2F, 0.1F));
        color = mix(color, system_.accent_rgb(), 0.9F * panel(a + side_ * 0.84F, b - 0.15F, 0.085F, 0.62F));
        color = mix(color, system_.ramp(0.8F), panel(a - side_ * 1.02F, b + 0.1F, 0.09F, 0.95F));
        return mix(color, system_.ramp(0.985F), panel(a - side_ * 0.22F, b + 0.56F, 0.36F, 0.15F));
    }

    /// Liquid is never quite still: a slow swell bends what it mirrors.
    [[nodiscard]] Vec swell(Vec p) const {
        auto const at = [&](float x, float y, float z) { return swell_.at(x * 5.5F + 3, y * 5.5F, z * 5.5F); };
        constexpr float d = 0.01F;
        auto const here = at(p.x, p.y, p.z);
        return Vec{at(p.x + d, p.y, p.z) - here, at(p.x, p.y + d, p.z) - here, at(p.x, p.y, p.z + d) - here} * (ripple_ / d);
    }

    [[nodiscard]] Rgb metal(Vec p) const {
        auto n = unit(gradient(p) * -1.0F);
        auto const edge = 1 - std::max(0.0F, n.z);
        n = unit(n + swell(p) * (1 - 0.7F * edge));
        Vec const r{2 * n.z * n.x, 2 * n.z * n.y, 2 * n.z * n.z - 1};
        auto color = studio(r);
        // Thin film: colour turns with the angle, strongest where the metal turns away.
        auto const film = 0.5F + 0.5F * std::cos(8.0F * edge + 2.6F * n.x - 1.8F * n.y);
        color = mix(color, system_.ramp(0.34F + 0.42F * film), 0.42F * smoothstep(0.25F, 0.8F, edge) * film);
        auto const rim = edge * edge * edge;
        return mix(color, system_.ramp(paper_ ? 0.1F : 0.66F), 0.7F * rim * edge);
    }

    [[nodiscard]] Rgb color_at(float x, float y, float known) const {
        auto const u = (x - centre_x_) / frame_.side();
        auto const v = (y - centre_y_) / frame_.side();
        auto const behind = background(u, v);
        auto const ray = ray_at(u, v);
        auto const hit = meet(ray, u, v, known);
        if (!hit) return behind;
        return mix(behind, metal({u, v, hit->z}), hit->coverage);
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Noise swell_;
    std::vector<Ball> balls_;
    float turn_cos_ = 1, turn_sin_ = 0, side_ = 1, ripple_ = 0.04F, centre_x_ = 0, centre_y_ = 0;
    bool paper_ = false;
    bool centred_ = true;
};

}  // namespace

std::unique_ptr<Family> make_chrome(Seed const& seed) { return std::make_unique<Chrome>(seed); }

}  // namespace troupe::visual::impl
