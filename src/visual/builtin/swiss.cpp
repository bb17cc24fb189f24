#include <array>
#include <cmath>
#include <numbers>

#include "visual/field.hpp"
#include "visual/impl/stencil.hpp"

/// Overprinted geometry on paper: a few large shapes on a grid of modules, in two inks and an accent.
namespace troupe::visual::impl {
namespace {

enum Layout { quarter, discs, bars, modules };

constexpr double pi = std::numbers::pi;

class Swiss final : public Family {
public:
    explicit Swiss(Seed const& seed) : system_(seed.system), frame_(seed.frame), layout_(seed.layout), random_(seed.random.stream("print")), fibre_(seed.random.stream("paper").next()) {
        paper_ = system_.light_ground;
        grandeur_ = seed.occasion.grandeur;
        auto const side = static_cast<double>(frame_.side());
        module_ = (side - 2 * static_cast<double>(margin_of(frame_))) / 4;
        left_ = (static_cast<double>(frame_.width()) - 4 * module_) / 2;
        top_ = static_cast<double>(margin_of(frame_));
        if (seed.occasion.bare) {
            module_ = std::min(static_cast<double>(frame_.width()) / 4, static_cast<double>(frame_.height()) / 3);
            left_ = (static_cast<double>(frame_.width()) - 4 * module_) / 2;
            top_ = (static_cast<double>(frame_.height()) - 3 * module_) / 2;
        } else if (seed.occasion.comes_near()) {
            // The same line for the type: what is larger leaves the frame above and at the side.
            auto const low = top_ + 3 * module_;
            module_ *= static_cast<double>(grandeur_);
            top_ = low - 3 * module_;
        }
        set_inks();
    }

    TypePlan plan() const override { return title_corner(frame_, 1.0F, 0.135F); }
    bool light_ground() const override { return paper_; }

    void paint(Canvas& canvas, InkBoxes const& ink, std::stop_token const& stop) const override {
        lay_paper(canvas);
        for (int plate = 0; plate < 3 && !stop.stop_requested(); ++plate) print(canvas, plate, ink.title);
    }

private:
    void set_inks() {
        ground_ = system_.ground_rgb();
        inks_[0] = system_.form(0);
        inks_[1] = system_.form(1);
        inks_[2] = system_.accent_rgb();
        if (random_.chance(paper_ ? 0.35 : 0.2)) std::swap(inks_[0], inks_[1]);
    }

    /// Paper with a little fibre, so that flat colour does not look like a screen.
    void lay_paper(Canvas& canvas) const {
        auto const step = std::max(1, static_cast<int>(frame_.side() / 600));
        Grid fibre(frame_.width_px, frame_.height_px, step);
        auto const side = frame_.side();
        fibre.fill([&](float x, float y) { return fibre_.fbm(x / side * 60, y / side * 60, 2); }, canvas.threads());
        canvas.for_rows([&](std::span<Rgb> row, int y) {
            std::vector<float> line(row.size());
            fibre.row(y, line);
            for (std::size_t x = 0; x < row.size(); ++x) row[x] = ground_ * (1 + 0.018F * line[x]);
        });
    }

    /// Two inks over one another make a third, darker and still clean: multiplied light alone goes muddy when hues oppose.
    [[nodiscard]] Rgb over(Rgb below, Rgb ink) const {
        auto const a = to_oklch(to_oklab(below));
        auto const b = to_oklch(to_oklab(ink));
        auto const& darker = a.l < b.l ? a : b;
        auto const& lighter = a.l < b.l ? b : a;
        // The mean of opposing hues is a grey: the stronger ink keeps its hue instead.
        auto const fight = std::abs(hue_difference(a.h, b.h)) > 1.2F;
        auto const mean = to_oklch(mix(to_oklab(below), to_oklab(ink), 0.5F));
        auto const& lead = paper_ ? darker : lighter;
        auto const lightness = paper_ ? std::max(0.17F, 0.62F * darker.l) : 0.5F * (a.l + b.l);
        return to_rgb(into_gamut(to_oklab(Oklch{lightness, std::max(mean.c, 0.75F * lead.c), fight ? lead.h : mean.h})));
    }

    void print(Canvas& canvas, int ink, Box const& clear) const {
        Stencil plate(frame_);
        if (is_wide(frame_)) draw_frieze(plate.context(), ink, clear);
        else draw(plate.context(), ink);
        plate.finish();
        auto const color = inks_[static_cast<std::size_t>(ink)];
        // What lies under an ink is the paper or one of the inks before it: their overprints are few, and computed once.
        std::vector<std::pair<Rgb, Rgb>> known;
        for (int before = 0; before < ink && ink < 2; ++before) known.emplace_back(inks_[static_cast<std::size_t>(before)], over(inks_[static_cast<std::size_t>(before)], color));
        auto const side = frame_.side();
        canvas.for_rows([&](std::span<Rgb> row, int y) {
            auto const coverage = plate.row(y);
            for (std::size_t x = 0; x < row.size(); ++x) {
                if (coverage[x] == 0) continue;
                auto result = color;
                for (auto const& [below, both] : known)
                    if (near(row[x], below)) result = both;
                auto const wear = 1 - 0.07F * clamp01(fibre_.at(static_cast<float>(x) / side * 180, static_cast<float>(y) / side * 180) * 2.0F - 0.7F);
                row[x] = mix(row[x], result, wear * static_cast<float>(coverage[x]) * (1 / 255.0F));
            }
        });
    }

