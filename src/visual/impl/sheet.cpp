#include "visual/impl/sheet.hpp"

#include <cmath>
#include <numbers>

namespace troupe::visual::impl {
namespace {

double part(float linear) { return static_cast<double>(encode_srgb(linear)); }

void move_to(cairo_t* cairo, Point p) { cairo_move_to(cairo, static_cast<double>(p.x), static_cast<double>(p.y)); }
void line_to(cairo_t* cairo, Point p) { cairo_line_to(cairo, static_cast<double>(p.x), static_cast<double>(p.y)); }
void curve_to(cairo_t* cairo, Point a, Point b, Point p) {
    cairo_curve_to(cairo, static_cast<double>(a.x), static_cast<double>(a.y), static_cast<double>(b.x), static_cast<double>(b.y), static_cast<double>(p.x), static_cast<double>(p.y));
}

}  // namespace

Sheet::Sheet(Frame const& frame, Rgb ground)
    : frame_(frame), surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, frame.width_px, frame.height_px)), context_(cairo_create(surface_.get())) {
    color(ground);
    cairo_paint(context());
    cairo_set_line_join(context(), CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(context(), CAIRO_LINE_CAP_ROUND);
}

void Sheet::color(Rgb color, float opacity) {
    cairo_set_source_rgba(context(), part(color.r), part(color.g), part(color.b), static_cast<double>(opacity));
}

void Sheet::gradient(Point from, Rgb at_from, Point to, Rgb at_to) {
    auto* pattern = cairo_pattern_create_linear(static_cast<double>(from.x), static_cast<double>(from.y), static_cast<double>(to.x), static_cast<double>(to.y));
    cairo_pattern_add_color_stop_rgb(pattern, 0, part(at_from.r), part(at_from.g), part(at_from.b));
    cairo_pattern_add_color_stop_rgb(pattern, 1, part(at_to.r), part(at_to.g), part(at_to.b));
    cairo_set_source(context(), pattern);
    cairo_pattern_destroy(pattern);
}

void Sheet::fade(Point from, Point to, Rgb color, float opacity) {
    auto* pattern = cairo_pattern_create_linear(static_cast<double>(from.x), static_cast<double>(from.y), static_cast<double>(to.x), static_cast<double>(to.y));
    cairo_pattern_add_color_stop_rgba(pattern, 0, part(color.r), part(color.g), part(color.b), 0);
    cairo_pattern_add_color_stop_rgba(pattern, 1, part(color.r), part(color.g), part(color.b), static_cast<double>(opacity));
    cairo_set_source(context(), pattern);
    cairo_paint(context());
    cairo_pattern_destroy(pattern);
}

void Sheet::polygon(std::span<Point const> corners, bool seal) {
    cairo_new_path(context());
    for (auto const& corner : corners) line_to(context(), corner);
    cairo_close_path(context());
    if (!seal) return cairo_fill(context());
    cairo_fill_preserve(context());
    cairo_set_line_width(context(), 0.8);
    cairo_stroke(context());
}

void Sheet::disc(Point centre, float radius) {
    cairo_new_path(context());
    cairo_arc(context(), static_cast<double>(centre.x), static_cast<double>(centre.y), static_cast<double>(radius), 0, 2 * std::numbers::pi);
    cairo_fill(context());
}

void Sheet::leaf(Point base, Point tip, float width, float widest) {
    auto const along = tip - base;
    auto const length = std::hypot(along.x, along.y) + 1e-3F;
    Point const across{-along.y / length, along.x / length};
    auto const side = [&](float sign) { return across * (sign * width * 0.66F); };
    cairo_new_path(context());
    move_to(context(), base);
    curve_to(context(), base + along * (widest * 0.55F) + side(1), base + along * (widest + 0.3F) + side(1), tip);
    curve_to(context(), base + along * (widest + 0.3F) + side(-1), base + along * (widest * 0.55F) + side(-1), base);
    cairo_close_path(context());
    cairo_fill(context());
}

void Sheet::print(Canvas& canvas) {
    cairo_surface_flush(surface_.get());
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()));
    auto const* data = cairo_image_surface_get_data(surface_.get());
    auto const& light = decoded_bytes();
    canvas.for_rows([&](std::span<Rgb> row, int y) {
        auto const* pixels = reinterpret_cast<std::uint32_t const*>(data + static_cast<std::size_t>(y) * stride);
        for (std::size_t x = 0; x < row.size(); ++x)
            row[x] = {light[(pixels[x] >> 16U) & 255U], light[(pixels[x] >> 8U) & 255U], light[pixels[x] & 255U]};
    });
}

}  // namespace troupe::visual::impl
