#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/random.hpp"
#include "base/text.hpp"
#include "visual/motion/waves.hpp"
#include "visual/motion/world.hpp"
#include "visual/type.hpp"

/// Letters and cut paper. Pieces are set down anew on the beats, as if by hand between two exposures; the drums push them,
/// the bass makes the great ones grow.
namespace troupe::visual::motion {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int curve_steps = 7;
constexpr std::size_t most_letters = 6;

/// Outlines about (0, 0), the longer side 1.
struct Letter {
    std::vector<std::vector<Point>> contours;
    float width = 1, height = 1;
};

/// The numbers of an SVG path, one after the other.
class Numbers {
public:
    explicit Numbers(std::string_view text) : text_(text) {}
    [[nodiscard]] char command() {
        while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
        if (text_.empty() || text_.front() < 'A' || text_.front() > 'Z') return 0;
        auto const c = text_.front();
        text_.remove_prefix(1);
        return c;
    }
    [[nodiscard]] Point point() {
        auto const x = number();
        return {x, number()};
    }

private:
    float number() {
        while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
        float value = 0;
        auto const [end, problem] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
        text_.remove_prefix(problem == std::errc() ? static_cast<std::size_t>(end - text_.data()) : text_.size());
        return value;
    }
    std::string_view text_;
};

void add_curve(std::vector<Point>& contour, Point a, Point b, Point c) {
    auto const from = contour.back();
    for (int i = 1; i <= curve_steps; ++i) {
        auto const t = static_cast<float>(i) / curve_steps;
        auto const u = 1 - t;
        contour.push_back(from * (u * u * u) + a * (3 * u * u * t) + b * (3 * u * t * t) + c * (t * t * t));
    }
}

/// Flattens an outline and turns it so that its inside is on the left of its borders.
Letter letter_of(TextOutline const& outline) {
    Letter letter;
    Numbers numbers(outline.path);
    for (char c = numbers.command(); c != 0; c = numbers.command()) {
        if (c == 'M') letter.contours.push_back({numbers.point()});
        if (letter.contours.empty()) break;
        auto& contour = letter.contours.back();
        if (c == 'L') contour.push_back(numbers.point());
        if (c == 'C') {
            auto const a = numbers.point();
            auto const b = numbers.point();
            add_curve(contour, a, b, numbers.point());
        }
    }
    auto const longer = std::max({outline.width_px, outline.height_px, 1.0F});
    letter.width = outline.width_px / longer;
    letter.height = outline.height_px / longer;
    float area = 0;
    for (auto& contour : letter.contours) {
        for (auto& p : contour) p = {p.x / longer - letter.width / 2, p.y / longer - letter.height / 2};
        for (std::size_t i = 0; i < contour.size(); ++i) {
            auto const next = contour[(i + 1) % contour.size()];
            area += contour[i].x * next.y - next.x * contour[i].y;
        }
    }
    if (area > 0)
        for (auto& contour : letter.contours) std::reverse(contour.begin(), contour.end());
    return letter;
}

enum class Cut { sheet, disc, half, wave_edge };

struct Piece {
    Point at;
    float size = 0.2F, turn = 0;
    Cut cut = Cut::sheet;
    std::size_t ink = 0, letter_ink = 0;
    int letter = -1;  ///< none: only paper
    int every = 2;    ///< beats between two of its places
    std::uint64_t hands = 0;
};

float landing(float t) {
    auto const x = held(t) - 1;
    return 1 + 2.6F * x * x * x + 1.6F * x * x;
}

class Collage final : public World {
public:
    explicit Collage(Ground const& ground)
        : layout_(ground.layout), style_(ground.style), loops_(ground.loops), is_tiles_(ground.composition % 4 == 1 || ground.composition % 4 == 2),
          paper_(ground.system.light_ground || ground.system.darkness < 0.35F) {
        auto const& system = ground.system;
        auto const under = paper_ ? system.stops[4] : system.stops[0];
        ground_ = to_yuv(to_rgb(into_gamut({paper_ ? 0.945F : 0.155F, under.a * 0.6F, under.b * 0.6F})));
        inks_ = {to_yuv(paper_ ? system.ink(0) : system.ink(3)), to_yuv(system.ink(1)), to_yuv(system.ink(2)), to_yuv(system.accent_rgb()), ground_};
        for (auto const& letter : characters_of(ground.letters.empty() ? system.artist : ground.letters))
            if (auto const outline = outline_text(letter, {.face = system.display, .size_px = 400})) letters_.push_back(letter_of(*outline));
        auto random = system.random(ground.seed).stream("teaser collage");
        hand_ = random.chance(0.5) ? 1.0F : -1.0F;
        if (is_tiles_) lay_tiles(random);
        else lay_initial(random);
    }

