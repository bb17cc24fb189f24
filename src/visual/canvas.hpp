#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/picture.hpp"
#include "visual/bands.hpp"
#include "visual/color.hpp"
#include "visual/type.hpp"

/// A picture in linear light, as floats.
namespace troupe::visual {

struct Finish {
    float grain = 0.025F;      ///< deviation in display values, strongest in the middle tones
    std::uint64_t seed = 0;    ///< of the grain and of the dither
};

class Canvas {
public:
    Canvas(int width_px, int height_px, int threads = default_threads());

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] int threads() const { return threads_; }
    [[nodiscard]] std::span<Rgb> row(int y) { return {pixels_.data() + offset(y), static_cast<std::size_t>(width_)}; }
    [[nodiscard]] std::span<Rgb const> row(int y) const { return {pixels_.data() + offset(y), static_cast<std::size_t>(width_)}; }

    /// Calls `shade(row, y)` for every row, on all threads; the row is what earlier calls left in it.
    template <class Shade>
    void for_rows(Shade const& shade) {
        for_bands(height_, threads_, [&](int from, int to) {
            for (int y = from; y < to; ++y) shade(row(y), y);
        });
    }

    /// Lays a colour over the picture through a mask whose left top is at x, y (it may hang over the edges).
    void tint(Mask const& mask, int x, int y, Rgb color, float opacity = 1);

    /// Grain, then dither, then 8 bits of sRGB. The same canvas and finish, the same bytes.
    [[nodiscard]] media::Picture finish(Finish const& finish) const;

private:
    [[nodiscard]] std::size_t offset(int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_); }

    int width_;
    int height_;
    int threads_;
    std::vector<Rgb> pixels_;
};

}  // namespace troupe::visual
