#include "visual/canvas.hpp"

#include <cmath>

#include "visual/impl/scramble.hpp"

namespace troupe::visual {
namespace {

constexpr std::size_t table_size = 4096;

/// sRGB 0..255 for the square root of linear light: a table over the root is fine in the shadows, where the eye is.
std::vector<float> make_encoding() {
    std::vector<float> table(table_size + 2);
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const root = static_cast<float>(i) / static_cast<float>(table_size);
        table[i] = encode_srgb(root * root) * 255;
    }
    return table;
}

float encode(std::vector<float> const& table, float linear) {
    auto const place = std::sqrt(clamp01(linear)) * static_cast<float>(table_size);
    auto const index = static_cast<std::size_t>(place);
    return mix(table[index], table[index + 1], place - static_cast<float>(index));
}

/// The four bytes of a hash summed: nearly normal, deviation 1.
float grain_of(std::uint32_t h) {
    auto const sum = (h & 255U) + ((h >> 8U) & 255U) + ((h >> 16U) & 255U) + (h >> 24U);
    return (static_cast<float>(sum) - 510.0F) * (1 / 147.8F);
}

/// Grain of one row, deviation about 1: silver is no grid, so each place is shared with its neighbours below and to the right.
class GrainRows {
public:
    GrainRows(std::uint64_t seed, int width, int first) : seed_(static_cast<std::uint32_t>(seed ^ (seed >> 32U))), here_(speckle(first, width)), y_(first) {}

    /// Call for one row after the other.
    void next() {
        if (!below_.empty()) here_ = std::move(below_);
        below_ = speckle(++y_, static_cast<int>(here_.size()) - 1);
    }
    [[nodiscard]] float at(std::size_t x) const { return 0.62F * here_[x] + 0.45F * (here_[x + 1] + below_[x]) + 0.3F * below_[x + 1]; }

private:
    [[nodiscard]] std::vector<float> speckle(int y, int width) const {
        std::vector<float> row(static_cast<std::size_t>(width) + 1);
        auto const line = impl::scramble(seed_ ^ static_cast<std::uint32_t>(y) * 0x9e3779b1U);
        for (std::size_t x = 0; x < row.size(); ++x) row[x] = grain_of(impl::scramble(line + static_cast<std::uint32_t>(x) * 0xc2b2ae3dU));
        return row;
    }
    std::uint32_t seed_;
    std::vector<float> here_, below_;
    int y_;
};

std::uint8_t quantize(float value, float dither) {
    auto const x = value + dither;
    return static_cast<std::uint8_t>(x <= 0 ? 0.0F : x >= 255 ? 255.0F : x);
}

}  // namespace

Canvas::Canvas(int width_px, int height_px, int threads)
    : width_(width_px), height_(height_px), threads_(threads), pixels_(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px)) {}

void Canvas::tint(Mask const& mask, int x, int y, Rgb color, float opacity) {
    auto const left = std::max(0, x);
    auto const right = std::min(width_, x + mask.width_px);
    auto const top = std::max(0, y);
    auto const bottom = std::min(height_, y + mask.height_px);
    for (int line = top; line < bottom; ++line) {
        auto const pixels = row(line);
        for (int column = left; column < right; ++column) {
            auto const coverage = mask.at(column - x, line - y);
            if (coverage == 0) continue;
            auto& pixel = pixels[static_cast<std::size_t>(column)];
            pixel = mix(pixel, color, opacity * static_cast<float>(coverage) * (1 / 255.0F));
        }
    }
}

media::Picture Canvas::finish(Finish const& finish) const {
    static auto const encoding = make_encoding();
    media::Picture picture{width_, height_, std::vector<std::uint8_t>(pixels_.size() * 3)};
    for_bands(height_, threads_, [&](int from, int to) {
        GrainRows grain(finish.seed, width_, from);
        for (int y = from; y < to; ++y) {
            grain.next();
            auto const dither_row = impl::scramble(static_cast<std::uint32_t>(finish.seed) + 0x68bc21ebU * static_cast<std::uint32_t>(y));
            auto const pixels = row(y);
            auto* out = picture.rgb.data() + offset(y) * 3;
            for (int x = 0; x < width_; ++x, out += 3) {
                auto const& pixel = pixels[static_cast<std::size_t>(x)];
                float const r = encode(encoding, pixel.r);
                float const g = encode(encoding, pixel.g);
                float const b = encode(encoding, pixel.b);
                auto const tone = (0.3F * r + 0.59F * g + 0.11F * b) * (1 / 255.0F);
                // Film: most grain in the middle tones, a quarter of it in black and white.
                auto const noise = finish.grain * 255 * (0.25F + 3 * tone * (1 - tone)) * grain.at(static_cast<std::size_t>(x));
                auto const h = impl::scramble(dither_row ^ static_cast<std::uint32_t>(x) * 0x9e3779b1U);
                out[0] = quantize(r + noise, static_cast<float>(h & 255U) * (1 / 256.0F));
                out[1] = quantize(g + noise, static_cast<float>((h >> 8U) & 255U) * (1 / 256.0F));
                out[2] = quantize(b + noise, static_cast<float>((h >> 16U) & 255U) * (1 / 256.0F));
            }
        }
    });
    return picture;
}

}  // namespace troupe::visual
