#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace troupe::flow::impl {

/// Colours of a page as "#rrggbb". Every text colour reaches 4.5:1 on every ground it is used on (WCAG 2.2, 1.4.3),
/// `line` is decoration, and `control` reaches 3:1 (1.4.11).
struct PageColours {
    bool is_dark = true;
    std::string ground, raised;        ///< of the page, and of what lies on it
    std::string line, control;         ///< hairlines; edges of what can be pressed
    std::string text, text_2, text_3;  ///< from loud to quiet
    std::string accent, on_accent;     ///< the artist's colour, and text on it
    std::string band, on_band;         ///< a strip in full colour, and text on it
    std::string paper;                 ///< light, whatever the page is: logos are drawn in dark ink
};

/// From an artist's palette, 4 colours from dark to light and the accent. A palette whose middle is light makes a light
/// page. Error: invalid_input (not five colours as "#rrggbb"; names the one).
[[nodiscard]] Result<PageColours> page_colours(std::vector<std::string> const& palette);

/// WCAG 2.2 contrast ratio of two colours "#rrggbb", 1..21.
[[nodiscard]] double contrast(std::string const& left, std::string const& right);

}  // namespace troupe::flow::impl
