#include "media/thumbnail.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "media/impl/scaled_jpeg.hpp"

namespace troupe::media {
namespace {

constexpr int thumbnail_quality = 86;

/// sRGB bytes as light (IEC 61966-2-1).
std::array<float, 256> const& light_of_bytes() {
    static auto const table = [] {
        std::array<float, 256> light{};
        for (int i = 0; i < 256; ++i) {
            auto const s = static_cast<float>(i) / 255.0F;
            light[static_cast<std::size_t>(i)] = s <= 0.04045F ? s / 12.92F : std::pow((s + 0.055F) / 1.055F, 2.4F);
        }
        return light;
    }();
    return table;
}

std::uint8_t byte_of_light(float light) {
    auto const s = light <= 0.0031308F ? light * 12.92F : 1.055F * std::pow(light, 1 / 2.4F) - 0.055F;
    return static_cast<std::uint8_t>(std::lround(std::clamp(s, 0.0F, 1.0F) * 255));
}

/// The pixels that one pixel of `to` covers among `from`: at least one.
struct Span {
    int first = 0;
    int end = 0;
};
Span covered(int pixel, int from, int to) {
    auto const first = static_cast<int>(static_cast<std::int64_t>(pixel) * from / to);
    auto const end = static_cast<int>((static_cast<std::int64_t>(pixel) + 1) * from / to);
    return {first, std::max(end, first + 1)};
}

std::uint8_t mean(Picture const& picture, Span rows, Span columns, int channel) {
    float sum = 0;
    for (int y = rows.first; y < rows.end; ++y)
        for (int x = columns.first; x < columns.end; ++x)
            sum += light_of_bytes()[picture.rgb[static_cast<std::size_t>((y * picture.width_px + x) * 3 + channel)]];
    return byte_of_light(sum / static_cast<float>((rows.end - rows.first) * (columns.end - columns.first)));
}

}  // namespace

Result<Picture> shrunk(Picture const& picture, int width_px) {
    if (picture.width_px < 1 || picture.height_px < 1 || width_px < 1)
        return fail(ErrorCode::invalid_input, "picture: has no pixels");
    if (width_px >= picture.width_px) return picture;
    auto const height = static_cast<std::int64_t>(picture.height_px) * width_px / picture.width_px;
    Picture small{width_px, std::max(1, static_cast<int>(height)), {}};
    small.rgb.reserve(static_cast<std::size_t>(small.width_px) * static_cast<std::size_t>(small.height_px) * 3);
    for (int y = 0; y < small.height_px; ++y)
        for (int x = 0; x < small.width_px; ++x)
            for (int channel = 0; channel < 3; ++channel)
                small.rgb.push_back(mean(picture, covered(y, picture.height_px, small.height_px),
                                         covered(x, picture.width_px, small.width_px), channel));
    return small;
}

Result<void> write_thumbnail(std::filesystem::path const& from, std::filesystem::path const& to, int width_px) {
    auto const picture = TRY(impl::read_scaled_jpeg(from, width_px));
    return write_jpeg(to, TRY(shrunk(picture, width_px)), {}, thumbnail_quality);
}

}  // namespace troupe::media
