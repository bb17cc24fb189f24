#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/text.hpp"
#include "visual/impl/letterform.hpp"

/// Letters as form, between cut paper: the title's own, or the artist's where there is no title. No other word.
namespace troupe::visual::impl {
namespace {

enum Layout { initial, poster, tiles, window };

constexpr float pi = std::numbers::pi_v<float>;

class Collage final : public Family {
public:
    explicit Collage(Seed const& seed)
        : system_(seed.system), frame_(seed.frame), layout_(seed.layout), random_(seed.random.stream("collage")), grandeur_(seed.occasion.grandeur),
          bare_(seed.occasion.bare), words_(seed.occasion.title.empty() ? seed.system.artist : seed.occasion.title) {
        auto form = seed.random.stream("form");
        side_ = frame_.side();
        hand_ = form.chance(0.5) ? 1.0F : -1.0F;
        // Without a title there is nothing to read: the poster would be the name twice.
        if (layout_ == poster && (bare_ || seed.occasion.title.empty() || is_wide(frame_))) layout_ = initial;
        foot_ = frame_.height() - (bare_ || is_wide(frame_) ? 0 : 0.285F * side_);
    }

    TypePlan plan() const override {
        auto places = title_corner(frame_, 1.0F, layout_ == tiles ? 0.09F : 0.125F);
        if (layout_ == poster) places.artist = title_below(frame_, Align::left, 0.1F).artist;
        return places;
    }
    bool light_ground() const override { return system_.light_ground; }
    bool is_the_title() const override { return layout_ == poster; }

    void paint(Canvas& canvas, InkBoxes const&, std::stop_token const& stop) const override {
        Sheet sheet(frame_, system_.ground_rgb());
        switch (layout_) {
            case initial: draw_initial(sheet); break;
            case poster: draw_poster(sheet); break;
            case tiles: draw_tiles(sheet); break;
            default: draw_window(sheet); break;
        }
        if (!stop.stop_requested()) sheet.print(canvas);
    }

private:
    /// Fills the current path as paper that lies a little above what is under it.
    void lay_paper(Sheet& sheet, Rgb color) const {
        auto* cairo = sheet.context();
        auto const path = cairo_copy_path(cairo);
        auto const drop = static_cast<double>(0.0016F * side_);
        for (int i = 3; i > 0; --i) {
            cairo_save(cairo);
            cairo_translate(cairo, i * drop, i * 1.6 * drop);
            cairo_new_path(cairo);
            cairo_append_path(cairo, path);
            cairo_restore(cairo);
            sheet.color(system_.stop(0), 0.1F);
            cairo_fill(cairo);
        }
        cairo_new_path(cairo);
        cairo_append_path(cairo, path);
        sheet.color(color);
        cairo_fill(cairo);
        cairo_path_destroy(path);
    }

    /// A closed soft outline through points around a centre: scissors that never stop turning.
    void trace_cut(Sheet& sheet, Point centre, float radius, int lobes, float depth, Random& random) const {
        std::vector<Point> points;
        auto const start = static_cast<float>(random.uniform(0, 2 * pi));
        for (int i = 0; i < 2 * lobes; ++i) {
            auto const angle = start + pi * (static_cast<float>(i) + static_cast<float>(random.uniform(-0.22, 0.22))) / static_cast<float>(lobes);
            auto const reach = radius * (i % 2 == 0 ? static_cast<float>(random.uniform(0.85, 1.05)) : 1 - depth * static_cast<float>(random.uniform(0.8, 1.1)));
            points.push_back(centre + Point{std::cos(angle), std::sin(angle)} * reach);
        }
        auto* cairo = sheet.context();
        auto const count = points.size();
        auto const at = [&](std::size_t i) { return points[i % count]; };
        cairo_new_path(cairo);
        cairo_move_to(cairo, static_cast<double>(at(0).x), static_cast<double>(at(0).y));
        for (std::size_t i = 0; i < count; ++i) {
            auto const a = at(i) + (at(i + 1) - at(i + count - 1)) * 0.22F;
            auto const b = at(i + 1) - (at(i + 2) - at(i)) * 0.22F;
            auto const p = at(i + 1);
            cairo_curve_to(cairo, static_cast<double>(a.x), static_cast<double>(a.y), static_cast<double>(b.x), static_cast<double>(b.y), static_cast<double>(p.x), static_cast<double>(p.y));
        }
        cairo_close_path(cairo);
    }

