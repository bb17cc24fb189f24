#include "visual/impl/marks.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "base/text.hpp"

namespace troupe::visual::impl {
namespace {

constexpr double emblem_size = 512;
constexpr double word_height = 200;
constexpr double margin = 24;

Mark emblem_mark(Emblem const& emblem) {
    auto const radius = emblem_size / 2 - margin;
    auto const centre = emblem_size / 2;
    return {"emblem", emblem_size, emblem_size, {{emblem.body.svg(radius, centre, centre)}, {emblem.spark.svg(radius, centre, centre), true}}};
}

/// Moves path data: the outline's numbers come in pairs.
std::string moved(std::string const& path, double x, double y) {
    std::string result;
    char const* at = path.c_str();
    bool across = true;
    while (*at != '\0') {
        if (*at == 'M' || *at == 'L' || *at == 'C' || *at == 'Z' || *at == ' ') {
            result += *at++;
            continue;
        }
        char* end = nullptr;
        auto const number = std::strtod(at, &end);
        if (end == at) break;
        result += fmt::format("{:.2f}", number + (across ? x : y));
        across = !across;
        at = end;
    }
    return result;
}

Mark word_mark(TextOutline const& outline) {
    return {"wordmark", static_cast<double>(outline.width_px) + 2 * margin, static_cast<double>(outline.height_px) + 2 * margin, {{moved(outline.path, margin, margin)}}};
}

Mark logo_mark(Emblem const& emblem, TextOutline const& outline) {
    auto const tall = static_cast<double>(outline.height_px);
    auto const radius = 0.8 * std::max(tall, 0.62 * word_height);
    auto const height = 2 * radius + 2 * margin;
    auto const word_x = margin + 2 * radius + 0.55 * radius;
    Mark mark{"logo", word_x + static_cast<double>(outline.width_px) + margin, height, {}};
    mark.shapes.push_back({emblem.body.svg(radius, margin + radius, height / 2)});
    mark.shapes.push_back({emblem.spark.svg(radius, margin + radius, height / 2), true});
    mark.shapes.push_back({moved(outline.path, word_x, (height - tall) / 2)});
    return mark;
}

void set_source(cairo_t* cairo, Rgb color) {
    cairo_set_source_rgb(cairo, static_cast<double>(encode_srgb(color.r)), static_cast<double>(encode_srgb(color.g)), static_cast<double>(encode_srgb(color.b)));
}

}  // namespace

Result<Marks> make_marks(VisualSystem const& system) {
    auto const emblem = make_emblem(system);
    auto const outline = TRY(outline_text(system.artist, {.face = system.mark, .size_px = static_cast<float>(word_height)}));
    return Marks{emblem_mark(emblem), word_mark(outline), logo_mark(emblem, outline)};
}

MarkColors mark_colors(VisualSystem const& system, Ground ground) {
    auto accent = to_oklch(system.accent);
    accent.l = ground == Ground::light ? std::min(accent.l, 0.62F) : std::max(accent.l, 0.68F);
    return {system.stop(ground == Ground::light ? 0 : 4), to_rgb(into_gamut(to_oklab(accent)))};
}

std::string to_svg(Mark const& mark, MarkColors const& colors, std::string const& title, std::string const& metadata) {
    std::string shapes;
    for (auto const& shape : mark.shapes)
        shapes += fmt::format("  <path fill=\"{}\" d=\"{}\"/>\n", to_hex(shape.accent ? colors.accent : colors.body), shape.path);
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\">\n"
                       "  <title>{2}</title>\n  <metadata>{4}</metadata>\n{3}</svg>\n",
                       std::ceil(mark.width), std::ceil(mark.height), text::escape_xml(title), shapes, metadata);
}

void trace_svg(cairo_t* cairo, std::string const& path) {
    char const* at = path.c_str();
    char kind = 'M';
    while (*at != '\0') {
        if (*at == ' ') {
            ++at;
            continue;
        }
        if (*at == 'Z') {
            cairo_close_path(cairo);
            ++at;
            continue;
        }
        if (*at == 'M' || *at == 'L' || *at == 'C') kind = *at++;
        double v[6] = {};
        for (int i = 0; i < (kind == 'C' ? 6 : 2); ++i) {
            char* end = nullptr;
            v[i] = std::strtod(at, &end);
            if (end == at) return;
            at = end;
        }
        if (kind == 'M') cairo_move_to(cairo, v[0], v[1]);
        else if (kind == 'L') cairo_line_to(cairo, v[0], v[1]);
        else cairo_curve_to(cairo, v[0], v[1], v[2], v[3], v[4], v[5]);
    }
}

Surface to_png(Mark const& mark, MarkColors const& colors) {
    constexpr double scale = 2;
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(std::ceil(mark.width * scale)), static_cast<int>(std::ceil(mark.height * scale))));
    Context const context(cairo_create(surface.get()));
    cairo_scale(context.get(), scale, scale);
    for (auto const& shape : mark.shapes) {
        set_source(context.get(), shape.accent ? colors.accent : colors.body);
        trace_svg(context.get(), shape.path);
        cairo_fill(context.get());
    }
    cairo_surface_flush(surface.get());
    return surface;
}

}  // namespace troupe::visual::impl
