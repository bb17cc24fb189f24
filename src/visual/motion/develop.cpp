#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "visual/color.hpp"
#include "visual/motion/finish.hpp"

namespace troupe::visual::motion {
namespace {

constexpr int block = 8;  ///< pixels of the frame for one of the small picture that is blurred
constexpr std::uint8_t glow_from = 92;  ///< code values above which a picture shines
constexpr std::uint16_t lightest = 240;

/// The luma at an eighth of the size, blurred.
class Small {
public:
    explicit Small(Stage& stage) : columns_(stage.width() / block), rows_(stage.height() / block) {
        values_.resize(static_cast<std::size_t>(columns_ * rows_));
        for (int r = 0; r < rows_; ++r)
            for (int c = 0; c < columns_; ++c) {
                int sum = 0;
                for (int y = 0; y < block; y += 2) {
                    auto const* row = stage.frame.luma(r * block + y) + c * block;
                    for (int x = 0; x < block; x += 2) sum += row[x];
                }
                values_[at(c, r)] = static_cast<std::uint16_t>(sum * 4);  // of 16 pixels: 64ths of a code value
            }
        for (int pass = 0; pass < 2; ++pass) {
            blur(columns_, rows_, 1, static_cast<std::size_t>(columns_));
            blur(rows_, columns_, static_cast<std::size_t>(columns_), 1);
        }
    }

    /// A whole row of the frame, as code values, straight lines between the small picture's places.
    void expand(int y, std::vector<std::uint8_t>& out) const {
        auto const place = std::clamp(y - block / 2, 0, (rows_ - 1) * block - 1);
        auto const r = place / block;
        auto const down = place % block;
        auto const* a = values_.data() + at(0, r);
        auto const* b = values_.data() + at(0, std::min(r + 1, rows_ - 1));
        auto const node = [&](int c) { return (a[c] * (block - down) + b[c] * down) >> 3; };
        auto* to = out.data();
        for (int x = 0; x < block / 2; ++x) to[x] = static_cast<std::uint8_t>(node(0) >> 6);
        for (int c = 0; c + 1 < columns_; ++c) {
            auto const from = node(c);
            auto const step = node(c + 1) - from;
            for (int x = 0; x < block; ++x) to[block / 2 + c * block + x] = static_cast<std::uint8_t>((from * 8 + step * x) >> 9);
        }
        auto const last = static_cast<std::uint8_t>(node(columns_ - 1) >> 6);
        std::fill(out.begin() + (columns_ - 1) * block + block / 2, out.end(), last);
    }

private:
    [[nodiscard]] std::size_t at(int c, int r) const {
        return static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
    }
    /// A box of five along one direction.
    void blur(int length, int lines, std::size_t along, std::size_t across) {
        std::vector<int> line(static_cast<std::size_t>(length) + 4);
        for (std::size_t l = 0; l < static_cast<std::size_t>(lines); ++l) {
            auto* values = values_.data() + l * across;
            for (std::size_t i = 0; i < line.size(); ++i)
                line[i] = values[std::min(i > 2 ? i - 2 : 0, static_cast<std::size_t>(length) - 1) * along];
            for (std::size_t i = 0; i < static_cast<std::size_t>(length); ++i)
                values[i * along] = static_cast<std::uint16_t>((line[i] + line[i + 1] + line[i + 2] + line[i + 3] + line[i + 4]) / 5);
        }
    }
    int columns_, rows_;
    std::vector<std::uint16_t> values_;
};

/// A mist before the lens: what is sharp is mixed with what is soft, and what is bright shines beyond its edge.
void diffuse(Finish const& f, Stage& stage) {
    auto const mist = static_cast<int>(256 * 0.85F * std::clamp(static_cast<float>(f.now.softness) - 0.3F, 0.0F, 0.7F));
    auto const shine = static_cast<int>(256 * 1.25F * std::clamp(static_cast<float>(f.now.glow) - 0.5F, 0.0F, 0.5F));
    if (mist == 0 && shine == 0) return;
    Small const small(stage);
    // Copies of what bounds a loop, here and below: a store of a pixel could otherwise change it, and there were no vector code.
    auto const width = stage.width();
    std::vector<std::uint8_t> soft(static_cast<std::size_t>(width + 2 * block));
    for (int y = 0; y < stage.height(); ++y) {
        small.expand(y, soft);
        auto* row = stage.frame.luma(y);
        auto const* blurred = soft.data();
        // In 16 bits: twice as many pixels in a vector as in 32.
        for (int x = 0; x < width; ++x) {
            auto const sharp = static_cast<std::uint16_t>(row[x] * (256 - mist));
            auto const mixed = static_cast<std::uint16_t>(static_cast<std::uint16_t>(sharp + blurred[x] * mist) >> 8);
            auto const misty = std::min<std::uint16_t>(mixed, lightest);
            auto const over = static_cast<std::uint16_t>(static_cast<std::uint16_t>((std::max<std::uint8_t>(blurred[x], glow_from) - glow_from) * shine) >> 8);
            auto const lit = static_cast<std::uint16_t>(static_cast<std::uint16_t>(over * (lightest - misty)) >> 8);
            row[x] = static_cast<std::uint8_t>(std::min<std::uint16_t>(235, static_cast<std::uint16_t>(misty + lit)));
        }
    }
}

void change_contrast(Finish const& f, Stage& stage) {
    auto const steep = static_cast<float>(f.now.contrast / f.base.contrast);
    if (std::fabs(steep - 1) < 0.01F) return;
    std::array<std::uint8_t, 256> table;
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<std::uint8_t>(std::clamp(110 + (static_cast<float>(i) - 110) * steep, 16.0F, 235.0F) + 0.5F);
    for (int y = 0; y < stage.height(); ++y) {
        auto* row = stage.frame.luma(y);
        for (int x = 0; x < stage.width(); ++x) row[x] = table[row[x]];
    }
}

/// Hue, saturation and warmth, where they are not the style's own: one turn and stretch of the chroma plane.
void change_colours(Finish const& f, Stage& stage) {
    auto const turn = static_cast<float>(f.now.hue) * std::numbers::pi_v<float> / 180;
    auto const stretch = static_cast<float>(f.now.saturation / std::max(f.base.saturation, 0.05));
    auto const warm = static_cast<float>(f.now.warmth - f.base.warmth);
    if (std::fabs(turn) < 0.01F && std::fabs(stretch - 1) < 0.01F && std::fabs(warm) < 0.01F) return;
    auto const c = static_cast<int>(256 * stretch * std::cos(turn));
    auto const s = static_cast<int>(256 * stretch * std::sin(turn));
    auto const to_u = static_cast<int>(-14 * warm);
    auto const to_v = static_cast<int>(9 * warm);
    auto const half = stage.width() / 2;
    for (int y = 0; y < stage.height() / 2; ++y) {
        auto* us = stage.frame.u(y);
        auto* vs = stage.frame.v(y);
        for (int x = 0; x < half; ++x) {
            auto const u = us[x] - 128;
            auto const v = vs[x] - 128;
            us[x] = static_cast<std::uint8_t>(std::clamp(128 + to_u + ((u * c - v * s) >> 8), 16, 240));
            vs[x] = static_cast<std::uint8_t>(std::clamp(128 + to_v + ((u * s + v * c) >> 8), 16, 240));
        }
    }
}

/// Dots on a screen that is turned by 45 degrees: larger where the picture is lighter.
void print_dots(Finish const& f, Stage& stage) {
    auto const share = static_cast<int>(256 * 0.72F * static_cast<float>(f.now.halftone));
    if (share < 4) return;
    auto const pitch = std::max(6, static_cast<int>(0.0135F * f.unit + 0.5F));
    auto const size = static_cast<std::size_t>(pitch);
    std::vector<std::int16_t> screen(size * size);
    for (std::size_t y = 0; y < size; ++y)
        for (std::size_t x = 0; x < size; ++x) {
            auto const a = std::cos(2 * std::numbers::pi_v<float> * static_cast<float>(x) / static_cast<float>(pitch));
            auto const b = std::cos(2 * std::numbers::pi_v<float> * static_cast<float>(y) / static_cast<float>(pitch));
            screen[y * size + x] = static_cast<std::int16_t>(118 - 88 * 0.5F * (a + b));
        }
    auto const width = static_cast<std::size_t>(stage.width());
    std::vector<std::int16_t> line(width);
    auto const* threshold = line.data();
    for (int y = 0; y < stage.height(); ++y) {
        for (std::size_t x = 0; x < width; ++x) line[x] = screen[static_cast<std::size_t>(y % pitch) * size + x % size];
        auto* row = stage.frame.luma(y);
        for (std::size_t x = 0; x < width; ++x) {
            auto const dot = std::clamp<std::int16_t>(static_cast<std::int16_t>((row[x] - threshold[x]) * 6 + 120), 18, 228);
            row[x] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(row[x] * (256 - share) + dot * share) >> 8);
        }
    }
}

}  // namespace

