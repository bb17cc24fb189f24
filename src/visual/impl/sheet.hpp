#pragma once

#include <cairo.h>

#include "visual/canvas.hpp"
#include "visual/impl/family.hpp"
#include "visual/impl/typesetter.hpp"

/// A whole picture drawn with Cairo: shapes that lie over one another, each in its own colour or gradient.
namespace troupe::visual::impl {

struct Point {
    float x = 0, y = 0;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    friend Point operator*(Point a, float k) { return {a.x * k, a.y * k}; }
};
[[nodiscard]] inline Point between(Point a, Point b, float t) { return a + (b - a) * t; }

class Sheet {
public:
    /// Filled with `ground`. Units are pixels.
    Sheet(Frame const& frame, Rgb ground);

    [[nodiscard]] cairo_t* context() { return context_.get(); }
    void color(Rgb color, float opacity = 1);
    /// What is drawn next runs from one colour to the other along the line.
    void gradient(Point from, Rgb at_from, Point to, Rgb at_to);
    /// Lays a colour over everything beyond the line `from`, thicker and thicker up to `opacity` at `to`.
    void fade(Point from, Point to, Rgb color, float opacity);
    /// Closed and filled; with `seal` a hairline of its own colour keeps neighbours from showing what lies under them.
    void polygon(std::span<Point const> corners, bool seal = true);
    void polygon(std::initializer_list<Point> corners, bool seal = true) { polygon(std::span<Point const>(corners.begin(), corners.size()), seal); }
    void disc(Point centre, float radius);
    /// A leaf from `base` to `tip`, `width` wide where it is widest (0 near the base .. 1 near the tip).
    void leaf(Point base, Point tip, float width, float widest = 0.4F);

    void print(Canvas& canvas);

private:
    Frame frame_;
    Surface surface_;
    Context context_;
};

}  // namespace troupe::visual::impl
