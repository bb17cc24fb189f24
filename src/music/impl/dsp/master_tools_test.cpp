#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "media/audio.hpp"
#include "music/impl/dsp/limiter.hpp"
#include "music/impl/dsp/loudness.hpp"
#include "music/impl/dsp/spectrum.hpp"
#include "music/impl/dsp/true_peak.hpp"
#include "music/impl/tone.hpp"

namespace troupe::music::impl {
namespace {

/// Bursts between silences, at four sample places in turn: what makes peaks between samples.
std::vector<float> bursts(double level, std::size_t frames, std::uint32_t seed) {
    Noise noise(seed);
    std::vector<float> out(frames);
    for (std::size_t i = 0; i < frames; ++i) {
        auto const burst = (i / 2400) % 3 == 1 ? 1.0 : 0.05;
        auto const tone = std::sin(2 * std::numbers::pi * 11'900 * static_cast<double>(i) / sample_rate + 0.785);
        out[i] = static_cast<float>(level * burst * (0.7 * tone + 0.5 * static_cast<double>(noise.next())));
    }
    return out;
}

std::vector<float> peaks_of(std::vector<float> const& samples) {
    TruePeak meter;
    std::vector<float> peaks;
    for (std::size_t i = 0; i + TruePeak::block <= samples.size(); i += TruePeak::block) peaks.push_back(meter.highest(samples.data() + i));
    return peaks;
}

std::vector<float> limited(std::vector<float> samples, double ceiling_db, float gain) {
    auto const curve = Limiter(ceiling_db).curve(peaks_of(samples), gain);
    for (std::size_t i = 0; i < samples.size() / TruePeak::block * TruePeak::block; ++i) {
        auto const b = i / TruePeak::block;
        auto const share = static_cast<float>(i % TruePeak::block) / TruePeak::block;
        samples[i] *= gain * (curve[b] + share * (curve[b + 1] - curve[b]));
    }
    return samples;
}

double outside_true_peak(std::vector<float> const& samples) { return media::measure_loudness({Hertz{48'000}, {samples}})->true_peak.value; }

TEST(TruePeak, AgreesWithLibebur128) {
    // A quarter of the rate, between its own peaks: every sample is 3 dB too low.
    std::vector<float> tone(48'000);
    for (std::size_t i = 0; i < tone.size(); ++i) tone[i] = static_cast<float>(0.8 * std::min(1.0, static_cast<double>(i) / 9600) * std::sin(std::numbers::pi * (static_cast<double>(i) / 2 + 0.25)));
    // Noise up to the edge of the band is where two interpolators differ most.
    auto const noise = bursts(0.8, 96'000, 3);
    auto const highest_db = [](std::vector<float> const& samples) {
        auto const peaks = peaks_of(samples);
        return to_db(static_cast<double>(*std::max_element(peaks.begin(), peaks.end())));
    };
    EXPECT_NEAR(highest_db(tone), to_db(0.8), 0.1);
    EXPECT_NEAR(highest_db(tone), outside_true_peak(tone), 0.1);
    EXPECT_NEAR(highest_db(noise), outside_true_peak(noise), 0.5);
}

TEST(TruePeak, LooksCloserOnlyWhereItMatters) {
    auto const samples = bursts(0.8, 48'000, 4);
    TruePeak careful, quick;
    float all = 0, some = 0;
    for (std::size_t i = 0; i < samples.size(); i += TruePeak::block) {
        all = std::max(all, careful.highest(samples.data() + i));
        some = std::max(some, quick.highest_above(samples.data() + i, some));
    }
    EXPECT_EQ(all, some);
}

TEST(Limiter, HoldsItsCeilingBetweenTheSamplesToo) {
    for (float const gain : {0.5F, 2.0F, 8.0F}) {
        auto const out = limited(bursts(0.9, 96'000, 5), -1.5, gain);
        EXPECT_LE(outside_true_peak(out), -1.4) << gain;
    }
}

TEST(Limiter, LeavesAloneWhatIsUnderTheCeiling) {
    auto const samples = bursts(0.2, 48'000, 6);
    EXPECT_EQ(limited(samples, -1.5, 1), samples);
}

TEST(Limiter, GoesDownAndComesBackWithoutAJump) {
    std::vector<float> peaks(600, 0.1F);
    peaks[300] = 4;
    auto const curve = Limiter(-1).curve(peaks, 1);
    EXPECT_LT(curve[300], 0.23F);
    EXPECT_EQ(curve[300 - Limiter::ahead - 2], 1);
    for (std::size_t b = 1; b < curve.size(); ++b) EXPECT_LT(std::abs(curve[b] - curve[b - 1]), 0.11F);
    EXPECT_GT(curve[599], 0.95F);
}

TEST(SoftClipper, RoundsPeaksAndKeepsTheRest) {
    SoftClipper const clip(-1);
    EXPECT_EQ(clip(0.5F), 0.5F);
    EXPECT_EQ(clip(-0.5F), -0.5F);
    EXPECT_LT(clip(4.0F), static_cast<float>(from_db(0.5)));
    EXPECT_GT(clip(1.2F), clip(1.1F));
    EXPECT_EQ(clip(-1.2F), -clip(1.2F));
}

TEST(Loudness, AgreesWithLibebur128) {
    auto left = bursts(0.4, 48'000 * 12, 7), right = bursts(0.3, 48'000 * 12, 8);
    for (std::size_t i = 0; i < left.size() / 3; ++i) left[i] *= 0.02F, right[i] *= 0.02F;  // something for the gate
    KWeighting weighting;
    std::vector<double> tenths;
    for (std::size_t at = 0; at < left.size(); at += loudness_hop) {
        double sum = 0;
        for (std::size_t i = at; i < at + loudness_hop; ++i) sum += weighting.power(left[i], right[i]);
        tenths.push_back(sum / loudness_hop);
    }
    auto const outside = media::measure_loudness({Hertz{48'000}, {left, right}});
    EXPECT_NEAR(integrated_lufs(tenths), outside->integrated.value, 0.05);
    EXPECT_NEAR(loudness_range(tenths), outside->range_lu, 0.3);
}

TEST(Loudness, OfSilenceIsTheFloor) {
    std::vector<double> const silence(50, 0.0);
    EXPECT_EQ(integrated_lufs(silence), -70);
    EXPECT_EQ(loudness_range(silence), 0);
}

TEST(Tone, ForetellsOctavesByWhereTheirTonesLie) {
    constexpr std::size_t per_band = OctaveMeter::slices_per_band;
    std::vector<double> even(OctaveMeter::bands * per_band, 1.0), gains(OctaveMeter::bands, 0.0);
    gains[4] = 6;
    auto const raised = octaves_after(even, gains);
    EXPECT_NEAR(raised[4] - raised[8], 6, 1.2);
    // The same octave with its only tone at the lower edge is hardly reached by its bell.
    auto edge = even;
    for (std::size_t slice = 0; slice < per_band; ++slice) edge[4 * per_band + slice] = slice == 0 ? 8.0 : 0.0;
    auto const less = octaves_after(edge, gains);
    EXPECT_LT(less[4] - less[8], raised[4] - raised[8] - 1);
}

TEST(Tone, BellsTogetherGiveWhatWasAsked) {
    std::vector<double> const wanted{2, -4, 3, 5, -2, -6, 1, 6, 4, -3};
    auto filter = tone_filter(wanted);
    for (std::size_t octave = 1; octave < 9; ++octave) {
        auto const hertz = 31.25 * std::exp2(static_cast<double>(octave));
        double power = 0;
        for (int i = 0; i < 96'000; ++i) {
            auto const x = std::sin(2 * std::numbers::pi * hertz * i / sample_rate);
            auto const y = filter.step(Pair{x, x})[0];
            if (i >= 48'000) power += y * y;
        }
        EXPECT_NEAR(10 * std::log10(power / 24'000), wanted[octave], 0.8) << hertz;
    }
}

}  // namespace
}  // namespace troupe::music::impl
