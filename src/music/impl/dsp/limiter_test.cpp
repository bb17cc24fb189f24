#include "music/impl/dsp/limiter.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "media/audio.hpp"
#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {
namespace {

TEST(Limiter, HoldsTheTruePeakUnderTheCeiling) {
    // A tone at a quarter of the sample rate, 45 degrees off: its samples lie 3 dB under its peaks.
    media::Audio audio{Hertz{48'000}, {std::vector<float>(48'000), {}}};
    for (std::size_t i = 0; i < 48'000; ++i)
        audio.channels[0][i] = static_cast<float>(1.6 * std::sin(std::numbers::pi / 2 * static_cast<double>(i) + std::numbers::pi / 4) * (i > 20'000 ? 1 : 0.3));
    audio.channels[1] = audio.channels[0];
    Limiter limiter(-1.5);
    limiter.process(audio.channels[0].data(), audio.channels[1].data(), 48'000, 1.5F);
    auto const loudness = media::measure_loudness(audio);
    ASSERT_TRUE(loudness);
    EXPECT_LT(loudness->true_peak.value, -1.2);
    EXPECT_GT(loudness->true_peak.value, -3.0);
}

TEST(Limiter, LeavesQuietSoundAlone) {
    std::vector<float> left(4800, 0.25F), right(4800, -0.25F);
    Limiter(-1).process(left.data(), right.data(), 4800, 1);
    EXPECT_FLOAT_EQ(left.back(), 0.25F);
    EXPECT_FLOAT_EQ(right.back(), -0.25F);
}

}  // namespace
}  // namespace troupe::music::impl
