#include "visual/impl/resample.hpp"

#include <cmath>

namespace troupe::visual::impl {
namespace {

/// Catmull-Rom: goes through the samples, and overshoots little.
float kernel(float x) {
    x = std::fabs(x);
    if (x < 1) return (1.5F * x - 2.5F) * x * x + 1;
    if (x < 2) return ((-0.5F * x + 2.5F) * x - 4) * x + 2;
    return 0;
}

/// The samples that make one output sample; those beyond the edge repeat it.
struct Taps {
    std::vector<int> places;
    std::vector<float> weights;
};

/// `from`, `length`: the part of `size` samples that becomes `count` samples.
std::vector<Taps> taps_of(float from, float length, int size, int count) {
    auto const scale = length / static_cast<float>(count);
    auto const width = std::max(1.0F, scale);
    std::vector<Taps> all(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        auto& taps = all[static_cast<std::size_t>(i)];
        auto const centre = from + (static_cast<float>(i) + 0.5F) * scale - 0.5F;
        float sum = 0;
        for (int place = static_cast<int>(std::ceil(centre - 2 * width)); static_cast<float>(place) <= centre + 2 * width; ++place) {
            auto const weight = kernel((static_cast<float>(place) - centre) / width);
            if (weight == 0) continue;
            taps.places.push_back(std::clamp(place, 0, size - 1));
            taps.weights.push_back(weight);
            sum += weight;
        }
        for (auto& weight : taps.weights) weight /= sum;
    }
    return all;
}

/// One row of the picture at the canvas's width.
void stretch_row(media::Picture const& picture, int y, std::vector<Taps> const& across, Rgb* out) {
    auto const& light = decoded_bytes();
    auto const* row = picture.rgb.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width_px) * 3;
    for (auto const& taps : across) {
        Rgb sum;
        for (std::size_t i = 0; i < taps.places.size(); ++i) {
            auto const* pixel = row + static_cast<std::size_t>(taps.places[i]) * 3;
            sum += Rgb{light[pixel[0]], light[pixel[1]], light[pixel[2]]} * taps.weights[i];
        }
        *out++ = sum;
    }
}

}  // namespace

void resample_into(Canvas& canvas, media::Picture const& picture) {
    auto const width = static_cast<float>(picture.width_px), height = static_cast<float>(picture.height_px);
    auto const scale = std::min(width / static_cast<float>(canvas.width()), height / static_cast<float>(canvas.height()));
    auto const part_width = scale * static_cast<float>(canvas.width()), part_height = scale * static_cast<float>(canvas.height());
    auto const across = taps_of((width - part_width) / 2, part_width, picture.width_px, canvas.width());
    auto const down = taps_of((height - part_height) / 2, part_height, picture.height_px, canvas.height());
    auto const stride = static_cast<std::size_t>(canvas.width());
    std::vector<Rgb> rows(stride * static_cast<std::size_t>(picture.height_px));
    for_bands(picture.height_px, canvas.threads(), [&](int from, int to) {
        for (int y = from; y < to; ++y) stretch_row(picture, y, across, rows.data() + static_cast<std::size_t>(y) * stride);
    });
    canvas.for_rows([&](std::span<Rgb> out, int y) {
        auto const& taps = down[static_cast<std::size_t>(y)];
        for (std::size_t x = 0; x < out.size(); ++x) {
            Rgb sum;
            for (std::size_t i = 0; i < taps.places.size(); ++i) sum += rows[static_cast<std::size_t>(taps.places[i]) * stride + x] * taps.weights[i];
            out[x] = {clamp01(sum.r), clamp01(sum.g), clamp01(sum.b)};
        }
    });
}

}  // namespace troupe::visual::impl
