#pragma once

#include <string>
#include <vector>

#include "visual/impl/sheet.hpp"

/// Letters as shapes.
namespace troupe::visual::impl {

/// Ink of the text in that face at an em of 100: empty width where nothing can be drawn.
[[nodiscard]] Box ink_at_100(std::string const& text, Typeface const& face);

/// Replaces the path of the context by the outline of the text, its ink stretched to the box exactly. False: no ink.
[[nodiscard]] bool trace_text(cairo_t* cairo, std::string const& text, Typeface const& face, Box const& box);

/// The text's first letter with its marks, upper case where the script has cases; empty for an empty text.
[[nodiscard]] std::string initial_of(std::string const& text);

/// Pieces between white space.
[[nodiscard]] std::vector<std::string> words_of(std::string const& text);

}  // namespace troupe::visual::impl
