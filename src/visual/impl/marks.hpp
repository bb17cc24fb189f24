#pragma once

#include <string>
#include <vector>

#include "visual/impl/emblem.hpp"
#include "visual/impl/typesetter.hpp"

/// Emblem, wordmark and the two together, as vectors.
namespace troupe::visual::impl {

/// One filled shape: its SVG data, and whether it takes the accent.
struct MarkShape {
    std::string path;
    bool accent = false;
};

struct Mark {
    std::string name;  ///< "emblem", "wordmark", "logo"
    double width = 0;
    double height = 0;
    std::vector<MarkShape> shapes;
};

struct Marks {
    Mark emblem, wordmark, logo;
};

/// Errors: as outline_text.
[[nodiscard]] Result<Marks> make_marks(VisualSystem const& system);

enum class Ground { light, dark };
struct MarkColors {
    Rgb body, accent;
};
/// What stands out on paper or at night.
[[nodiscard]] MarkColors mark_colors(VisualSystem const& system, Ground ground);

/// `metadata`: elements of XML.
[[nodiscard]] std::string to_svg(Mark const& mark, MarkColors const& colors, std::string const& title, std::string const& metadata);
/// Transparent, at twice the mark's size.
[[nodiscard]] Surface to_png(Mark const& mark, MarkColors const& colors);

/// Fills SVG path data of M, L, C and Z (ours alone) with Cairo.
void trace_svg(cairo_t* cairo, std::string const& path);

}  // namespace troupe::visual::impl
