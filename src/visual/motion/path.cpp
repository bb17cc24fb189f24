#include "visual/motion/path.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace troupe::visual::motion {
namespace {

constexpr float turn = 2 * std::numbers::pi_v<float>;

Point on_circle(Point centre, float radius, float angle) {
    return {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
}

/// Enough corners that no side is further than a twentieth of a pixel from the circle.
int corners(float radius, float angle) {
    return std::clamp(static_cast<int>(1.7F * std::abs(angle) * std::sqrt(std::max(radius, 1.0F))) + 2, 6, 600);
}

float signed_area(std::span<Point const> points) {
    float area = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto const& a = points[i];
        auto const& b = points[(i + 1) % points.size()];
        area += a.x * b.y - b.x * a.y;
    }
    return area;
}

}  // namespace

void Path::clear() { edges_.clear(); }

void Path::edge(Point from, Point to) {
    if (from.y == to.y) return;
    if (from.y < to.y) edges_.push_back({from.x, from.y, to.x, to.y, 1});
    else edges_.push_back({to.x, to.y, from.x, from.y, -1});
}

void Path::outline(std::span<Point const> points, bool hole) {
    auto const backwards = (signed_area(points) > 0) != hole;
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto const& a = points[i];
        auto const& b = points[(i + 1) % points.size()];
        if (backwards) edge(b, a);
        else edge(a, b);
    }
}

void Path::polygon(std::span<Point const> points) { outline(points, false); }

void Path::disc(Point centre, float radius) {
    auto const count = corners(radius, turn);
    scratch_.clear();
    for (int i = 0; i < count; ++i) scratch_.push_back(on_circle(centre, radius, turn * static_cast<float>(i) / static_cast<float>(count)));
    outline(scratch_, false);
}

void Path::ring(Point centre, float inner, float outer) {
    disc(centre, outer);
    if (inner <= 0) return;
    auto const count = corners(inner, turn);
    scratch_.clear();
    for (int i = 0; i < count; ++i) scratch_.push_back(on_circle(centre, inner, turn * static_cast<float>(i) / static_cast<float>(count)));
    outline(scratch_, true);
}

void Path::sector(Point centre, float inner, float outer, float from, float to) {
    auto const count = corners(outer, to - from);
    scratch_.clear();
    for (int i = 0; i <= count; ++i)
        scratch_.push_back(on_circle(centre, outer, from + (to - from) * static_cast<float>(i) / static_cast<float>(count)));
    for (int i = count; i >= 0; --i)
        scratch_.push_back(on_circle(centre, inner, from + (to - from) * static_cast<float>(i) / static_cast<float>(count)));
    outline(scratch_, false);
}

void Path::line(Point from, Point to, float from_width, float to_width) {
    auto const along = to - from;
    auto const length = std::hypot(along.x, along.y);
    if (length < 1e-4F) return;
    Point const across{-along.y / length * 0.5F, along.x / length * 0.5F};
    scratch_.assign({from + across * from_width, to + across * to_width, to - across * to_width, from - across * from_width});
    outline(scratch_, false);
}

void Path::ribbon(std::span<Point const> points, std::span<float const> half_widths) {
    assert(points.size() >= 2 && points.size() == half_widths.size());
    scratch_.resize(points.size() * 2);
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto const along = points[std::min(i + 1, points.size() - 1)] - points[i > 0 ? i - 1 : 0];
        auto const length = std::max(std::hypot(along.x, along.y), 1e-4F);
        Point const across{-along.y / length * half_widths[i], along.x / length * half_widths[i]};
        scratch_[i] = points[i] + across;
        scratch_[scratch_.size() - 1 - i] = points[i] - across;
    }
    outline(scratch_, false);
}

void Path::loop(std::span<Point const> points, std::span<float const> half_widths) {
    auto const count = points.size();
    auto const side = [&](float sign) {
        scratch_.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            auto const along = points[(i + 1) % count] - points[(i + count - 1) % count];
            auto const length = std::max(std::hypot(along.x, along.y), 1e-4F);
            scratch_[i] = points[i] + Point{-along.y, along.x} * (sign * half_widths[i] / length);
        }
    };
    // Which side is the outer one depends on the way round that the points go.
    auto const outer = signed_area(points) > 0 ? -1.0F : 1.0F;
    side(outer);
    outline(scratch_, false);
    side(-outer);
    outline(scratch_, true);
}