    static void trace_half_disc(Sheet& sheet, Point centre, float radius, float turn) {
        auto* cairo = sheet.context();
        cairo_new_path(cairo);
        cairo_arc(cairo, static_cast<double>(centre.x), static_cast<double>(centre.y), static_cast<double>(radius), static_cast<double>(turn), static_cast<double>(turn + pi));
        cairo_close_path(cairo);
    }

    /// A box of the letter's own proportions, `share` of the short side high or wide, around a centre.
    [[nodiscard]] Box letter_box(std::string const& letter, Point centre, float share) const {
        auto const ink = ink_at_100(letter, system_.display);
        auto const most = std::max({ink.width / 1.15F, ink.height, 1.0F});
        auto const scale = share * side_ / most;
        return {centre.x - ink.width * scale / 2, centre.y - ink.height * scale / 2, ink.width * scale, ink.height * scale};
    }

    [[nodiscard]] Point stage() const {
        if (is_wide(frame_)) return {frame_.width() * (0.5F + 0.33F * hand_), frame_.height() / 2};
        return {frame_.width() / 2, 0.05F * side_ + (foot_ - 0.05F * side_) / 2};
    }

    /// The first letter, as large as the art, over and under cut shapes.
    void draw_initial(Sheet& sheet) const {
        auto random = random_.stream("initial");
        auto const vary = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
        auto const middle = stage() + Point{hand_ * 0.06F * side_, 0};
        auto const wide = is_wide(frame_) ? 0.72F : grandeur_;
        trace_cut(sheet, middle + Point{-hand_ * vary(0.16, 0.24), vary(-0.08, 0.06)} * (side_ * wide), vary(0.26, 0.33) * side_ * wide, random.between(3, 5), vary(0.12, 0.24), random);
        lay_paper(sheet, system_.form(1));
        auto const letter = initial_of(words_);
        if (trace_text(sheet.context(), letter, system_.display, letter_box(letter, middle, 0.62F * wide))) lay_paper(sheet, system_.form(0));
        trace_half_disc(sheet, middle + Point{hand_ * vary(0.2, 0.28), vary(0.08, 0.2)} * (side_ * wide), vary(0.13, 0.18) * side_ * wide, vary(-0.6, 0.6));
        lay_paper(sheet, system_.form(2));
        trace_cut(sheet, middle + Point{hand_ * vary(0.18, 0.3), -vary(0.16, 0.22)} * (side_ * wide), vary(0.05, 0.075) * side_ * wide, 3, 0.08F, random);
        lay_paper(sheet, system_.accent_rgb());
    }

    /// The first letter as an opening in the ground, with light behind it.
    void draw_window(Sheet& sheet) const {
        auto random = random_.stream("window");
        auto const vary = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
        auto const middle = stage();
        auto const wide = is_wide(frame_) ? 0.75F : grandeur_;
        auto const letter = initial_of(words_);
        auto const box = letter_box(letter, middle, 0.66F * wide);
        auto* cairo = sheet.context();
        if (!trace_text(cairo, letter, system_.display, box)) return;
        cairo_save(cairo);
        cairo_clip(cairo);
        sheet.gradient({box.left, box.top}, system_.glow(0.95F), {box.left + 0.2F * box.width, box.bottom()}, system_.glow(0.5F));
        cairo_paint(cairo);
        std::array<float, 4> const tones{0.66F, 0.42F, 0.84F, 0.54F};
        for (std::size_t i = 0; i < tones.size(); ++i) {
            Point const at{box.left + vary(-0.1, 1.1) * box.width, box.top + (0.15F + 0.25F * static_cast<float>(i)) * box.height};
            trace_cut(sheet, at, vary(0.16, 0.26) * side_ * wide, random.between(3, 6), vary(0.12, 0.4), random);
            lay_paper(sheet, system_.glow(tones[i]));
        }
        sheet.color(system_.accent_rgb());
        sheet.disc({box.left + vary(0.2, 0.8) * box.width, box.top + vary(0.15, 0.5) * box.height}, vary(0.06, 0.09) * side_ * wide);
        cairo_restore(cairo);
    }

