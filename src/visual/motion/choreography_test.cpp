#include "visual/motion/choreography.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "visual/motion/testing/song.hpp"

namespace troupe::visual::motion {
namespace {

Choreography dance_to(media::Timeline const& timeline, double seconds = 15) {
    auto dance = choreograph(timeline, {}, {.length = Seconds(seconds), .seed = 5});
    EXPECT_TRUE(dance) << dance.error().message;
    return *dance;
}

TEST(Choreography, BeginsAtTheDownbeatNearestToTheHook) {
    auto const timeline = testing::song_timeline(120, 64);
    auto const start = teaser_start(timeline, Seconds(15));
    ASSERT_TRUE(start);
    EXPECT_NEAR(std::fmod(start->count(), 2.0), 0, 1e-9);
    EXPECT_LE(std::abs((*start - timeline.hook_start).count()), 1.0 + 1e-9);
}

TEST(Choreography, AHookNearTheEndStillLeavesTheWholeTeaser) {
    auto timeline = testing::song_timeline(120, 64);
    timeline.hook_start = timeline.length - Seconds(2);
    EXPECT_LE(*teaser_start(timeline, Seconds(15)) + Seconds(15), timeline.length);
}

TEST(Choreography, ASongThatIsTooShortNamesTheField) {
    auto const start = teaser_start(testing::song_timeline(120, 16), Seconds(15));
    ASSERT_FALSE(start);
    EXPECT_EQ(start.error().code, ErrorCode::invalid_input);
    EXPECT_NE(start.error().message.find("timeline.length"), std::string::npos);
}

TEST(Choreography, KicksShowOnTheFrameNearestToTheBeat) {
    auto const timeline = testing::song_timeline(123, 80);
    auto const dance = dance_to(timeline);
    int met = 0;
    for (auto const& beat : timeline.beats) {
        auto const frame = std::lround((beat.at - dance.start).count() * frames_per_second);
        if (frame < 1 || frame >= dance.frames) continue;
        ++met;
        auto const& moments = dance.moments;
        EXPECT_GT(moments[static_cast<std::size_t>(frame)].kick, 0.99F);
        EXPECT_LT(moments[static_cast<std::size_t>(frame) - 1].kick, 0.4F);
    }
    EXPECT_GT(met, 25);
}

TEST(Choreography, FlashesKeepTheirDistanceAtAnyTempo) {
    for (auto const bpm : {90.0, 128.0, 174.0, 240.0}) {
        auto const dance = dance_to(testing::song_timeline(bpm, 160));
        int last = -100;
        for (std::size_t f = 1; f < dance.moments.size(); ++f) {
            if (dance.moments[f].flash <= dance.moments[f - 1].flash + 0.02F) continue;
            EXPECT_GE(static_cast<int>(f) - last, least_frames_between_flashes) << bpm << " BPM, frame " << f;
            last = static_cast<int>(f);
        }
    }
}

TEST(Choreography, HasThreeScenesOrMoreCutOnDownbeats) {
    auto const timeline = testing::song_timeline(120, 64);
    auto const dance = dance_to(timeline);
    ASSERT_GE(dance.scenes.size(), 3U);
    EXPECT_EQ(dance.scenes.front().from, 0);
    EXPECT_EQ(dance.scenes.back().to, dance.frames);
    for (std::size_t i = 1; i < dance.scenes.size(); ++i) {
        EXPECT_EQ(dance.scenes[i].from, dance.scenes[i - 1].to);
        EXPECT_NE(dance.scenes[i].variation, dance.scenes[i - 1].variation);
        auto const in_song = dance.start.count() + dance.scenes[i].from / 30.0;
        EXPECT_NEAR(std::remainder(in_song, 2.0), 0, 1 / 30.0);
    }
    EXPECT_TRUE(dance.scenes.back().shows_call);
    EXPECT_GE(dance.scenes.back().to - dance.scenes.back().from, 3 * frames_per_second);
}

TEST(Choreography, BuildsUpBeforeAStrongerSectionAndReleasesInIt) {
    auto const timeline = testing::song_timeline(120, 64);
    auto const dance = dance_to(timeline);
    auto const drop = static_cast<std::size_t>(std::lround((timeline.sections[1].start - dance.start).count() * frames_per_second));
    ASSERT_GT(drop, 5U);
    EXPECT_GT(dance.moments[drop - 2].build, 0.8F);
    EXPECT_LT(dance.moments[drop - 2].release, 0.01F);
    EXPECT_LT(dance.moments[drop + 2].build, 0.01F);
    EXPECT_GT(dance.moments[drop + 2].release, 0.8F);
}

TEST(Choreography, ASongWithoutAccentsOrBeatsIsAnsweredByItsTempo) {
    media::Timeline timeline;
    timeline.length = Seconds(40);
    timeline.tempo = Bpm{100};
    timeline.confidence = 0.6;
    auto const dance = dance_to(timeline);
    EXPECT_GE(dance.hits.size(), 24U);
}

/// An analysed song of which nobody is sure: the picture swells with it and never jumps.
TEST(Choreography, DoubtfulBeatsAreMetSoftly) {
    auto timeline = testing::song_timeline(120, 64);
    timeline.confidence = 0.3;
    for (auto& beat : timeline.beats) beat.confidence = 0.3;
    for (auto& accent : timeline.accents) accent.confidence = 0.3;
    auto const sure = dance_to(testing::song_timeline(120, 64));
    auto const dance = dance_to(timeline);
    EXPECT_TRUE(dance.hits.empty());
    float jump = 0;
    float sure_jump = 0;
    for (std::size_t f = 1; f < dance.moments.size(); ++f) {
        jump = std::max(jump, dance.moments[f].kick - dance.moments[f - 1].kick);
        sure_jump = std::max(sure_jump, sure.moments[f].kick - sure.moments[f - 1].kick);
    }
    EXPECT_LT(jump, 0.35F * sure_jump);
    ASSERT_GE(dance.scenes.size(), 2U);
    EXPECT_LT(dance.scenes.size(), sure.scenes.size() + 1);
    for (std::size_t s = 1; s < dance.scenes.size(); ++s) EXPECT_EQ(dance.scenes[s].entry, Transition::dissolve) << s;
}

TEST(Choreography, ScenesChangeAsTheStyleSays) {
    Direction direction{.length = Seconds(15), .seed = 5};
    direction.style.timed = {{.id = "w", .group = "transition", .strength = 1, .duration = 0.4, .on = "section", .transition = "whip"}};
    auto const dance = choreograph(testing::song_timeline(120, 64), {}, direction);
    ASSERT_TRUE(dance);
    auto const& scene = dance->scenes.at(1);
    EXPECT_EQ(scene.entry, Transition::whip);
    EXPECT_FALSE(dance->change_at(scene.from - 7));
    ASSERT_TRUE(dance->change_at(scene.from));
    EXPECT_NEAR(dance->change_at(scene.from)->share, 0.5F, 0.1F);
    EXPECT_FALSE(dance->change_at(scene.from + 7));
}

TEST(Choreography, ALyricVideoIsTheWholeSongInLongScenes) {
    auto const timeline = testing::song_timeline(120, 128);
    auto const dance = choreograph(timeline, {}, {.length = timeline.length, .seed = 5, .is_lyric_video = true});
    ASSERT_TRUE(dance);
    EXPECT_EQ(dance->start, Seconds(0));
    EXPECT_EQ(dance->frames, 64 * 30);
    for (auto const& scene : dance->scenes) EXPECT_GE(scene.to - scene.from, 2 * frames_per_second);
}

TEST(Choreography, BadNumbersNameTheField) {
    auto timeline = testing::song_timeline(120, 64);
    timeline.tempo = Bpm{0};
    EXPECT_NE(choreograph(timeline, {}, {}).error().message.find("timeline.tempo"), std::string::npos);
    timeline.tempo = Bpm{120};
    timeline.beats_per_bar = 0;
    EXPECT_NE(choreograph(timeline, {}, {}).error().message.find("timeline.beats_per_bar"), std::string::npos);
}

TEST(Choreography, ALoopIsOneTurn) {
    auto const dance = choreograph_loop({.length = Seconds(6)});
    EXPECT_EQ(dance.frames, 180);
    EXPECT_EQ(dance.moments.front().phase, 0);
    EXPECT_NEAR(dance.moments.back().phase, 179 / 180.0, 1e-6);
}

TEST(SoundFrames, RiseWithTheSoundAndNameItsPitch) {
    std::vector<float> mono(static_cast<std::size_t>(2 * listening_rate));
    for (std::size_t i = mono.size() / 2; i < mono.size(); ++i) mono[i] = 0.5F * std::sin(2 * 3.14159265F * 1000 * static_cast<float>(i) / 24'000);
    auto const frames = analyse(mono, 60, 30);
    ASSERT_EQ(frames.size(), 60U);
    EXPECT_LT(frames[20].level, 0.05F);
    EXPECT_GT(frames[45].level, 0.9F);
    // 1000 Hz lies 57 % of the way from 40 Hz to 11 kHz in pitch.
    auto const band = static_cast<std::size_t>(std::log(1000 / 40.0) / std::log(11'000 / 40.0) * spectrum_bands);
    EXPECT_GT(frames[45].spectrum[band], 0.9F);
}

}  // namespace
}  // namespace troupe::visual::motion