bool Filler::begin(Path const& path, int width, int height, float scale) {
    width_ = width;
    blocks_ = (width + block - 1) / block;
    first_touched_ = blocks_;
    last_touched_ = -1;
    deltas_.resize(static_cast<std::size_t>(blocks_ * block) + 2, 0);
    touched_.resize(static_cast<std::size_t>(blocks_) + 1, 0);
    coverage_.resize(static_cast<std::size_t>(blocks_ * block));
    edges_.clear();
    active_.clear();
    float low = static_cast<float>(height);
    float high = 0;
    for (auto const& e : path.edges()) {
        if (e.y1 * scale <= 0 || e.y0 * scale >= static_cast<float>(height)) continue;
        edges_.push_back({e.x0 * scale, e.y0 * scale, e.x1 * scale, e.y1 * scale, e.turn});
        low = std::min(low, edges_.back().y0);
        high = std::max(high, edges_.back().y1);
    }
    top_ = std::max(0, static_cast<int>(low));
    bottom_ = std::min(height, static_cast<int>(std::ceil(high)));
    if (edges_.empty() || top_ >= bottom_) return false;
    first_.assign(static_cast<std::size_t>(bottom_ - top_), -1);
    next_.resize(edges_.size());
    for (std::size_t i = 0; i < edges_.size(); ++i) {
        auto& head = first_[static_cast<std::size_t>(std::clamp(static_cast<int>(edges_[i].y0), top_, bottom_ - 1) - top_)];
        next_[i] = head;
        head = static_cast<int>(i);
    }
    return true;
}

void Filler::gather(int y) {
    for (int i = first_[static_cast<std::size_t>(y - top_)]; i >= 0; i = next_[static_cast<std::size_t>(i)]) active_.push_back(i);
    std::size_t kept = 0;
    for (auto const i : active_) {
        auto const& e = edges_[static_cast<std::size_t>(i)];
        add(e, y);
        if (e.y1 > static_cast<float>(y + 1)) active_[kept++] = i;
    }
    active_.resize(kept);
}

/// What one edge does to one row: its slanted part covers pixels in part, and everything right of it whole.
void Filler::add(Path::Edge const& e, int y) {
    auto const y0 = std::max(e.y0, static_cast<float>(y));
    auto const y1 = std::min(e.y1, static_cast<float>(y + 1));
    if (y1 <= y0) return;
    auto const slope = (e.x1 - e.x0) / (e.y1 - e.y0);
    auto const last = static_cast<float>(width_);
    auto const x0 = std::clamp(e.x0 + (y0 - e.y0) * slope, 0.0F, last);
    auto const x1 = std::clamp(e.x0 + (y1 - e.y0) * slope, 0.0F, last);
    // Outlines go round anticlockwise on the screen, so a downward edge opens what is right of it.
    cross(std::min(x0, x1), std::max(x0, x1), e.turn * (y1 - y0));
}

void Filler::cross(float x0, float x1, float amount) {
    auto const first = static_cast<int>(x0);
    auto const last = static_cast<int>(x1);
    if (first >= width_) return;
    auto* d = deltas_.data() + first;
    touch(first);
    if (last == first) {
        auto const right = (x0 + x1) * 0.5F - static_cast<float>(first);
        d[0] += amount * (1 - right);
        d[1] += amount * right;
        touch(first + 1);
        return;
    }
    // The edge leaves through several pixels: what lies right of it grows quadratically, then evenly, then quadratically.
    auto const step = amount / (x1 - x0);
    auto const inside = static_cast<float>(first + 1) - x0;
    auto covered = 0.5F * step * inside * inside;
    d[0] += covered;
    auto total = covered;
    for (int x = first + 1; x < last; ++x) {
        auto const now = step * (static_cast<float>(x) + 0.5F - x0);
        deltas_[static_cast<std::size_t>(x)] += now - total;
        total = now;
        touch(x);
    }
    if (last >= width_) return;
    auto const over = x1 - static_cast<float>(last);
    auto const at_last = step * (static_cast<float>(last) - x0) + step * over * (1 - 0.5F * over);
    deltas_[static_cast<std::size_t>(last)] += at_last - total;
    deltas_[static_cast<std::size_t>(last) + 1] += amount - at_last;
    touch(last);
    touch(last + 1);
}

float Filler::settle(int from, float sum) {
    auto* deltas = deltas_.data() + from;
    auto* out = coverage_.data() + from;
    for (int i = 0; i < block; ++i) {
        sum += deltas[i];
        deltas[i] = 0;
        out[i] = static_cast<std::uint8_t>(std::clamp(sum, 0.0F, 1.0F) * 255 + 0.5F);
    }
    return sum;
}

Filler::Run Filler::constant(int y, int from, int count, float sum) {
    std::fill_n(coverage_.data() + from, count, static_cast<std::uint8_t>(std::clamp(sum, 0.0F, 1.0F) * 255 + 0.5F));
    return {y, from, count, coverage_.data() + from};
}

}  // namespace troupe::visual::motion
