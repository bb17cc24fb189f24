#pragma once

#include "visual/brief.hpp"
#include "visual/motion/choreography.hpp"
#include "visual/motion/path.hpp"
#include "visual/motion/stage.hpp"
#include "visual/type.hpp"

/// Where things stand in each shape of frame. Lengths are shares of the short side, so that a shape is no crop of another.
namespace troupe::visual::motion {

struct Layout {
    int width_px = 1080;
    int height_px = 1920;
    Point emblem;      ///< its centre, pixels
    float text_left = 0, text_right = 0;  ///< pixels
    float artist_top = 0;
    float title_bottom = 0;  ///< the call stands under it, a sung line above it
    float title_height = 0;  ///< at most
    float text_end = 0;      ///< nothing is written below: 9:16 keeps its lower fifth for the platform
    Align align = Align::centre;
    float world = 1;         ///< size of the world, of the short side
    Stage::Window window;    ///< what is left of the picture by a style with a plain margin; words stand outside

    [[nodiscard]] float unit() const { return static_cast<float>(width_px < height_px ? width_px : height_px); }
};

/// `short_side_px` is 1080 for what is published; tests take less. Even. `left` sets the text flush left where the shape
/// leaves the choice.
[[nodiscard]] Layout layout_of(Aspect aspect, int short_side_px, bool left);

/// Gives the picture a plain margin of that share of the short side and moves the emblem to the middle of what is left.
void inset(Layout& layout, float share);

/// Lifts the world of an upright or square picture, for the large lines of a lyric video.
void make_room_for_lines(Layout& layout);

/// Between the world's coordinates and pixels.
class View {
public:
    View(Layout const& layout, Camera const& camera);
    [[nodiscard]] Point to_px(Point world) const;
    [[nodiscard]] Point to_world(Point px) const;
    [[nodiscard]] float px(float length) const { return length * scale_; }
    /// What one pixel to the right adds to a place of the world.
    [[nodiscard]] Point right() const { return {cos_ / scale_, -sin_ / scale_}; }

private:
    Point anchor_;
    Point look_;
    float scale_, cos_, sin_;
};

}  // namespace troupe::visual::motion