    /// Letters on pieces of paper, in reading order; the pieces lie as a hand would lay them.
    void draw_tiles(Sheet& sheet) const {
        auto random = random_.stream("tiles");
        auto const rows = tile_rows();
        std::size_t longest = 1;
        std::size_t count = 0;
        for (auto const& row : rows) {
            longest = std::max(longest, row.size());
            count += row.size();
        }
        auto const margin = margin_of(frame_);
        auto const width = is_wide(frame_) ? 0.36F * frame_.width() : frame_.width() - 2 * margin;
        auto const tall = foot_ - 1.4F * margin;
        auto const cell = std::min({width / static_cast<float>(longest), tall / static_cast<float>(rows.size()), 0.48F * side_});
        auto const top = is_wide(frame_) ? (frame_.height() - cell * static_cast<float>(rows.size())) / 2 : margin + (tall - cell * static_cast<float>(rows.size())) / 2;
        auto const accent = random.below(count);
        std::size_t index = 0;
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t i = 0; i < rows[row].size(); ++i, ++index) {
                auto const x = stage().x + (static_cast<float>(i) + 0.5F - static_cast<float>(rows[row].size()) / 2) * cell;
                draw_tile(sheet, rows[row][i], {x, top + (static_cast<float>(row) + 0.5F) * cell}, cell, index == accent && count > 5, random);
            }
    }

    /// A row for each word where they are few and short, else rows of about the same length.
    [[nodiscard]] std::vector<std::vector<std::string>> tile_rows() const {
        std::vector<std::vector<std::string>> rows;
        auto const words = words_of(words_);
        auto const pieces = tile_texts();
        std::size_t letters = 0;
        for (auto const& word : words) letters += text::length(word);
        if (words.size() > 1 && words.size() <= 3 && letters == pieces.size()) {
            auto piece = pieces.begin();
            for (auto const& word : words) {
                rows.emplace_back(piece, piece + static_cast<std::ptrdiff_t>(text::length(word)));
                piece += static_cast<std::ptrdiff_t>(text::length(word));
            }
            return rows;
        }
        auto const lines = pieces.size() < 4 ? 1 : pieces.size() < 9 ? 2 : 3;
        auto const across = (pieces.size() + static_cast<std::size_t>(lines) - 1) / static_cast<std::size_t>(lines);
        for (std::size_t i = 0; i < pieces.size(); i += across)
            rows.emplace_back(pieces.begin() + static_cast<std::ptrdiff_t>(i), pieces.begin() + static_cast<std::ptrdiff_t>(std::min(pieces.size(), i + across)));
        return rows;
    }

    /// The letters of a short text without its gaps; of a long one, or of one whose letters join, the first letters of its words.
    [[nodiscard]] std::vector<std::string> tile_texts() const {
        std::vector<std::string> pieces;
        auto const add = [&](std::u32string_view text) {
            for (auto const c : text)
                if (c > 0x2F && pieces.size() < 12) pieces.push_back(initial_of(text::encode(std::u32string(1, c))));
        };
        auto const whole = text::decode(words_);
        auto const joined = std::any_of(whole.begin(), whole.end(), [](char32_t c) { return c >= 0x590 && c < 0x2E80; });
        if (whole.size() <= 14 && !joined) add(whole);
        else
            for (auto const& word : words_of(words_)) add(text::decode(initial_of(word)));
        std::erase(pieces, std::string());
        if (pieces.empty()) pieces.push_back(initial_of(words_));
        return pieces;
    }

