#include "visual/motion/effects.hpp"

#include <gtest/gtest.h>

#include "visual/motion/choreography.hpp"
#include "visual/motion/testing/song.hpp"
#include "visual/tables.hpp"

namespace troupe::visual::motion {
namespace {

VideoEffect effect(std::string const& on, std::string const& number, double change, double duration = 0.2) {
    return {.id = "own", .group = "glitch", .strength = 1, .duration = duration, .on = on, .changes = {{number, change}}};
}

Marks regular_marks(float doubt = 0) {
    Marks marks;
    for (int beat = 0; beat < 16; ++beat) {
        Hit const hit{beat * 15, 1, true, beat % 4 == 0 ? 3.0F : 2.0F, doubt};
        marks.beats.push_back(hit);
        if (beat % 2 == 0) marks.hits.push_back(hit);
        if (beat % 4 == 0) marks.flashes.push_back(hit);
    }
    marks.scenes = {{60, 1, true, 10, doubt}};
    return marks;
}

EffectTrack track(VideoEffect const& wanted, Marks const& marks) {
    VideoStyle style;
    style.timed = {wanted};
    return EffectTrack(style, marks);
}

TEST(Effects, ActOnWhatTheDataNames) {
    EXPECT_EQ(track(effect("beat", "tear", 1), regular_marks()).cues().size(), 16U);
    EXPECT_EQ(track(effect("hit", "tear", 1), regular_marks()).cues().size(), 8U);
    EXPECT_EQ(track(effect("bar", "tear", 1), regular_marks()).cues().size(), 4U);
    EXPECT_EQ(track(effect("section", "tear", 1), regular_marks()).cues().size(), 1U);
}

TEST(Effects, AreThereAtTheirFrameAndGoneAfterTheirDuration) {
    auto const tears = track(effect("section", "tear", 0.8), regular_marks());
    EXPECT_EQ(tears.at(59).tear, 0);
    EXPECT_NEAR(tears.at(60).tear, 0.8, 1e-6);
    EXPECT_LT(tears.at(63).tear, 0.5);
    EXPECT_EQ(tears.at(66).tear, 0);
}

TEST(Effects, KeepNumbersWithinTheirRange) {
    auto const tears = track(effect("beat", "saturation", 1.6), regular_marks());
    EXPECT_LE(tears.at(0).saturation, 1.6);
}

TEST(Effects, OfLightKeepTheDistanceOfFlashes) {
    EXPECT_EQ(track(effect("beat", "glow", 0.5), regular_marks()).cues().size(), 4U);
    EXPECT_EQ(track(effect("beat", "tiles", 4), regular_marks()).cues().size(), 4U);
}

/// Four tiles that become three and two while they fade would jump between the beats.
TEST(Effects, OfWholeNumbersStayAndGoWithABeat) {
    auto const tiles = track(effect("bar", "tiles", 4, 0.4), regular_marks());
    EXPECT_EQ(tiles.at(59).tiles, 0);
    for (int frame = 60; frame < 75; ++frame) EXPECT_EQ(tiles.at(frame).tiles, 4) << frame;
    EXPECT_EQ(tiles.at(75).tiles, 0);
}

TEST(Effects, AreWeakerAndLongerWhereTheSongIsGuessed) {
    auto const sure = track(effect("beat", "tear", 1), regular_marks()).cues().front();
    auto const guessed = track(effect("beat", "tear", 1), regular_marks(0.6F)).cues().front();
    EXPECT_LT(guessed.strength, 0.7F * sure.strength);
    EXPECT_GT(guessed.frames, sure.frames);
}

TEST(Effects, OfEveryStyleActInATeaser) {
    auto const tables = built_in_tables();
    ASSERT_TRUE(tables) << tables.error().message;
    for (auto const& style : tables->styles) {
        auto const dance = choreograph(testing::song_timeline(120, 64), {}, {.length = Seconds(15), .style = with_effects(style, *tables), .seed = 5});
        ASSERT_TRUE(dance) << style.id;
        auto const has_change = std::any_of(dance->scenes.begin(), dance->scenes.end(), [](Scene const& scene) { return scene.entry != Transition::cut; });
        auto const only_cuts = style.id == "minimalist" || style.id == "urban_grime";
        EXPECT_NE(has_change, only_cuts) << style.id;
        if (style.id != "minimalist") { EXPECT_FALSE(dance->effects.cues().empty()) << style.id; }
    }
}

}  // namespace
}  // namespace troupe::visual::motion
