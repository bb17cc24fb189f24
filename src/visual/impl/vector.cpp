#include "visual/impl/vector.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace troupe::visual::impl {

constexpr double pi = std::numbers::pi;

Path& Path::move(double x, double y) {
    commands_.push_back({'M', 0, 0, 0, 0, x, y});
    return *this;
}

Path& Path::line(double x, double y) {
    commands_.push_back({'L', 0, 0, 0, 0, x, y});
    return *this;
}

Path& Path::curve(double x1, double y1, double x2, double y2, double x, double y) {
    commands_.push_back({'C', x1, y1, x2, y2, x, y});
    return *this;
}

Path& Path::close() {
    commands_.push_back({'Z', 0, 0, 0, 0, 0, 0});
    return *this;
}

/// Cubics of at most a quarter turn each, 4/3 tan(a/4) of the radius apart: within 0.03 % of the circle.
void Path::arc(double x, double y, double radius, double from, double to) {
    auto const pieces = std::max(1, static_cast<int>(std::ceil(std::abs(to - from) / (pi / 2) - 1e-9)));
    auto const step = (to - from) / pieces;
    auto const k = 4.0 / 3 * std::tan(step / 4) * radius;
    for (int i = 0; i < pieces; ++i) {
        auto const a = from + i * step;
        auto const b = a + step;
        curve(x + radius * std::cos(a) - k * std::sin(a), y + radius * std::sin(a) + k * std::cos(a), x + radius * std::cos(b) + k * std::sin(b),
              y + radius * std::sin(b) - k * std::cos(b), x + radius * std::cos(b), y + radius * std::sin(b));
    }
}

Path& Path::circle(double x, double y, double radius) {
    move(x + radius, y);
    arc(x, y, radius, 0, 2 * pi);
    return close();
}

Path& Path::box(double x, double y, double width, double height) {
    return move(x, y).line(x + width, y).line(x + width, y + height).line(x, y + height).close();
}

Path& Path::ring(double x, double y, double inner, double outer, double from, double to) {
    move(x + outer * std::cos(from), y + outer * std::sin(from));
    arc(x, y, outer, from, to);
    line(x + inner * std::cos(to), y + inner * std::sin(to));
    arc(x, y, inner, to, from);
    return close();
}

Path& Path::quarter(double x, double y, double radius, int turn) {
    auto const from = turn * pi / 2;
    move(x, y);
    line(x + radius * std::cos(from), y + radius * std::sin(from));
    arc(x, y, radius, from, from + pi / 2);
    return close();
}

Path& Path::leaf(double x1, double y1, double x2, double y2, double width) {
    auto const dx = x2 - x1;
    auto const dy = y2 - y1;
    auto const side_x = -dy * width * 0.66;
    auto const side_y = dx * width * 0.66;
    move(x1, y1);
    curve(x1 + dx * 0.3 + side_x, y1 + dy * 0.3 + side_y, x1 + dx * 0.7 + side_x, y1 + dy * 0.7 + side_y, x2, y2);
    curve(x1 + dx * 0.7 - side_x, y1 + dy * 0.7 - side_y, x1 + dx * 0.3 - side_x, y1 + dy * 0.3 - side_y, x1, y1);
    return close();
}

std::string Path::svg(double scale, double x, double y) const {
    std::string data;
    auto const place = [&](double px, double py) { return fmt::format("{:.2f} {:.2f}", x + px * scale, y + py * scale); };
    for (auto const& c : commands_) {
        data += c.kind;
        if (c.kind == 'C') data += place(c.x1, c.y1) + " " + place(c.x2, c.y2) + " ";
        if (c.kind != 'Z') data += place(c.x, c.y);
    }
    return data;
}

void Path::draw(cairo_t* cairo) const {
    for (auto const& c : commands_) {
        switch (c.kind) {
            case 'M': cairo_move_to(cairo, c.x, c.y); break;
            case 'L': cairo_line_to(cairo, c.x, c.y); break;
            case 'C': cairo_curve_to(cairo, c.x1, c.y1, c.x2, c.y2, c.x, c.y); break;
            default: cairo_close_path(cairo); break;
        }
    }
}

}  // namespace troupe::visual::impl