    void draw_tile(Sheet& sheet, std::string const& letter, Point centre, float cell, bool accent, Random& random) const {
        auto* cairo = sheet.context();
        auto const kind = random.below(4);
        auto const tilt = random.uniform(-0.09, 0.09);
        auto const half = 0.44F * cell;
        auto const color = accent ? system_.accent_rgb() : system_.form(random.weighted(std::array<double, 3>{3, 2, 1}));
        cairo_save(cairo);
        cairo_translate(cairo, static_cast<double>(centre.x), static_cast<double>(centre.y));
        cairo_rotate(cairo, tilt);
        if (kind == 0) trace_cut(sheet, {}, half * 1.08F, random.between(5, 8), 0.16F, random);
        else {
            auto const corner = [&](float x, float y) { cairo_line_to(cairo, static_cast<double>(half * x * static_cast<float>(random.uniform(0.9, 1.04))), static_cast<double>(half * y * static_cast<float>(random.uniform(0.9, 1.04)))); };
            cairo_new_path(cairo);
            corner(-1, -1);
            corner(1, -1);
            corner(1, 1);
            corner(-1, 1);
            cairo_close_path(cairo);
        }
        lay_paper(sheet, color);
        auto const ink = ink_at_100(letter, system_.display);
        auto const scale = 1.12F * half / std::max({ink.width, ink.height, 1.0F});
        if (trace_text(cairo, letter, system_.display, {-ink.width * scale / 2, -ink.height * scale / 2, ink.width * scale, ink.height * scale})) {
            sheet.color(readable_on(color));
            cairo_fill(cairo);
        }
        cairo_restore(cairo);
    }

    [[nodiscard]] Rgb readable_on(Rgb paper) const {
        auto const light = contrast(luminance(system_.stop(4)), luminance(paper));
        auto const dark = contrast(luminance(system_.stop(0)), luminance(paper));
        return light > dark ? system_.stop(4) : system_.stop(0);
    }

    struct Setting {
        std::vector<std::string> lines;
        std::vector<float> heights;  // at the poster's width, as the face draws them
        float total = 0;
    };

    /// Words on that many lines, none much longer than another.
    [[nodiscard]] Setting set_on(std::vector<std::string> const& words, std::size_t count, float width) const {
        Setting setting;
        std::size_t letters = 0;
        for (auto const& word : words) letters += text::length(word) + 1;
        std::size_t used = 0;
        for (auto const& word : words) {
            auto const line = std::min(count - 1, (used + text::length(word) / 2) * count / letters);
            if (setting.lines.size() <= line) setting.lines.emplace_back();
            auto& text = setting.lines.back();
            text += text.empty() ? word : " " + word;
            used += text::length(word) + 1;
        }
        for (auto const& line : setting.lines) {
            auto const ink = ink_at_100(line, system_.display);
            setting.heights.push_back(ink.height * width / std::max(1.0F, ink.width));
            setting.total += setting.heights.back();
        }
        return setting;
    }

    /// Every line as wide as the poster; the letters may be drawn up to twice as tall as the face has them, to fill it.
    void draw_poster(Sheet& sheet) const {
        auto random = random_.stream("poster");
        auto const margin = margin_of(frame_);
        auto const width = frame_.width() - 2 * margin;
        auto const top = 2.1F * margin;
        auto const tall = frame_.height() - top - margin;
        auto const words = poster_words();
        Setting best;
        auto const quality = [&](Setting const& s) {
            auto const gaps = 0.12F * margin * static_cast<float>(s.lines.size());
            auto const stretch = (tall - gaps) / std::max(1.0F, s.total);
            return stretch >= 1 ? 1 / std::max(1.0F, stretch / 1.6F) : stretch * 0.9F;
        };
        for (std::size_t count = 1; count <= std::min<std::size_t>(words.size(), 9); ++count)
            if (auto setting = set_on(words, count, width); best.lines.empty() || quality(setting) > quality(best)) best = std::move(setting);
        lay_poster_papers(sheet, random);
        set_poster(sheet, best, {margin, top, width, tall});
    }

