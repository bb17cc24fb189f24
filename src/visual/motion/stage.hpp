#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "visual/motion/path.hpp"
#include "visual/motion/yuv.hpp"
#include "visual/type.hpp"

/// Where a frame is put together: smooth fields at a quarter of the resolution, everything with an edge at the whole of it.
namespace troupe::visual::motion {

/// Grain and dither of a video: the same on every frame, so that it costs the encoder nothing.
class Film {
public:
    /// `deviation` in display values, 0..0.05; below 0: neither grain nor dither, for flat tones with clean borders. `scale`: pixels of the picture for one of 1080.
    Film(std::uint64_t seed, double deviation, double scale);

    /// 256ths of a code value that are added before rounding down: row y, from a multiple of 16. At least `side` of them.
    [[nodiscard]] std::int16_t const* row(int y) const { return texture_.data() + static_cast<std::size_t>(y % side) * (2 * side); }
    static constexpr int side = 512;

private:
    std::vector<std::int16_t> texture_;  ///< rows of twice `side`, so that any start has `side` values after it
};

/// A smooth picture at every fourth pixel, read between them by straight lines.
class Field {
public:
    static constexpr int step = 4;
    Field(int width_px, int height_px);

    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] int rows() const { return rows_; }
    /// The pixel that a column or a row stands for; the first and the last lie outside the picture.
    [[nodiscard]] static float place(int index) { return (static_cast<float>(index) - 0.5F) * step; }

    /// Tones and accents within 0..1.
    void set_row(int row, std::span<float const> tone, std::span<float const> accent, Tones const& tones);
    void set(int column, int row, FieldColor color) {
        auto const i = index(column, row);
        y_[i] = color.y;
        u_[i] = color.u;
        v_[i] = color.v;
    }

    /// Pixels `from`..`to` of a row; `from` is a multiple of 16. `out` points at pixel `from`.
    void luma(int y, int from, int to, Film const& film, std::uint8_t* out) const;
    /// Samples of a row of the chroma planes.
    void chroma(int y, int from, int to, std::uint8_t* u, std::uint8_t* v) const;

private:
    [[nodiscard]] std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    }
    int columns_, rows_;
    std::vector<std::uint16_t> y_, u_, v_;  ///< eight times a value still fits 16 bits
};

/// Columns of a mask left of `from_px` are whole, those after `to_px` empty, between them it fades.
struct Wipe {
    float from_px = 1e9F, to_px = 1e9F;
};

/// A rectangle of a mask: pixels, the ends not counted.
struct MaskPart {
    int left = 0, top = 0, right = 1 << 20, bottom = 1 << 20;
};

/// Where words stand in this frame: shapes with edges keep away from it.
struct Clearing {
    float left = 0, top = 0, right = 0, bottom = 0;
    float presence = 1;  ///< of the words, 0..1
    float reach = 1;     ///< pixels around it
};

/// One thread's frame with its tools.
class Stage {
public:
    Stage(int width_px, int height_px, Film const& film);

    [[nodiscard]] int width() const { return frame.width_px; }
    [[nodiscard]] int height() const { return frame.height_px; }

    /// The frame from a field, down to a row.
    void lay(Field const& field, float bottom_px = 1e6F);
    void lay(Yuv color);
    void fill(Path const& path, Yuv color, float opacity = 1);
    /// A colour that changes from the top row to the bottom row and stays as it is beyond them.
    struct Gradient {
        float top_px = 0, bottom_px = 1;
        Yuv top, bottom;
    };
    void fill(Path const& path, Gradient const& gradient);
    void fill(Path const& path, Field const& field);
    /// Printing: `print` remembers where it was, `overprint` puts another colour wherever it meets what was printed.
    void begin_print();
    void print(Path const& path, Yuv color);
    void overprint(Path const& path, Yuv color, Yuv where_printed);
    /// Text or any other coverage, its left top at x, y.
    void tint(Mask const& mask, int x, int y, Yuv color, float opacity, Wipe const& wipe = {}, MaskPart const& part = {});
    /// Draws a soft ellipse towards a colour: `share` at its centre, nothing at its rim.
    struct Ellipse {
        Point centre;
        float width = 0, height = 0;  ///< half axes
    };
    void shade(Ellipse const& ellipse, Yuv color, float share);
    /// What a style does to the finished frame.
    struct Grade {
        float scanlines = 0;      ///< 0..1
        int chroma_shift_px = 0;  ///< blue to one side, red to the other
        int tones = 0;            ///< of luma; 0: all
        float vignette = 0;       ///< how much darker the corners are, 0..1
        float letterbox = 0;      ///< share of the height that is black above, and again below
    };
    void grade(Grade const& grade);
    /// Leaves the picture inside a rectangle and makes everything around it plain.
    struct Window {
        int left = 0, top = 0, right = 0, bottom = 0;  ///< even
    };
    void frame_by(Window const& window, Yuv around);

    /// 1 where shapes are free, 0 where words stand, smoothly between.
    [[nodiscard]] float room_at(Point px) const;

    /// The frame as it is now, kept beside it until the next call.
    [[nodiscard]] Frame const& copy() {
        if (!beside_) beside_.emplace(width(), height());
        std::copy(frame.bytes.begin(), frame.bytes.end(), beside_->bytes.begin());
        return *beside_;
    }

    std::vector<Clearing> clearings;
    Frame frame;
    Field ground;
    Field inner;
    Path path;
    std::vector<float> xs, ys, tone, accent;  ///< a row of a field, for those who fill it
    int row = 0;                               ///< which one

private:
    void letterbox(float share);
    void tint_chroma(std::vector<std::uint8_t>& upper, std::vector<std::uint8_t> const& lower, int from, int y, Yuv color);
    void shift_chroma(int samples);
    void darken_corners(float share);
    std::optional<Frame> beside_;
    Film const* film_;
    Filler filler_;
    std::vector<std::uint8_t> row_, row_u_, row_v_;
    std::vector<std::uint8_t> plate_, small_plate_;  ///< coverage of what was printed, at full and at half resolution
};

}  // namespace troupe::visual::motion
