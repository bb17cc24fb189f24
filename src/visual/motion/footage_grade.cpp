#include "visual/motion/footage_grade.hpp"

#include <algorithm>
#include <cmath>

#include "visual/color.hpp"

namespace troupe::visual::motion {
namespace {

constexpr float darkest_gain = 0.55F;
constexpr float brightest_gain = 1.45F;

float gain_of(int step) { return darkest_gain + (brightest_gain - darkest_gain) * static_cast<float>(step) / float{FootageGrade::steps - 1}; }

/// A curve that puts the clip's middle a little under the middle of the range, so that few bright things stand in much dark.
float exponent_of(StretchLook const& look, double spread) {
    auto const middle = std::clamp((look.middle - look.dark) / spread, 0.08, 0.92);
    return static_cast<float>(std::clamp(std::log(0.42) / std::log(middle), 0.6, 1.8));
}

std::uint8_t sample(int value) { return static_cast<std::uint8_t>(std::clamp(value, 16, 240)); }

}  // namespace

FootageGrade::FootageGrade(StretchLook const& look, Tones const& tones, Range const& range) {
    // A clip of few tones is not torn apart: what it has is spread to at most twice.
    auto const spread = std::max(look.bright - look.dark, 90.0);
    auto const exponent = exponent_of(look, spread);
    for (int level = 0; level < 256; ++level) {
        auto const i = static_cast<std::size_t>(level);
        auto const place = clamp01(static_cast<float>((level - look.dark) / spread));
        auto const shaped = std::pow(place, exponent);
        auto const tone = range.dark + (range.bright - range.dark) * shaped;
        auto const light = range.accent * shaped;
        auto const here = tones(tone, light);
        u_[i] = static_cast<std::int16_t>(std::lround(here.u));
        v_[i] = static_cast<std::int16_t>(std::lround(here.v));
        own_[i] = static_cast<std::int16_t>(std::lround(static_cast<float>(level - 128) * range.own));
        for (int s = 0; s < steps; ++s)
            luma_[static_cast<std::size_t>(s)][i] = static_cast<std::uint8_t>(std::lround(std::clamp(tones(clamp01(tone * gain_of(s)), light).y, 16.0F, 235.0F)));
    }
}

int FootageGrade::step_of(float gain) {
    auto const share = (gain - darkest_gain) / (brightest_gain - darkest_gain);
    return static_cast<int>(clamp01(share) * (steps - 1) + 0.5F);
}

void FootageGrade::luma(std::uint8_t const* in, int count, int step, std::uint8_t* out) const {
    auto const& table = luma_[static_cast<std::size_t>(step)];
    for (int i = 0; i < count; ++i) out[i] = table[in[i]];
}

void FootageGrade::chroma(std::uint8_t const* in_luma, std::uint8_t const* in_u, std::uint8_t const* in_v, int count, std::uint8_t* out_u,
                          std::uint8_t* out_v) const {
    for (int i = 0; i < count; ++i) {
        auto const level = in_luma[2 * i];
        out_u[i] = sample(u_[level] + own_[in_u[i]]);
        out_v[i] = sample(v_[level] + own_[in_v[i]]);
    }
}

FootageGrade::Range base_range(Backdrop backdrop, VideoStyle const& style) {
    auto const own = 0.20F * static_cast<float>(std::min(style.saturation, 1.3));
    if (backdrop == Backdrop::light || backdrop == Backdrop::paper) return {.dark = 0.60F, .bright = 0.99F, .own = 0.4F * own};
    return {.dark = 0.01F, .bright = 0.76F, .own = own};
}

FootageGrade::Range form_range(Backdrop backdrop, VideoStyle const& style) {
    auto const own = 0.15F * static_cast<float>(std::min(style.saturation, 1.3));
    if (backdrop == Backdrop::light || backdrop == Backdrop::paper) return {.dark = 0.05F, .bright = 0.70F, .own = own, .accent = 0.75F};
    return {.dark = 0.94F, .bright = 0.24F, .own = own, .accent = 0.0F};
}

}  // namespace troupe::visual::motion
