#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

#include "base/result.hpp"
#include "visual/type.hpp"

/// Pango with one face by file. Not shared between threads: Pango's font maps are not.
namespace troupe::visual::impl {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct Destroy {
    void operator()(cairo_t* item) const { cairo_destroy(item); }
    void operator()(cairo_surface_t* item) const { cairo_surface_destroy(item); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;
using Layout = Owned<PangoLayout>;
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;

/// A layout of one line in the face, at that size, ready to be drawn; other fonts of the system join in for characters
/// that the face lacks. Errors: unavailable.
[[nodiscard]] Result<Layout> lay_out(std::string const& line, Typeface const& face, float size_px, float tracking_em);

/// The text as it can be drawn: pictographs (emoji) that have no plain glyph are left out. What remains may be empty.
/// Errors: unavailable (a script that no installed font has: names the characters and what to install).
[[nodiscard]] Result<std::string> drawable(std::string_view text, Typeface const& face);

/// Ink of a layout relative to the start of its base line, in pixels: left, top, width, height.
struct Ink {
    double left = 0, top = 0, width = 0, height = 0;
};
[[nodiscard]] Ink ink_of(PangoLayout* layout);

/// The letters as the face wants them: upper case where it is a face of capitals.
[[nodiscard]] std::string cased(std::string_view text, Typeface const& face);

}  // namespace troupe::visual::impl
