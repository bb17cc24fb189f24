#include "visual/motion/yuv.hpp"

#include <cmath>

namespace troupe::visual::motion {

Yuv to_yuv(Rgb linear) {
    auto const r = encode_srgb(linear.r);
    auto const g = encode_srgb(linear.g);
    auto const b = encode_srgb(linear.b);
    // ITU-R BT.709-6 §3.
    auto const y = 0.2126F * r + 0.7152F * g + 0.0722F * b;
    return {16 + 219 * y, 128 + 224 * (b - y) / 1.8556F, 128 + 224 * (r - y) / 1.5748F};
}

float luma_luminance(float y) { return decode_srgb(clamp01((y - 16) / 219)); }

Tones::Tones(Ramp const& scale, Oklab const& accent, VideoStyle const& style) {
    auto const colourful = static_cast<float>(style.saturation);
    auto const steep = static_cast<float>(style.contrast);
    // Towards amber or towards blue, most in the middle: black stays black and light stays light.
    auto const warm = 0.045F * static_cast<float>(style.warmth);
    for (std::size_t a = 0; a <= accents; ++a) {
        auto const share = static_cast<float>(a) / static_cast<float>(accents);
        for (std::size_t i = 0; i <= tones; ++i) {
            auto const place = static_cast<float>(i) / static_cast<float>(tones);
            auto const tint = warm * 4 * place * (1 - place);
            auto color = to_oklab(scale(0.5F + (place - 0.5F) * (0.5F + 0.5F * steep)));
            color = mix(color, {accent.l * (0.35F + 0.65F * place) + 0.25F * place, accent.a, accent.b}, share);
            table_.push_back(to_field(to_yuv(to_rgb(into_gamut({color.l, color.a * colourful + 0.3F * tint, color.b * colourful + tint})))));
        }
    }
}

}  // namespace troupe::visual::motion