void develop(Finish const& finish, Stage& stage) {
    diffuse(finish, stage);
    change_contrast(finish, stage);
    change_colours(finish, stage);
    print_dots(finish, stage);
}

void ink_edges(float strength, Stage& stage) {
    auto const width = stage.width();
    auto const reach = std::max(1, width / 540);
    auto const& before = stage.copy();
    auto const dark = static_cast<std::uint16_t>(3.4F * 256 * strength);
    // More than this is black already, and its product would not fit 16 bits.
    auto const most = static_cast<std::int16_t>(std::min(510, 65535 / std::max<int>(dark, 1)));
    for (int y = reach; y + reach < stage.height(); ++y) {
        auto const* row = before.luma(y);
        auto const* up = before.luma(y - reach);
        auto const* down = before.luma(y + reach);
        auto* out = stage.frame.luma(y);
        for (int x = reach; x + reach < width; ++x) {
            auto const along = static_cast<std::int16_t>(row[x + reach] - row[x - reach]);
            auto const across = static_cast<std::int16_t>(down[x] - up[x]);
            auto const edge = static_cast<std::int16_t>(std::max<std::int16_t>(along, static_cast<std::int16_t>(-along)) + std::max<std::int16_t>(across, static_cast<std::int16_t>(-across)));
            auto const over = static_cast<std::uint16_t>(std::clamp<std::int16_t>(static_cast<std::int16_t>(edge - 14), 0, most));
            auto const taken = static_cast<std::int16_t>(static_cast<std::uint16_t>(over * dark) >> 8);
            out[x] = static_cast<std::uint8_t>(std::max<std::int16_t>(16, static_cast<std::int16_t>(row[x] - taken)));
        }
    }
}

}  // namespace troupe::visual::motion
