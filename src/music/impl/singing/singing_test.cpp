#include <gtest/gtest.h>

#include <cmath>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/vocoder.hpp"
#include "music/impl/singing/mouth.hpp"

namespace troupe::music::impl {
namespace {

constexpr double rate = 22'050;

/// A buzz that opens and closes so many times.
std::vector<float> babble(int syllables) {
    std::vector<float> samples;
    for (int i = 0; i < 6615 * syllables; ++i) {
        auto const open = std::pow(std::sin(std::numbers::pi * (i % 6615) / 6615), 2);
        double buzz = 0;
        for (int h = 1; h < 20; ++h) buzz += std::sin(2 * std::numbers::pi * 110 * h * i / rate) / h;
        samples.push_back(static_cast<float>(0.2 * open * buzz));
    }
    return samples;
}

TEST(Mouth, CutsAWordBetweenItsVowels) {
    auto const syllables = cut_syllables(mouth_frames(babble(3), rate), 3);
    ASSERT_EQ(syllables.size(), 3U);
    for (auto const& syllable : syllables) {
        EXPECT_NEAR(static_cast<double>(syllable.frames.size()), 60, 8);
        EXPECT_LT(syllable.vowel_begin, syllable.vowel_end);
        EXPECT_LE(syllable.vowel_end, syllable.frames.size());
    }
}

TEST(Mouth, TellsHissFromVowel) {
    std::vector<float> hiss;
    Noise noise(3);
    float before = 0;
    for (int i = 0; i < 8000; ++i) {
        auto const white = noise.next();
        hiss.push_back(0.2F * (white - before));
        before = white;
    }
    EXPECT_GT(mouth_frames(hiss, rate)[30].breath, 0.8F);
    EXPECT_LT(mouth_frames(babble(1), rate)[30].breath, 0.2F);
}

Score two_words() {
    Score score;
    score.syllables = {{0, 480, "sil", 0, false}, {480, 480, "ver", 0, true}, {960, 960, "light", 0, true}, {1920, 480, "~", 0, true}};
    score.lines = {"silver light"};
    return score;
}

TEST(Speech, GivesEverySyllableOfASongAVowel) {
    if (!Speech::speaker()) GTEST_SKIP() << "espeak-ng is not installed";
    auto const speech = Speech::of(two_words(), {});
    ASSERT_TRUE(speech) << speech.error().message;
    for (int i = 0; i < 4; ++i) {
        auto const& syllable = speech->syllable(i);
        ASSERT_LT(syllable.vowel_begin, syllable.vowel_end);
        float most = 0;
        for (auto const level : syllable.frames[syllable.vowel_begin].levels) most = std::max(most, level);
        EXPECT_GT(most, 0.0005F);
    }
    auto const& first = speech->syllable(0);
    float hiss = 0;
    for (std::size_t f = 0; f < first.vowel_begin; ++f) hiss = std::max(hiss, first.frames[f].breath);
    EXPECT_GT(hiss, 0.6F) << "silver begins with an s";
}

TEST(Speech, StopsWhenAsked) {
    if (!Speech::speaker()) GTEST_SKIP() << "espeak-ng is not installed";
    std::stop_source source;
    source.request_stop();
    auto const speech = Speech::of(two_words(), source.get_token());
    ASSERT_FALSE(speech);
    EXPECT_EQ(speech.error().code, ErrorCode::cancelled);
}

/// Where the strongest period near the expected one lies, by autocorrelation with a parabola through its top.
double heard_hertz(std::vector<float> const& samples, double expected) {
    auto const correlation = [&](int lag) {
        double sum = 0;
        for (std::size_t i = 0; i + static_cast<std::size_t>(lag) < samples.size(); ++i)
            sum += static_cast<double>(samples[i]) * static_cast<double>(samples[i + static_cast<std::size_t>(lag)]);
        return sum / static_cast<double>(samples.size() - static_cast<std::size_t>(lag));
    };
    constexpr int periods = 8;
    auto const middle = static_cast<int>(std::lround(periods * sample_rate / expected));
    int best = middle;
    for (int lag = middle - 40; lag <= middle + 40; ++lag)
        if (correlation(lag) > correlation(best)) best = lag;
    auto const a = correlation(best - 1), b = correlation(best), c = correlation(best + 1);
    return periods * sample_rate / (best + 0.5 * (a - c) / (a - 2 * b + c));
}

TEST(Vocoder, SingsWordsInTune) {
    if (!Speech::speaker()) GTEST_SKIP() << "espeak-ng is not installed";
    auto speech = Speech::of(two_words(), {});
    ASSERT_TRUE(speech);
    InstrumentRequest request;
    SoundEvent note{.start = 9600, .end = 57'600, .pitch = 57, .velocity = 0.9, .syllable = 2};
    request.events = {note};
    auto const voice = make_vocoder(request, std::make_shared<Speech const>(std::move(*speech)), "spoken");
    std::vector<float> left(62'400), right(left.size());
    voice->render(0, left.data(), right.data(), static_cast<int>(left.size()));
    std::vector<float> const held(left.begin() + 24'000, left.begin() + 40'000);
    EXPECT_LT(std::abs(1200 * std::log2(heard_hertz(held, 220) / 220)), 3) << "cents off";
    EXPECT_EQ(*std::max_element(left.begin(), left.begin() + 3200), 0.0F) << "nothing before the consonant";
}

}  // namespace
}  // namespace troupe::music::impl
