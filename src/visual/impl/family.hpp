#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "base/random.hpp"
#include "visual/canvas.hpp"
#include "visual/system.hpp"

/// What a composition family is: a file in builtin/ that plans where type goes and paints the art around it.
namespace troupe::visual::impl {

/// A picture's size; lengths in compositions are multiples of the short side, so that every aspect looks right.
struct Frame {
    int width_px = 0;
    int height_px = 0;
    [[nodiscard]] float width() const { return static_cast<float>(width_px); }
    [[nodiscard]] float height() const { return static_cast<float>(height_px); }
    [[nodiscard]] float side() const { return std::min(width(), height()); }
};

/// A rectangle in pixels.
struct Box {
    float left = 0, top = 0, width = 0, height = 0;
    [[nodiscard]] float right() const { return left + width; }
    [[nodiscard]] float bottom() const { return top + height; }
};

enum class Vertical { top, middle, bottom };

/// A place for a text: it is fitted into the box and pushed against a side of it.
struct TypePlace {
    Box box;
    Align align = Align::left;
    Vertical vertical = Vertical::bottom;
    int most_lines = 3;
    float most_share = 0.34F;  ///< largest size of the letters, of the short side
};

struct TypePlan {
    TypePlace title;
    TypePlace artist;
};

/// Ink of a text where it will stand; empty width: there is none.
struct InkBoxes {
    Box title;
    Box artist;
};

/// What the art is for.
struct Occasion {
    std::string title;    ///< as it can be drawn: letters for the family that is made of them; empty: the artist's name
    float grandeur = 1;   ///< of the form: 1, and about 1.3 where it comes nearer than the frame holds
    bool bare = false;    ///< no word will stand on the picture: the art may have all of it
    /// The form is larger than the frame, and steps aside a little.
    [[nodiscard]] bool comes_near() const { return grandeur > 1 && !bare; }
};

/// What a family is made with. `random` belongs to the release.
struct Seed {
    VisualSystem const& system;
    Random random;
    Frame frame;
    int layout = 0;
    Occasion occasion;
};

class Family {
public:
    virtual ~Family() = default;
    [[nodiscard]] virtual TypePlan plan() const = 0;
    /// Fills the canvas; `ink` is where the type will stand, for those that make room for it.
    virtual void paint(Canvas& canvas, InkBoxes const& ink, std::stop_token const& stop) const = 0;
    /// Whether dark type is at home on it.
    [[nodiscard]] virtual bool light_ground() const { return false; }
    /// Whether the title is the art itself, legible by its own means: then none is set over it.
    [[nodiscard]] virtual bool is_the_title() const { return false; }
};

struct FamilyEntry {
    char const* name;
    int layouts;
    std::unique_ptr<Family> (*make)(Seed const& seed);
};
[[nodiscard]] std::vector<FamilyEntry> const& families();

std::unique_ptr<Family> make_aura(Seed const& seed);
std::unique_ptr<Family> make_swiss(Seed const& seed);
std::unique_ptr<Family> make_flow(Seed const& seed);
std::unique_ptr<Family> make_landscape(Seed const& seed);
std::unique_ptr<Family> make_chrome(Seed const& seed);
std::unique_ptr<Family> make_rings(Seed const& seed);
std::unique_ptr<Family> make_collage(Seed const& seed);
std::unique_ptr<Family> make_crystal(Seed const& seed);
std::unique_ptr<Family> make_growth(Seed const& seed);
std::unique_ptr<Family> make_city(Seed const& seed);

/// Banners: the form steps aside for a name in the middle.
[[nodiscard]] inline bool is_wide(Frame const& frame) { return frame.width() > 1.3F * frame.height(); }

/// Standard places of type. `margin` is 6.6 % of the short side.
[[nodiscard]] float margin_of(Frame const& frame);
/// Title along the bottom, artist at the top (or the other way round), both pushed to `align`.
[[nodiscard]] TypePlan title_below(Frame const& frame, Align align, float height_share);
[[nodiscard]] TypePlan title_above(Frame const& frame, Align align, float height_share);
/// Artist right above the title, both at the bottom left: the poster's corner.
[[nodiscard]] TypePlan title_corner(Frame const& frame, float width_share, float height_share);
/// Artist right above the title, both at the top left.
[[nodiscard]] TypePlan title_top(Frame const& frame, float height_share);
[[nodiscard]] TypePlan title_middle(Frame const& frame, float height_share);

}  // namespace troupe::visual::impl
