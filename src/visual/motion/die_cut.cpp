#include "visual/motion/die_cut.hpp"

#include <algorithm>
#include <cstdint>

#include "visual/color.hpp"

namespace troupe::visual::motion {
namespace {

/// Chamfer distances (Borgefors 1986): fifths of a pixel to a neighbour beside, across a corner, and a knight's move away;
/// within 2 % of the true ones.
constexpr int beside = 5, corner = 7, knight = 11;
constexpr int half_covered = 128;

struct Step {
    int x, y, length;
};
constexpr Step steps[] = {{-1, 0, beside}, {0, -1, beside}, {-1, -1, corner}, {1, -1, corner}, {-2, -1, knight}, {2, -1, knight}, {-1, -2, knight}, {1, -2, knight}};

class Distances {
public:
    Distances(int width, int height) : width_(width), height_(height), values_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 1 << 20) {}

    int& at(int x, int y) { return values_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)]; }

    /// From the left top to the right bottom and back: what is known spreads.
    void spread() {
        for (int y = 0; y < height_; ++y)
            for (int x = 0; x < width_; ++x) shorten(x, y, 1);
        for (int y = height_ - 1; y >= 0; --y)
            for (int x = width_ - 1; x >= 0; --x) shorten(x, y, -1);
    }

private:
    void shorten(int x, int y, int sign) {
        auto& here = at(x, y);
        for (auto const& step : steps) {
            auto const from_x = x + sign * step.x;
            auto const from_y = y + sign * step.y;
            if (from_x < 0 || from_x >= width_ || from_y < 0 || from_y >= height_) continue;
            here = std::min(here, at(from_x, from_y) + step.length);
        }
    }
    int width_, height_;
    std::vector<int> values_;
};

/// By distance, in fifths of a pixel: full as far as letters are apart, then falling.
std::vector<std::uint8_t> falling(int reach_px) {
    std::vector<std::uint8_t> coverage(static_cast<std::size_t>(beside * reach_px) + 1);
    for (std::size_t d = 0; d < coverage.size(); ++d) {
        auto const far = static_cast<float>(d) / static_cast<float>(coverage.size());
        coverage[d] = static_cast<std::uint8_t>(255 * (1 - smoothstep(0.3F, 1.0F, far)) + 0.5F);
    }
    return coverage;
}

}  // namespace

Mask die_cut(Mask const& mask, MaskPart const& part, int reach_px, CutEdge edge) {
    auto const right = std::min(part.right, mask.width_px);
    auto const bottom = std::min(part.bottom, mask.height_px);
    Mask cut;
    cut.width_px = right - part.left + 2 * reach_px;
    cut.height_px = bottom - part.top + 2 * reach_px;
    Distances distances(cut.width_px, cut.height_px);
    for (int y = part.top; y < bottom; ++y)
        for (int x = part.left; x < right; ++x)
            if (mask.at(x, y) >= half_covered) distances.at(x - part.left + reach_px, y - part.top + reach_px) = 0;
    distances.spread();
    auto const soft = edge == CutEdge::soft ? falling(reach_px) : std::vector<std::uint8_t>{};
    cut.coverage.resize(static_cast<std::size_t>(cut.width_px) * static_cast<std::size_t>(cut.height_px));
    for (int y = 0, i = 0; y < cut.height_px; ++y)
        for (int x = 0; x < cut.width_px; ++x, ++i) {
            if (edge == CutEdge::soft) {
                auto const far = static_cast<std::size_t>(distances.at(x, y));
                cut.coverage[static_cast<std::size_t>(i)] = far < soft.size() ? soft[far] : std::uint8_t{0};
                continue;
            }
            // Half a pixel before the reach it begins to fall, half a pixel behind it nothing is left.
            auto const left = beside * reach_px - distances.at(x, y);
            cut.coverage[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::clamp(left * 255 / beside, 0, 255));
        }
    return cut;
}

}  // namespace troupe::visual::motion
