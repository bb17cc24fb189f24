#include "visual/motion/layout.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::visual::motion {

Layout layout_of(Aspect aspect, int short_side_px, bool left) {
    Layout layout;
    auto const unit = static_cast<float>(short_side_px);
    auto const long_side = (short_side_px * 16 / 9 + 1) / 2 * 2;
    layout.width_px = aspect == Aspect::landscape_16x9 ? long_side : short_side_px;
    layout.height_px = aspect == Aspect::portrait_9x16 ? long_side : short_side_px;
    auto const height = static_cast<float>(layout.height_px);
    auto const width = static_cast<float>(layout.width_px);
    layout.align = left ? Align::left : Align::centre;
    layout.text_left = 0.075F * unit;
    layout.text_right = width - 0.075F * unit;
    switch (aspect) {
        case Aspect::portrait_9x16:
            layout.emblem = {0.5F * width, 0.395F * height};
            layout.artist_top = 0.095F * height;
            layout.title_bottom = 0.742F * height;
            layout.title_height = 0.25F * unit;
            layout.text_end = 0.795F * height;
            break;
        case Aspect::square_1x1:
            layout.emblem = {0.5F * width, 0.405F * height};
            layout.world = 0.84F;
            layout.artist_top = 0.060F * height;
            layout.title_bottom = 0.875F * height;
            layout.title_height = 0.17F * unit;
            layout.text_end = 0.95F * height;
            break;
        case Aspect::landscape_16x9:
            layout.emblem = {0.70F * width, 0.49F * height};
            layout.world = 1.05F;
            layout.artist_top = 0.105F * height;
            layout.title_bottom = 0.80F * height;
            layout.title_height = 0.26F * unit;
            layout.text_end = 0.93F * height;
            layout.text_left = 0.065F * width;
            layout.text_right = 0.43F * width;
            layout.align = Align::left;
            break;
    }
    return layout;
}

void make_room_for_lines(Layout& layout) {
    if (layout.width_px > layout.height_px) return;
    layout.emblem.y -= 0.075F * static_cast<float>(layout.height_px);
    layout.world *= 0.86F;
}

void inset(Layout& layout, float share) {
    auto const margin = share * layout.unit();
    auto const width = static_cast<float>(layout.width_px);
    auto const height = static_cast<float>(layout.height_px);
    auto left = margin;
    auto top = layout.artist_top + 0.085F * layout.unit();
    auto bottom = layout.title_bottom - layout.title_height - 0.045F * layout.unit();
    if (width > height) {
        left = layout.text_right + margin;
        top = margin;
        bottom = height - margin;
    }
    auto const even = [](float value) { return static_cast<int>(value / 2) * 2; };
    layout.window = {even(left), even(top), even(width - margin), even(bottom)};
    layout.emblem = {(left + width - margin) / 2, (top + bottom) / 2};
    layout.world *= std::min(1.0F, (bottom - top) / layout.unit() * 1.15F);
}

View::View(Layout const& layout, Camera const& camera)
    : anchor_(layout.emblem),
      look_{camera.x, camera.y},
      scale_(layout.unit() * layout.world * camera.zoom),
      cos_(std::cos(camera.turn)),
      sin_(std::sin(camera.turn)) {}

Point View::to_px(Point world) const {
    auto const p = world - look_;
    return anchor_ + Point{p.x * cos_ - p.y * sin_, p.x * sin_ + p.y * cos_} * scale_;
}

Point View::to_world(Point px) const {
    auto const p = (px - anchor_) * (1 / scale_);
    return look_ + Point{p.x * cos_ + p.y * sin_, p.y * cos_ - p.x * sin_};
}

}  // namespace troupe::visual::motion
