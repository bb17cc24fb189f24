#pragma once

#include <cairo.h>

#include <string>
#include <vector>

/// Shapes that are written as SVG and drawn by Cairo alike.
namespace troupe::visual::impl {

/// Lines and cubic curves. Coordinates are the caller's; y grows downwards.
class Path {
public:
    Path& move(double x, double y);
    Path& line(double x, double y);
    Path& curve(double x1, double y1, double x2, double y2, double x, double y);
    Path& close();

    Path& circle(double x, double y, double radius);
    Path& box(double x, double y, double width, double height);
    /// Part of a ring between two radii and two angles (radians, clockwise from the right), ends cut straight.
    Path& ring(double x, double y, double inner, double outer, double from, double to);
    /// A quarter disc with its corner at x, y; turn 0 opens to the right and down, 1 left and down, 2 left and up, 3 right and up.
    Path& quarter(double x, double y, double radius, int turn);
    /// A pointed leaf from one place to another, as wide as that share of its length.
    Path& leaf(double x1, double y1, double x2, double y2, double width);

    /// SVG path data, moved and scaled.
    [[nodiscard]] std::string svg(double scale = 1, double x = 0, double y = 0) const;
    void draw(cairo_t* cairo) const;

private:
    void arc(double x, double y, double radius, double from, double to);

    struct Command {
        char kind;
        double x1, y1, x2, y2, x, y;
    };
    std::vector<Command> commands_;
};

}  // namespace troupe::visual::impl
