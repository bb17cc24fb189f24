#include "visual/picture_print.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "visual/color.hpp"

namespace troupe::visual {
namespace {

constexpr int print_px = 200;
constexpr float cell_size = 0.08F;
constexpr double whole = 10'000;

/// Means of the squares of a grid, in the encoded values: as a scaled copy looks.
std::vector<std::array<float, 3>> seen_small(media::Picture const& picture) {
    auto const step = std::max(1, std::min(picture.width_px, picture.height_px) / print_px);
    auto const columns = picture.width_px / step;
    std::vector<std::array<float, 3>> colors;
    std::vector<std::array<unsigned, 3>> sums(static_cast<std::size_t>(columns));
    for (int top = 0; top + step <= picture.height_px; top += step) {
        std::fill(sums.begin(), sums.end(), std::array<unsigned, 3>{});
        for (int y = top; y < top + step; ++y) {
            auto const* pixel = picture.rgb.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width_px) * 3;
            for (auto& sum : sums)
                for (int x = 0; x < step; ++x)
                    for (auto& channel : sum) channel += *pixel++;
        }
        auto const share = 1 / (255 * static_cast<float>(step * step));
        for (auto const& sum : sums) colors.push_back({static_cast<float>(sum[0]) * share, static_cast<float>(sum[1]) * share, static_cast<float>(sum[2]) * share});
    }
    return colors;
}

void count(Oklab color, std::map<int, double>& cells) {
    std::array<float, 3> const place{color.l / cell_size, color.a / cell_size, color.b / cell_size};
    for (int corner = 0; corner < 8; ++corner) {
        int key = 0;
        double share = 1;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            auto const low = std::floor(place[axis]);
            auto const upper = (corner >> axis & 1) != 0;
            share *= static_cast<double>(upper ? place[axis] - low : 1 - (place[axis] - low));
            key = key * 64 + static_cast<int>(low) + (upper ? 1 : 0) + 16;
        }
        cells[key] += share;
    }
}

}  // namespace

PicturePrint print_of(media::Picture const& picture) {
    std::map<int, double> cells;
    auto const colors = seen_small(picture);
    for (auto const& c : colors) count(to_oklab(Rgb{decode_srgb(c[0]), decode_srgb(c[1]), decode_srgb(c[2])}), cells);
    PicturePrint print;
    for (auto const& [cell, sum] : cells) {
        auto const share = static_cast<int>(std::lround(sum / static_cast<double>(colors.size()) * whole));
        if (share == 0) continue;
        print.cells.push_back(cell);
        print.shares.push_back(share);
    }
    return print;
}

double print_distance(PicturePrint const& a, PicturePrint const& b) {
    auto const sizes = [](PicturePrint const& print) { return std::min(print.cells.size(), print.shares.size()); };
    double common = 0;
    for (std::size_t i = 0, k = 0; i < sizes(a) && k < sizes(b);) {
        if (a.cells[i] == b.cells[k]) common += std::min(a.shares[i++], b.shares[k++]);
        else if (a.cells[i] < b.cells[k]) ++i;
        else ++k;
    }
    return std::clamp(1 - common / whole, 0.0, 1.0);
}

}  // namespace troupe::visual
