#pragma once

#include <array>
#include <cstdint>

#include "visual/footage/examine.hpp"
#include "visual/motion/captions.hpp"
#include "visual/motion/yuv.hpp"

namespace troupe::visual::motion {

/// How a clip takes on an artist's colours: what is dark in it becomes the artist's dark, what is bright the artist's light,
/// and a share of its own colours stays. In YUV, by tables: a look-up and an addition a sample.
class FootageGrade {
public:
    struct Range {
        float dark = 0.02F, bright = 0.78F;  ///< places on the artist's ramp; dark above bright: a negative
        float own = 0.3F;                    ///< of the clip's own colours, 0..1
        float accent = 0;                    ///< how far its light goes to the accent, 0..1
    };
    /// `look` is the clip's: its tones are spread over the range.
    FootageGrade(StretchLook const& look, Tones const& tones, Range const& range);

    /// Steps of light, from 0.55 to 1.45 times; 1 in the middle.
    static constexpr int steps = 121;
    [[nodiscard]] static int step_of(float gain);

    /// `count` samples of a row; `step` as above.
    void luma(std::uint8_t const* in, int count, int step, std::uint8_t* out) const;
    /// `in_luma`: the row of luma above the samples of chroma, two for each.
    void chroma(std::uint8_t const* in_luma, std::uint8_t const* in_u, std::uint8_t const* in_v, int count, std::uint8_t* out_u, std::uint8_t* out_v) const;

private:
    std::array<std::array<std::uint8_t, 256>, steps> luma_{};
    std::array<std::int16_t, 256> u_{}, v_{};      ///< of the artist, for a luma of the clip
    std::array<std::int16_t, 256> own_{};          ///< what stays of a deviation from grey
};

/// The ranges of a picture that fits the words that will stand on it, and of the form in it that is told from it.
[[nodiscard]] FootageGrade::Range base_range(Backdrop backdrop, VideoStyle const& style);
[[nodiscard]] FootageGrade::Range form_range(Backdrop backdrop, VideoStyle const& style);

}  // namespace troupe::visual::motion
