#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "media/encoder.hpp"
#include "visual/color.hpp"
#include "visual/system.hpp"
#include "visual/video_style.hpp"

/// Frames as the encoder takes them: YUV 4:2:0, BT.709, limited range.
namespace troupe::visual::motion {

/// Code values, not rounded: y 16..235, u and v 16..240.
struct Yuv {
    float y = 16, u = 128, v = 128;
};

[[nodiscard]] Yuv to_yuv(Rgb linear);
/// WCAG relative luminance of a luma code value of a grey; good enough for a guard, as chroma moves it little.
[[nodiscard]] float luma_luminance(float y);
[[nodiscard]] inline Yuv mix(Yuv a, Yuv b, float t) {
    return {a.y + (b.y - a.y) * t, a.u + (b.u - a.u) * t, a.v + (b.v - a.v) * t};
}

struct Frame {
    Frame(int width, int height) : width_px(width), height_px(height), bytes(media::frame_bytes(width, height), 128) {}

    int width_px;   ///< even
    int height_px;  ///< even
    std::vector<std::uint8_t> bytes;

    [[nodiscard]] std::uint8_t* luma(int y) { return bytes.data() + at(width_px, y); }
    [[nodiscard]] std::uint8_t const* luma(int y) const { return bytes.data() + at(width_px, y); }
    [[nodiscard]] std::uint8_t* u(int y) { return bytes.data() + at(width_px, height_px) + at(width_px / 2, y); }
    [[nodiscard]] std::uint8_t* v(int y) { return u(y) + at(width_px / 2, height_px / 2); }
    [[nodiscard]] std::uint8_t const* u(int y) const { return bytes.data() + at(width_px, height_px) + at(width_px / 2, y); }
    [[nodiscard]] std::uint8_t const* v(int y) const { return u(y) + at(width_px / 2, height_px / 2); }

private:
    [[nodiscard]] static std::size_t at(int stride, int row) { return static_cast<std::size_t>(stride) * static_cast<std::size_t>(row); }
};

/// A colour as fields keep it: 32nds of a code value.
struct FieldColor {
    std::uint16_t y, u, v, unused;
};
constexpr float field_scale = 32;
[[nodiscard]] inline FieldColor to_field(Yuv color) {
    return {static_cast<std::uint16_t>(color.y * field_scale), static_cast<std::uint16_t>(color.u * field_scale),
            static_cast<std::uint16_t>(color.v * field_scale), 0};
}

/// The colours of a smooth field: a place on the artist's ramp, drawn towards the accent by a second number.
class Tones {
public:
    /// Graded by the style's saturation, contrast and warmth.
    Tones(VisualSystem const& system, VideoStyle const& style) : Tones(system.ramp, system.accent, style) {}
    /// Of light on the artist's own ground: 0 is the ground itself; on paper the strongest light is ink.
    [[nodiscard]] static Tones on_ground(VisualSystem const& system, VideoStyle const& style) {
        return {system.light_ground ? system.glow : system.ramp, system.accent, style};
    }

    /// Both 0..1, clamped.
    [[nodiscard]] Yuv operator()(float tone, float accent = 0) const {
        auto const color = field(clamp01(tone), clamp01(accent));
        return {static_cast<float>(color.y) / field_scale, static_cast<float>(color.u) / field_scale, static_cast<float>(color.v) / field_scale};
    }
    /// Both within 0..1.
    [[nodiscard]] FieldColor field(float tone, float accent) const {
        return table_[index(accent, accents) * (tones + 1) + index(tone, tones)];
    }

private:
    Tones(Ramp const& scale, Oklab const& accent, VideoStyle const& style);

    static constexpr std::size_t tones = 1024;
    static constexpr std::size_t accents = 16;
    [[nodiscard]] static std::size_t index(float share, std::size_t steps) {
        return static_cast<std::size_t>(static_cast<int>(share * static_cast<float>(steps) + 0.5F));
    }
    std::vector<FieldColor> table_;
};

}  // namespace troupe::visual::motion
