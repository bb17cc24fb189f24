#pragma once

#include <optional>
#include <string>

#include "visual/canvas.hpp"
#include "visual/impl/family.hpp"

/// Type on a picture: fitted to its place, then kept legible whatever lies under it.
namespace troupe::visual::impl {

/// Text that has found its place.
struct Placed {
    SetText text;
    int x = 0;
    int y = 0;
    [[nodiscard]] Box ink() const {
        return {static_cast<float>(x), static_cast<float>(y), static_cast<float>(text.mask.width_px), static_cast<float>(text.mask.height_px)};
    }
};

struct Lettering {
    std::optional<Placed> title;
    std::optional<Placed> artist;
    [[nodiscard]] InkBoxes ink() const { return {title ? title->ink() : Box{}, artist ? artist->ink() : Box{}}; }
};

/// The text as it can be drawn, maybe empty. Errors: unavailable (naming the field, the characters and what to install).
[[nodiscard]] Result<std::string> drawable_field(std::string const& text, Typeface const& face, char const* field);

/// Sets title and artist in the artist's faces at the places of the plan. A title of emoji alone is left out.
/// Errors: unavailable (a script that no installed font has: names the characters and the package to install).
[[nodiscard]] Result<Lettering> set_lettering(VisualSystem const& system, TypePlan const& plan, Frame const& frame, std::string const& title);

/// Colours the type light on a dark ground and dark on a light one, or the other way round where only that reads; where
/// the contrast is below 4.5:1 (10th percentile around the letters) a soft shade is laid under them first:
/// under both before either is drawn, as the shade that one text needs must not lie over the other.
void draw_lettering(Canvas& canvas, VisualSystem const& system, Lettering const& lettering, bool light_ground);

/// The ink for one text, after whatever shade it needs was laid on the canvas.
[[nodiscard]] Rgb prepare_ground(Canvas& canvas, VisualSystem const& system, Placed const& placed, bool light_ground);

/// The contrast that nine tenths of the ground around the text reach against the ink.
[[nodiscard]] float contrast_around(Canvas const& canvas, Box const& ink, Rgb color);

}  // namespace troupe::visual::impl
