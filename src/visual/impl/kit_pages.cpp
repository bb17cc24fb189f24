#include "visual/impl/kit_pages.hpp"

#include <cmath>
#include <cstdlib>

#include "visual/field.hpp"
#include "visual/impl/compose.hpp"
#include "visual/impl/lettering.hpp"
#include "visual/impl/marks.hpp"
#include "visual/impl/stencil.hpp"

namespace troupe::visual::impl {
namespace {

/// Fills a mark's shapes over a canvas, scaled and moved.
void lay_mark(Canvas& canvas, Mark const& mark, MarkColors const& colors, double x, double y, double scale) {
    Frame const frame{canvas.width(), canvas.height()};
    for (auto const& shape : mark.shapes) {
        Stencil plate(frame);
        cairo_translate(plate.context(), x, y);
        cairo_scale(plate.context(), scale, scale);
        trace_svg(plate.context(), shape.path);
        cairo_fill(plate.context());
        plate.finish();
        auto const color = shape.accent ? colors.accent : colors.body;
        canvas.for_rows([&](std::span<Rgb> row, int line) {
            auto const coverage = plate.row(line);
            for (std::size_t i = 0; i < row.size(); ++i)
                if (coverage[i] != 0) row[i] = mix(row[i], color, static_cast<float>(coverage[i]) * (1 / 255.0F));
        });
    }
}

/// Night: light from behind the mark, in veils. Paper: a quiet tone.
void avatar_ground(Canvas& canvas, VisualSystem const& system) {
    auto const side = static_cast<float>(canvas.width());
    Noise const veil(system.random(0).stream("avatar").next());
    Grid mist(canvas.width(), canvas.height(), 4);
    mist.fill([&](float x, float y) { return veil.warped(x / side * 1.6F, y / side * 1.6F, 3, 0.9F); }, canvas.threads());
    auto const paper = system.light_ground;
    auto const ground = system.ink(3);
    canvas.for_rows([&](std::span<Rgb> row, int y) {
        std::vector<float> line(row.size());
        mist.row(y, line);
        auto const v = (static_cast<float>(y) + 0.5F) / side - 0.5F;
        for (std::size_t x = 0; x < row.size(); ++x) {
            auto const u = (static_cast<float>(x) + 0.5F) / side - 0.5F;
            auto const far = std::sqrt(u * u + v * v);
            auto const tone = 0.05F + 0.34F * smoothstep(0.75F, 0.1F, far + 0.16F * line[x]);
            row[x] = paper ? ground * (1 - 0.05F * smoothstep(0.2F, 0.7F, far)) : system.ramp(tone);
        }
    });
}

Composition banner_composition(VisualSystem const& system) {
    auto const& name = system.families.front().name;
    return {name, static_cast<int>(system.random(0).stream("banner").below(static_cast<std::size_t>(std::max(1, layout_count(name)))))};
}

Result<Placed> banner_name(VisualSystem const& system, PlatformPicture const& wanted) {
    auto const safe_width = wanted.safe_width_px > 0 ? wanted.safe_width_px : wanted.width_px;
    auto const safe_height = wanted.safe_height_px > 0 ? wanted.safe_height_px : wanted.height_px;
    auto text = TRY(fit_text(system.artist, {.face = system.mark, .align = Align::centre},
                             {.width_px = safe_width / 2, .height_px = safe_height * 2 / 5, .most_lines = 1, .most_size_px = static_cast<float>(safe_height) * 0.5F}));
    auto const x = (wanted.width_px - text.mask.width_px) / 2;
    auto const y = (wanted.height_px - text.mask.height_px) / 2;
    return Placed{std::move(text), x, y};
}

struct Swatch {
    Rgb color;
    float share;
};

void lay_box(Canvas& canvas, Box const& box, Rgb color) {
    canvas.for_rows([&](std::span<Rgb> row, int y) {
        auto const line = static_cast<float>(y);
        if (line < box.top || line >= box.bottom()) return;
        for (auto x = static_cast<std::size_t>(box.left); x < static_cast<std::size_t>(box.right()); ++x) row[x] = color;
    });
}

Result<void> label(Canvas& canvas, Typeface const& face, std::string const& text, float size, float x, float y, Rgb color) {
    auto const set = TRY(set_lines({text}, {.face = face, .size_px = size, .tracking_em = 0.04F}));
    canvas.tint(set.mask, static_cast<int>(x), static_cast<int>(y) - set.ascent_px, color);
    return {};
}

Result<void> lay_swatches(Canvas& canvas, VisualSystem const& system) {
    auto const width = static_cast<float>(canvas.width());
    float x = 0;
    std::array<Swatch, 6> const swatches{{{system.stop(0), 0.24F}, {system.stop(1), 0.18F}, {system.stop(2), 0.18F}, {system.stop(3), 0.18F}, {system.stop(4), 0.14F}, {system.accent_rgb(), 0.08F}}};
    for (auto const& swatch : swatches) {
        Box const box{x, 0, std::floor(swatch.share * width + 0.5F), 430};
        lay_box(canvas, {box.left, box.top, std::min(box.width, width - box.left), box.height}, swatch.color);
        auto const ink = luminance(swatch.color) > 0.22F ? system.stop(0) : system.stop(4);
        TRY(label(canvas, system.text, to_hex(swatch.color), 22, x + 26, 398, ink));
        x += box.width;
    }
    return {};
}

Result<void> lay_type(Canvas& canvas, VisualSystem const& system) {
    auto const ink = system.stop(0);
    auto const name = TRY(fit_text(system.artist, {.face = system.mark}, {.width_px = 1020, .height_px = 190, .most_lines = 1, .most_size_px = 230}));
    canvas.tint(name.mask, 72, 520, ink);
    auto const letters = TRY(fit_text("Aa Bb Cc Dd Ee Ff Gg 0123456789", {.face = system.display}, {.width_px = 1020, .height_px = 70, .most_lines = 1}));
    canvas.tint(letters.mask, 72, 780, ink);
    auto const small = TRY(fit_text("ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz", {.face = system.text}, {.width_px = 1020, .height_px = 40, .most_lines = 1}));
    canvas.tint(small.mask, 72, 900, ink);
    auto faces = system.display.file.stem().string() + "   +   " + system.text.file.stem().string();
    if (system.mark.name != system.display.name) faces += "   +   " + system.mark.file.stem().string();
    TRY(label(canvas, system.text, faces, 22, 72, 1010, mix(ink, system.stop(2), 0.5F)));
    return {};
}

}  // namespace

Result<media::Picture> avatar(VisualSystem const& system, int size_px, int threads) {
    Canvas canvas(size_px, size_px, threads);
    avatar_ground(canvas, system);
    auto const marks = TRY(make_marks(system));
    auto const colors = mark_colors(system, system.light_ground ? Ground::light : Ground::dark);
    auto const scale = 0.62 * size_px / marks.emblem.width;
    auto const corner = (size_px - marks.emblem.width * scale) / 2;
    lay_mark(canvas, marks.emblem, colors, corner, corner, scale);
    return canvas.finish(finish_of(system, {size_px, size_px}, 1));
}

Result<media::Picture> banner(VisualSystem const& system, PlatformPicture const& wanted, int threads) {
    Frame const frame{wanted.width_px, wanted.height_px};
    auto const family = TRY(make_family(system, frame, banner_composition(system), system.seed));
    Lettering lettering;
    if (wanted.wordmark) lettering.title = TRY(banner_name(system, wanted));
    Canvas canvas(frame.width_px, frame.height_px, threads);
    family->paint(canvas, lettering.ink(), {});
    draw_lettering(canvas, system, lettering, family->light_ground());
    return canvas.finish(finish_of(system, frame, 2));
}

Result<media::Picture> style_sheet(VisualSystem const& system, int threads) {
    Canvas canvas(1920, 1080, threads);
    auto const paper = system.ink(3);
    canvas.for_rows([&](std::span<Rgb> row, int) { std::fill(row.begin(), row.end(), paper); });
    TRY(lay_swatches(canvas, system));
    TRY(lay_type(canvas, system));
    auto const marks = TRY(make_marks(system));
    lay_box(canvas, {1180, 430, 740, 325}, system.stop(0));
    auto const on_night = std::min(560 / marks.logo.width, 200 / marks.logo.height);
    lay_mark(canvas, marks.logo, mark_colors(system, Ground::dark), 1550 - marks.logo.width * on_night / 2, 592 - marks.logo.height * on_night / 2, on_night);
    auto const mark_scale = 230 / marks.emblem.width;
    lay_mark(canvas, marks.emblem, mark_colors(system, Ground::light), 1550 - 115, 917 - 115, mark_scale);
    return canvas.finish({.grain = 0, .seed = system.seed});
}

}  // namespace troupe::visual::impl
