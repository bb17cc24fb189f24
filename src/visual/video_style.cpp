#include "visual/video_style.hpp"

#include <algorithm>

namespace troupe::visual {

std::vector<StyleNumber> const& style_numbers() {
    static std::vector<StyleNumber> const numbers{
        {"speed", &VideoStyle::speed, 0.2, 3},          {"grain", &VideoStyle::grain, 0, 0.1},
        {"glow", &VideoStyle::glow, 0, 1},              {"cut_rate", &VideoStyle::cut_rate, 0, 4},
        {"flash", &VideoStyle::flash, 0, 1},            {"scanlines", &VideoStyle::scanlines, 0, 1},
        {"chroma_shift", &VideoStyle::chroma_shift, 0, 12}, {"vignette", &VideoStyle::vignette, 0, 1},
        {"letterbox", &VideoStyle::letterbox, 0, 0.3},  {"saturation", &VideoStyle::saturation, 0, 1.6},
        {"contrast", &VideoStyle::contrast, 0.6, 1.6},  {"warmth", &VideoStyle::warmth, -1, 1},
        {"shake", &VideoStyle::shake, 0, 1},            {"zoom", &VideoStyle::zoom, 0, 0.5},
        {"softness", &VideoStyle::softness, 0, 1},      {"posterize", &VideoStyle::posterize, 0, 64},
        {"line", &VideoStyle::line, 0, 1},              {"spectrum", &VideoStyle::spectrum, 0, 1},
        {"tear", &VideoStyle::tear, 0, 1},              {"tape", &VideoStyle::tape, 0, 1},
        {"dust", &VideoStyle::dust, 0, 1},              {"leak", &VideoStyle::leak, 0, 1},
        {"burst", &VideoStyle::burst, 0, 1},            {"slats", &VideoStyle::slats, 0, 1},
        {"halftone", &VideoStyle::halftone, 0, 1},      {"hue", &VideoStyle::hue, -180, 180},
        {"tiles", &VideoStyle::tiles, 0, 4},            {"inset", &VideoStyle::inset, 0, 0.2},
    };
    return numbers;
}

StyleNumber const* style_number(std::string const& name) {
    auto const& numbers = style_numbers();
    auto const found = std::find_if(numbers.begin(), numbers.end(), [&](StyleNumber const& number) { return name == number.name; });
    return found == numbers.end() ? nullptr : &*found;
}

void add_effect(VideoStyle& style, VideoEffect const& effect, double share) {
    for (auto const& [name, change] : effect.changes)
        if (auto const* number = style_number(name); number != nullptr)
            style.*number->member = std::clamp(style.*number->member + change * share, number->low, number->high);
}

}  // namespace troupe::visual