    [[nodiscard]] Backdrop backdrop() const override { return paper_ ? Backdrop::paper : Backdrop::black_paper; }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        View const view(layout_, m.camera);
        stage.lay(ground_);
        for (std::size_t i = 0; i < pieces_.size(); ++i) draw_piece(m, scene, pieces_[i], static_cast<int>(i), view, stage);
    }

private:
    /// Single letters of a text, without gaps and signs.
    static std::vector<std::string> characters_of(std::string const& said) {
        std::vector<std::string> characters;
        for (std::size_t i = 0; i < said.size() && characters.size() < most_letters;) {
            std::size_t length = 1;
            while (i + length < said.size() && (static_cast<unsigned char>(said[i + length]) & 0xC0U) == 0x80U) ++length;
            auto const one = said.substr(i, length);
            i += length;
            if (length == 1 && !((one[0] >= '0' && one[0] <= '9') || (one[0] >= 'A' && one[0] <= 'Z') || (one[0] >= 'a' && one[0] <= 'z'))) continue;
            characters.push_back(one);
        }
        return characters;
    }

    void add(Random& random, Point at, float size, Cut cut, std::size_t ink, int letter, std::size_t letter_ink, int every) {
        pieces_.push_back({at, size, static_cast<float>(random.uniform(-0.16, 0.16)), cut, ink, letter_ink, letter, every, random.next()});
    }

    /// One great letter between a few large cuts.
    void lay_initial(Random& random) {
        add(random, {hand_ * 0.10F, 0.04F}, 0.66F, Cut::disc, 1, -1, 0, 4);
        add(random, {-hand_ * 0.30F, -0.26F}, 0.40F, Cut::half, 2, -1, 0, 4);
        add(random, {hand_ * 0.26F, 0.34F}, 0.46F, Cut::wave_edge, 2, -1, 0, 4);
        add(random, {0, 0}, 0.80F, Cut::sheet, 4, letters_.empty() ? -1 : 0, 0, 8);
        pieces_.back().ink = no_paper;
        add(random, {hand_ * 0.33F, -0.32F}, 0.15F, Cut::sheet, 3, letters_.size() > 1 ? 1 : -1, 4, 2);
        add(random, {-hand_ * 0.34F, 0.36F}, 0.12F, Cut::disc, 3, -1, 0, 1);
        for (int i = 0; i < 4; ++i)
            add(random, {hand_ * (-0.40F + 0.07F * static_cast<float>(i)), 0.14F + 0.012F * static_cast<float>(i)}, 0.055F, Cut::sheet, 0, -1, 0, 1 + i % 2);
    }

    /// The letters on sheets of their own, in reading order.
    void lay_tiles(Random& random) {
        add(random, {-hand_ * 0.16F, -0.20F}, 0.62F, Cut::disc, 2, -1, 0, 4);
        add(random, {hand_ * 0.22F, 0.27F}, 0.52F, Cut::wave_edge, 1, -1, 0, 4);
        auto const count = static_cast<int>(std::min<std::size_t>(most_letters, std::max<std::size_t>(letters_.size(), 1)));
        auto const columns = count <= 4 ? 2 : 3;
        auto const rows = (count + columns - 1) / columns;
        auto const pitch = columns == 2 ? 0.40F : 0.31F;
        for (int i = 0; i < count; ++i) {
            Point const at{(static_cast<float>(i % columns) - 0.5F * static_cast<float>(columns - 1)) * pitch,
                           (static_cast<float>(i / columns) - 0.5F * static_cast<float>(rows - 1)) * pitch * 1.06F};
            static constexpr std::array<std::pair<std::size_t, std::size_t>, 4> papers{{{0, 4}, {1, 0}, {4, 0}, {3, 4}}};
            auto const [paper, ink] = papers[static_cast<std::size_t>(i + static_cast<int>(random.below(2))) % papers.size()];
            add(random, at, pitch * 0.94F, i % 5 == 3 ? Cut::disc : Cut::sheet, paper, letters_.empty() ? -1 : i, ink, 1 + i % 3);
        }
        add(random, {hand_ * 0.40F, -0.38F}, 0.10F, Cut::disc, 3, -1, 0, 1);
    }

    static constexpr std::size_t no_paper = 99;

    struct Place {
        Point at;
        float turn, size;
    };