    static bool near(Rgb a, Rgb b) {
        auto const r = a.r - b.r;
        auto const g = a.g - b.g;
        auto const bl = a.b - b.b;
        return r * r + g * g + bl * bl < 0.004F;
    }

    void draw(cairo_t* cairo, int ink) const {
        auto random = random_.stream("plate");
        cairo_save(cairo);
        cairo_translate(cairo, left_, top_);
        cairo_scale(cairo, module_, module_);
        switch (layout_) {
            case quarter: draw_quarter(cairo, ink, random); break;
            case discs: draw_discs(cairo, ink, random); break;
            case bars: draw_bars(cairo, ink, random); break;
            default: draw_modules(cairo, ink, random); break;
        }
        cairo_restore(cairo);
    }

    static void quarter_disc(cairo_t* cairo, double x, double y, double radius, int turn) {
        cairo_move_to(cairo, x, y);
        cairo_arc(cairo, x, y, radius, turn * pi / 2, (turn + 1) * pi / 2);
        cairo_close_path(cairo);
        cairo_fill(cairo);
    }
    static void disc(cairo_t* cairo, double x, double y, double radius) {
        cairo_arc(cairo, x, y, radius, 0, 2 * pi);
        cairo_fill(cairo);
    }
    static void box(cairo_t* cairo, double x, double y, double width, double height) {
        cairo_rectangle(cairo, x, y, width, height);
        cairo_fill(cairo);
    }
    static void arcs(cairo_t* cairo, double x, double y, double radius, int turn, int count) {
        auto const gap = radius / (2 * count);
        cairo_set_line_width(cairo, gap);
        for (int i = 0; i < count; ++i) {
            cairo_new_path(cairo);
            cairo_arc(cairo, x, y, radius - (2 * i + 0.5) * gap, turn * pi / 2, (turn + 1) * pi / 2);
            cairo_stroke(cairo);
        }
    }

    static void mirror(cairo_t* cairo, Random& random) {
        if (!random.chance(0.5)) return;
        cairo_translate(cairo, 4, 0);
        cairo_scale(cairo, -1, 1);
    }

    // The grid is four modules wide and three high above the title.

    /// A quarter disc over three modules, smaller shapes on the grid across its edge, arcs in the open corner.
    void draw_quarter(cairo_t* cairo, int ink, Random& random) const {
        mirror(cairo, random);
        std::vector<std::pair<int, int>> cells{{0, 1}, {1, 1}, {2, 2}, {1, 0}, {0, 2}, {1, 2}, {2, 1}};
        random.shuffle(cells);
        auto const pieces = random.between(3, 4);
        auto const corner_arcs = random.between(0, 3);
        auto const spot = cells[static_cast<std::size_t>(pieces)];
        if (ink == 0) quarter_disc(cairo, 0, 3, 3, 3);
        for (int i = 0; i < pieces; ++i) {
            auto const [x, y] = cells[static_cast<std::size_t>(i)];
            auto const shape = random.pick(std::array<std::size_t, 5>{0, 0, 1, 4, 2});
            auto const turn = random.between(0, 3);
            if (ink == 1) draw_module(cairo, x, y, shape, turn);
        }
        auto const height = random.between(0, 1);
        if (ink == 1) draw_module(cairo, 3, height, 2, corner_arcs);
        if (ink == 2) disc(cairo, spot.first + 0.5, spot.second + 0.5, random.uniform(0.3, 0.42));
    }

    /// A disc and half of another, side by side or one over the other.
    void draw_discs(cairo_t* cairo, int ink, Random& random) const {
        mirror(cairo, random);
        auto const low = random.chance(0.5);
        auto const striped = random.chance(0.35);
        auto const cut = random.uniform(2.15, 2.5);
        if (ink == 0) disc(cairo, 1.5, 1.5, 1.5);
        if (ink == 1) {
            cairo_save(cairo);
            cairo_arc(cairo, cut, 1.5, 1.5, -pi / 2, pi / 2);
            cairo_close_path(cairo);
            cairo_clip(cairo);
            if (!striped) box(cairo, 2, 0, 2, 3);
            for (int i = 0; striped && i < 15; i += 2) box(cairo, 2, i * 0.2, 2, 0.2);
            cairo_restore(cairo);
        }
        if (ink == 2) disc(cairo, 3.68, low ? 2.68 : 0.32, 0.32);
    }