    /// A title without gaps may be one of a script that has none: such a one breaks anywhere.
    [[nodiscard]] std::vector<std::string> poster_words() const {
        auto words = words_of(words_);
        if (words.size() > 1) return words;
        auto const letters = text::decode(words_);
        auto const ideographs = std::count_if(letters.begin(), letters.end(), [](char32_t c) { return c >= 0x2E80 && c < 0xA000; });
        std::vector<std::string> parts;
        for (std::size_t i = 0; i < letters.size() && (ideographs > 2 || letters.size() > 16); i += ideographs > 2 ? 2 : 12)
            parts.push_back(text::encode(letters.substr(i, ideographs > 2 ? 2 : 12)));
        return parts.empty() ? words : parts;
    }

    /// As far from the ground on the artist's scale as the poster's letters can still be read on it.
    [[nodiscard]] Rgb quiet_paper() const {
        auto const ink = luminance(system_.light_ground ? system_.stop(0) : system_.stop(4));
        auto tone = 0.45F;
        while (tone > 0.06F && contrast(ink, luminance(system_.glow(tone))) < 5.2F) tone -= 0.03F;
        return system_.glow(tone);
    }

    /// Behind the letters: papers near enough to the ground for the ink to be read on both.
    void lay_poster_papers(Sheet& sheet, Random& random) const {
        auto const vary = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
        auto const dark_ink = system_.light_ground;
        auto const paper = [&](Rgb of, float least, float most) {
            auto polar = to_oklch(to_oklab(of));
            polar.l = dark_ink ? std::max(polar.l, least) : std::min(polar.l, most);
            return to_rgb(into_gamut(to_oklab(polar)));
        };
        Point const middle{frame_.width() * (0.5F + 0.12F * hand_), 0.5F * frame_.height()};
        trace_cut(sheet, middle, vary(0.34, 0.4) * side_ * grandeur_, random.between(3, 5), vary(0.12, 0.25), random);
        lay_paper(sheet, quiet_paper());
        trace_cut(sheet, middle + Point{-hand_ * vary(0.2, 0.3), vary(0.12, 0.26)} * side_, vary(0.13, 0.18) * side_, random.between(3, 4), vary(0.08, 0.2), random);
        lay_paper(sheet, paper(system_.accent_rgb(), 0.72F, 0.42F));
    }

    void set_poster(Sheet& sheet, Setting const& setting, Box const& area) const {
        auto const gap = 0.36F * margin_of(frame_);
        auto const room = area.height - gap * static_cast<float>(setting.lines.size() - 1);
        auto const stretch = std::min(2.1F, room / std::max(1.0F, setting.total));
        auto const used = setting.total * stretch + gap * static_cast<float>(setting.lines.size() - 1);
        auto y = area.top + (area.height - used);
        for (std::size_t i = 0; i < setting.lines.size(); ++i) {
            auto const height = setting.heights[i] * stretch;
            sheet.color(system_.light_ground ? system_.stop(0) : system_.stop(4));
            if (trace_text(sheet.context(), setting.lines[i], system_.display, {area.left, y, area.width, height})) cairo_fill(sheet.context());
            y += height + gap;
        }
    }

    VisualSystem const& system_;
    Frame frame_;
    int layout_;
    Random random_;
    float grandeur_ = 1;
    bool bare_ = false;
    std::string words_;
    float side_ = 1, hand_ = 1, foot_ = 1;
};

}  // namespace

std::unique_ptr<Family> make_collage(Seed const& seed) { return std::make_unique<Collage>(seed); }

}  // namespace troupe::visual::impl
