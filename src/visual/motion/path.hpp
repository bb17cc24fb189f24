#pragma once

#include <cstdint>
#include <span>
#include <vector>

/// Shapes with exact coverage, filled row by row straight into a frame.
namespace troupe::visual::motion {

struct Point {
    float x = 0, y = 0;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    friend Point operator*(Point a, float k) { return {a.x * k, a.y * k}; }
};

/// Closed outlines in pixels, y downwards. Every outline is turned the same way round, so those that overlap join.
class Path {
public:
    void clear();
    void polygon(std::span<Point const> points);
    void disc(Point centre, float radius);
    /// The band between two radii.
    void ring(Point centre, float inner, float outer);
    /// A straight stroke; the ends are cut square.
    void line(Point from, Point to, float from_width, float to_width);
    /// A smooth stroke through the points, each with its own half width. At least two points.
    void ribbon(std::span<Point const> points, std::span<float const> half_widths);
    /// The same, closed, around its inside: a line round a form that is wide against the stroke.
    void loop(std::span<Point const> points, std::span<float const> half_widths);
    /// A piece of an outline that is put together elsewhere: what is on its left, going from one to the other, is inside
    /// (on the screen, y downwards).
    void border(Point from, Point to) { edge(from, to); }
    /// A sector of a disc between two angles in radians, clockwise on the screen.
    void sector(Point centre, float inner, float outer, float from, float to);

    [[nodiscard]] bool empty() const { return edges_.empty(); }

    struct Edge {
        float x0, y0, x1, y1;  ///< y0 < y1
        float turn;            ///< 1 downwards, -1 upwards
    };
    [[nodiscard]] std::span<Edge const> edges() const { return edges_; }

private:
    void edge(Point from, Point to);
    void outline(std::span<Point const> points, bool hole);
    std::vector<Edge> edges_;
    std::vector<Point> scratch_;
};

/// Turns a path into coverage. Keeps its buffers: one for each thread.
class Filler {
public:
    /// Coverage 1..255 of a run of pixels of one row; `coverage` is null where all of them are covered whole.
    struct Run {
        int y, x, count;
        std::uint8_t const* coverage;
    };

    /// Calls `paint(Run const&)` for every run of the path inside width x height, with the path's coordinates times `scale`.
    template <class Paint>
    void fill(Path const& path, int width, int height, float scale, Paint const& paint) {
        if (!begin(path, width, height, scale)) return;
        for (int y = top_; y < bottom_; ++y) {
            gather(y);
            sweep(y, paint);
        }
    }

private:
    static constexpr int block = 16;
    bool begin(Path const& path, int width, int height, float scale);
    void gather(int y);
    void add(Path::Edge const& edge, int y);
    void cross(float x0, float x1, float amount);
    void touch(int x) {
        auto const b = x / block;
        touched_[static_cast<std::size_t>(b)] = 1;
        first_touched_ = b < first_touched_ ? b : first_touched_;
        last_touched_ = b > last_touched_ ? b : last_touched_;
    }

    template <class Paint>
    void sweep(int y, Paint const& paint) {
        if (last_touched_ < 0) return;
        float sum = 0;
        int solid_from = -1;
        auto const flush = [&](int to) {
            if (solid_from >= 0) paint(Run{y, solid_from, to - solid_from, nullptr});
            solid_from = -1;
        };
        for (int b = first_touched_; b < blocks_; ++b) {
            auto const from = b * block;
            if (b > last_touched_ && sum <= 0.002F) break;
            auto const count = width_ - from < block ? width_ - from : block;
            if (touched_[static_cast<std::size_t>(b)] == 0) {
                if (sum > 0.998F && solid_from < 0) solid_from = from;
                if (sum <= 0.998F) {
                    flush(from);
                    if (sum > 0.002F) paint(constant(y, from, count, sum));
                }
                continue;
            }
            flush(from);
            touched_[static_cast<std::size_t>(b)] = 0;
            sum = settle(from, sum);
            paint(Run{y, from, count, coverage_.data() + from});
        }
        flush(width_);
        first_touched_ = blocks_;
        last_touched_ = -1;
        // An edge on the right border leaves its rest beyond it.
        deltas_[static_cast<std::size_t>(blocks_ * block)] = 0;
        touched_[static_cast<std::size_t>(blocks_)] = 0;
    }

    float settle(int from, float sum);
    Run constant(int y, int from, int count, float sum);

    int width_ = 0, blocks_ = 0, top_ = 0, bottom_ = 0;
    int first_touched_ = 0, last_touched_ = -1;
    std::vector<Path::Edge> edges_;
    std::vector<int> first_, next_;  ///< edges that begin in a row, as linked lists
    std::vector<int> active_;
    std::vector<float> deltas_;
    std::vector<std::uint8_t> touched_;
    std::vector<std::uint8_t> coverage_;
};

}  // namespace troupe::visual::motion
