#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "visual/typeface.hpp"

/// Text as coverage: set by Pango, drawn by Cairo, measured by its ink.
namespace troupe::visual {

/// Coverage 0..255 of a rectangle, rows from the top without padding.
struct Mask {
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint8_t> coverage;

    [[nodiscard]] std::uint8_t at(int x, int y) const {
        return coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_px) + static_cast<std::size_t>(x)];
    }
};

enum class Align { left, centre, right };

struct TextStyle {
    Typeface face;
    float size_px = 100;      ///< of the em
    float tracking_em = 0;    ///< added to the face's own
    Align align = Align::left;
    float leading = 1.0F;     ///< distance of base lines in ems
};

/// Text that has been set: exactly its ink, no margins.
struct SetText {
    Mask mask;
    float size_px = 0;
    int ascent_px = 0;               ///< from the top of the ink to the first base line
    std::vector<std::string> lines;  ///< as set, after wrapping and the face's letter case
    bool shortened = false;          ///< the end was replaced by "…" because nothing else made it fit
};

/// Sets lines of text. Scripts that the face lacks are taken from the system's fonts by Pango; a face whose file is not
/// the one that Pango resolved is an error, never a silent substitute. Emoji are left out, control characters too.
/// Errors: unavailable (the face's file cannot be used, or no installed font has the script), invalid_input (no visible
/// character, invalid UTF-8).
[[nodiscard]] Result<SetText> set_lines(std::vector<std::string> const& lines, TextStyle const& style);

/// What the ink must fit.
struct FitBox {
    int width_px = 0;
    int height_px = 0;
    int most_lines = 3;
    float most_size_px = 1e9F;
    float least_size_px = 12;  ///< below it the text is shortened instead
};

/// Sets `text` as large as its ink fits the box, on as many lines as give the largest letters (one, unless two are
/// clearly larger). Errors: as set_lines.
[[nodiscard]] Result<SetText> fit_text(std::string_view text, TextStyle style, FitBox const& box);

/// Outlines of one line of text as SVG path data, y downwards, in pixels, the ink's left top at 0,0: a logo needs no
/// font. Errors: as set_lines.
struct TextOutline {
    std::string path;
    float width_px = 0;
    float height_px = 0;
};
[[nodiscard]] Result<TextOutline> outline_text(std::string_view text, TextStyle const& style);

}  // namespace troupe::visual