    /// Where a piece lies now: it is moved on its beats and lies still between them.
    [[nodiscard]] Place place_of(Moment const& m, Scene const& scene, Piece const& piece, int index) const {
        auto const big = piece.size > 0.3F;
        auto const swell = 1 + (big ? 0.025F * m.kick + 0.03F * m.sound.bass : 0.09F * m.kick + 0.07F * m.snare);
        if (loops_) {
            auto const own = static_cast<float>(piece.hands % 97) / 97;
            return {piece.at + Point{0.030F * wave(m.phase + own), 0.024F * wave(m.phase + own + 0.3F)}, piece.turn + 0.14F * wave(m.phase + 2 * own), piece.size};
        }
        auto const beat = m.beat_index + index + scene.variation * 5;
        auto const step = beat / piece.every;
        auto const before = hand(piece, step - 1);
        auto const now = hand(piece, step);
        auto const moved = beat % piece.every == 0 ? landing(m.beat * 3.2F) : 1.0F;
        auto const far = (big ? 0.035F : 0.055F) * (1 + 0.6F * static_cast<float>(style_.shake));
        auto const enters = landing(static_cast<float>(m.since_cut - index / 3) / 5.0F);
        auto const way = before.at + (now.at - before.at) * moved;
        auto const turn = before.turn + (now.turn - before.turn) * moved;
        auto const from_edge = scene.from > 0 ? piece.at * (0.5F * (1 - std::clamp(enters, 0.0F, 1.2F))) : Point{};
        return {piece.at + way * far + from_edge, piece.turn + turn * (big ? 0.10F : 0.24F), piece.size * swell};
    }

    struct Hand {
        Point at;
        float turn;
    };
    [[nodiscard]] static Hand hand(Piece const& piece, int step) {
        auto random = Random(piece.hands).stream("hand", static_cast<std::uint64_t>(step + 4096));
        auto const x = static_cast<float>(random.uniform(-1, 1));
        auto const y = static_cast<float>(random.uniform(-1, 1));
        return {{x, y}, static_cast<float>(random.uniform(-1, 1))};
    }

    void draw_piece(Moment const& m, Scene const& scene, Piece const& piece, int index, View const& view, Stage& stage) const {
        auto const place = place_of(m, scene, piece, index);
        auto const c = std::cos(place.turn);
        auto const s = std::sin(place.turn);
        auto const room = stage.room_at(view.to_px(place.at));
        auto const size = place.size * (piece.size > 0.3F ? 1 : 0.2F + 0.8F * room);
        auto const to_px = [&](Point p) { return view.to_px(place.at + Point{p.x * c - p.y * s, p.x * s + p.y * c} * size); };
        if (piece.ink != no_paper) {
            stage.path.clear();
            stage.path.polygon(outline_of(piece, to_px));
            stage.fill(stage.path, inks_[piece.ink]);
        }
        if (piece.letter < 0) return;
        auto const& letter = letters_[static_cast<std::size_t>(piece.letter) % letters_.size()];
        auto const share = piece.ink == no_paper ? 1.0F : 0.66F;
        stage.path.clear();
        for (auto const& contour : letter.contours)
            for (std::size_t i = 0; i < contour.size(); ++i)
                stage.path.border(to_px(contour[i] * share), to_px(contour[(i + 1) % contour.size()] * share));
        stage.fill(stage.path, inks_[piece.letter_ink]);
    }

    template <class ToPx>
    [[nodiscard]] static std::vector<Point> outline_of(Piece const& piece, ToPx const& to_px) {
        std::vector<Point> points;
        auto random = Random(piece.hands).stream("scissors");
        auto const loose = [&] { return static_cast<float>(random.uniform(-0.035, 0.035)); };
        auto const round = [&](int count, float from, float to, auto const& radius) {
            for (int i = 0; i < count; ++i) {
                auto const angle = from + (to - from) * static_cast<float>(i) / static_cast<float>(count - 1);
                points.push_back(to_px(Point{std::cos(angle), std::sin(angle)} * radius(angle)));
            }
        };
        if (piece.cut == Cut::sheet)
            for (auto const& corner : {Point{-0.5F, -0.5F}, Point{0.5F, -0.5F}, Point{0.5F, 0.5F}, Point{-0.5F, 0.5F}}) points.push_back(to_px(corner + Point{loose(), loose()}));
        if (piece.cut == Cut::disc) round(72, 0, 2 * pi * 71 / 72, [](float) { return 0.5F; });
        if (piece.cut == Cut::half) round(40, 0.3F, 0.3F + pi, [](float) { return 0.5F; });
        if (piece.cut == Cut::wave_edge) round(90, 0, 2 * pi * 89 / 90, [](float angle) { return 0.44F + 0.075F * std::sin(5 * angle); });
        return points;
    }

    Layout layout_;
    VideoStyle style_;
    bool loops_, is_tiles_, paper_;
    float hand_ = 1;
    Yuv ground_;
    std::array<Yuv, 5> inks_{};
    std::vector<Letter> letters_;
    std::vector<Piece> pieces_;
};

}  // namespace

std::unique_ptr<World> make_collage(Ground const& ground) { return std::make_unique<Collage>(ground); }

}  // namespace troupe::visual::motion
