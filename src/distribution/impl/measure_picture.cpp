#include <algorithm>
#include <cmath>
#include <vector>

#include "distribution/impl/measurements.hpp"

namespace troupe::distribution::impl {
namespace {

double luma(media::Picture const& picture, int x, int y) {
    auto const* rgb = &picture.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width_px) +
                                    static_cast<std::size_t>(x)) *
                                   3];
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

/// Relative luminance of WCAG 2.2, 0..1, of a grey of that sRGB value.
double luminance(double value) {
    auto const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

struct Thumbnail {
    int width = 0, height = 0;
    std::vector<double> luma;
};

/// Each pixel is the mean of those it stands for.
Thumbnail thumbnail_of(media::Picture const& picture) {
    constexpr int side = 300;
    auto const step = std::max(picture.width_px / side, 1);
    Thumbnail small{picture.width_px / step, picture.height_px / step, {}};
    for (int y = 0; y < small.height; ++y)
        for (int x = 0; x < small.width; ++x) {
            double sum = 0;
            for (int dy = 0; dy < step; ++dy)
                for (int dx = 0; dx < step; ++dx) sum += luma(picture, x * step + dx, y * step + dy);
            small.luma.push_back(sum / (step * step));
        }
    return small;
}

double contrast_of_window(Thumbnail const& small, int left, int top, int side) {
    double low = 255;
    double high = 0;
    for (int y = top; y < std::min(top + side, small.height); ++y)
        for (int x = left; x < std::min(left + side, small.width); ++x) {
            auto const value = small.luma[static_cast<std::size_t>(y) * static_cast<std::size_t>(small.width) +
                                          static_cast<std::size_t>(x)];
            low = std::min(low, value);
            high = std::max(high, value);
        }
    return (luminance(high) + 0.05) / (luminance(low) + 0.05);
}

}  // namespace

double sharpness(media::Picture const& picture) {
    constexpr double least_edge = 40;  // of 255: what a person calls an edge
    std::vector<double> hardness;
    for (int y = 0; y < picture.height_px; y += 3)
        for (int x = 3; x + 3 < picture.width_px; ++x) {
            auto const across = std::abs(luma(picture, x + 3, y) - luma(picture, x - 3, y));
            if (across < least_edge) continue;
            auto const step = std::max(std::abs(luma(picture, x, y) - luma(picture, x - 1, y)),
                                       std::abs(luma(picture, x + 1, y) - luma(picture, x, y)));
            hardness.push_back(std::min(step / across, 1.0));
        }
    if (hardness.size() < 100) return 0;
    auto const at = hardness.begin() + static_cast<std::ptrdiff_t>(hardness.size() * 9 / 10);
    std::nth_element(hardness.begin(), at, hardness.end());
    return *at;
}

double thumbnail_contrast(media::Picture const& picture) {
    constexpr int side = 12;
    auto const small = thumbnail_of(picture);
    std::vector<double> contrasts;
    for (int y = 0; y < small.height; y += side / 2)
        for (int x = 0; x < small.width; x += side / 2) contrasts.push_back(contrast_of_window(small, x, y, side));
    if (contrasts.empty()) return 1;
    auto const at = contrasts.begin() + static_cast<std::ptrdiff_t>(contrasts.size() * 99 / 100);
    std::nth_element(contrasts.begin(), at, contrasts.end());
    return *at;
}

std::string source_type(std::string_view bytes) {
    constexpr std::string_view start = "cv.iptc.org/newscodes/digitalsourcetype/";
    auto const at = bytes.find(start);
    if (at == std::string_view::npos) return {};
    auto const name = bytes.substr(at + start.size(), 64);
    auto const end = std::find_if(name.begin(), name.end(),
                                  [](char c) { return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')); });
    return std::string(name.begin(), end);
}

}  // namespace troupe::distribution::impl