    /// A disc behind bars that thicken.
    void draw_bars(cairo_t* cairo, int ink, Random& random) const {
        mirror(cairo, random);
        auto const count = random.between(5, 9);
        auto const upright = random.chance(0.5);
        auto const rising = random.chance(0.5);
        auto const radius = random.uniform(1.1, 1.45);
        auto const middle = random.uniform(radius, 4 - radius);
        auto const length = upright ? 4.0 : 3.0;
        if (ink == 0) disc(cairo, middle, upright ? 1.5 : 3 - radius, radius);
        if (ink == 1) {
            auto const pitch = length / count;
            for (int i = 0; i < count; ++i) {
                auto const share = (i + 0.5) / count;
                auto const thick = pitch * (0.1 + 0.78 * (rising ? share : 1 - share));
                if (upright) box(cairo, i * pitch + (pitch - thick) / 2, 0, thick, 3);
                else box(cairo, 0, i * pitch + (pitch - thick) / 2, 4, thick);
            }
        }
        if (ink == 2) disc(cairo, middle > 2 ? 0.34 : 3.66, 0.34, 0.34);
    }

    void draw_modules(cairo_t* cairo, int ink, Random& random) const {
        auto const accent_cell = random.below(12);
        for (std::size_t cell = 0; cell < 12; ++cell) {
            auto const x = static_cast<double>(cell % 4);
            auto const y = static_cast<double>(cell / 4);
            auto const owner = random.below(5);  // 0 and 1: the inks; 2: both; 3, 4: empty or as the neighbour
            auto const shape = random.below(6);
            auto const turn = random.between(0, 3);
            if (cell == accent_cell) {
                if (ink == 2) disc(cairo, x + 0.5, y + 0.5, 0.5);
                continue;
            }
            auto const mine = owner == static_cast<std::size_t>(ink) || (owner == 2 && ink < 2);
            if (mine && ink < 2) draw_module(cairo, x, y, shape, ink == 1 && owner == 2 ? (turn + 2) % 4 : turn);
        }
    }

    /// Banners: modules over the whole width, and none where the name stands.
    void draw_frieze(cairo_t* cairo, int ink, Box const& clear) const {
        auto random = random_.stream("plate");
        auto const size = static_cast<double>(frame_.height()) / 4;
        auto const columns = static_cast<int>(std::ceil(static_cast<double>(frame_.width()) / size));
        auto const start = (static_cast<double>(frame_.width()) - columns * size) / 2;
        cairo_translate(cairo, start, 0);
        cairo_scale(cairo, size, size);
        for (int cell = 0; cell < 4 * columns; ++cell) {
            auto const x = static_cast<double>(cell % columns);
            auto const y = static_cast<double>(cell / columns);
            auto const owner = random.below(7);
            auto const shape = random.below(6);
            auto const turn = random.between(0, 3);
            auto const accent = random.chance(0.05);
            auto const px = start + x * size;
            auto const taken = px < static_cast<double>(clear.right()) + size * 0.2 && px + size > static_cast<double>(clear.left) - size * 0.2 &&
                               y * size < static_cast<double>(clear.bottom()) && (y + 1) * size > static_cast<double>(clear.top);
            if (clear.width > 0 && taken) continue;
            if (accent && ink == 2) disc(cairo, x + 0.5, y + 0.5, 0.5);
            if (accent || ink == 2) continue;
            if (owner == static_cast<std::size_t>(ink) || owner == 2) draw_module(cairo, x, y, shape, ink == 1 && owner == 2 ? (turn + 2) % 4 : turn);
        }
    }

    static void draw_module(cairo_t* cairo, double x, double y, std::size_t shape, int turn) {
        double const corner_x = turn == 0 || turn == 3 ? x : x + 1;
        double const corner_y = turn == 0 || turn == 1 ? y : y + 1;
        if (shape <= 1) quarter_disc(cairo, corner_x, corner_y, 1, turn);
        else if (shape == 2) arcs(cairo, corner_x, corner_y, 1, turn, 3);
        else if (shape == 3) disc(cairo, x + 0.5, y + 0.5, 0.5);
        else if (shape == 4) box(cairo, x - 0.001, y - 0.001, 1.002, 1.002);  // no hairline to a neighbour of the same ink
        else {
            cairo_move_to(cairo, x + (turn % 2), y);
            cairo_line_to(cairo, x + 1, y + 1);
            cairo_line_to(cairo, x, y + 1);
            cairo_close_path(cairo);
            cairo_fill(cairo);
        }
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Random random_;
    Noise fibre_;
    bool paper_ = true;
    float grandeur_ = 1;
    double module_ = 1, left_ = 0, top_ = 0;
    Rgb ground_;
    std::array<Rgb, 3> inks_;
};

}  // namespace

std::unique_ptr<Family> make_swiss(Seed const& seed) { return std::make_unique<Swiss>(seed); }

}  // namespace troupe::visual::impl
