#include "distribution/preflight_fixes.hpp"

#include <gtest/gtest.h>

#include "distribution/testing/example_preflight.hpp"

namespace troupe::distribution {
namespace {

FixedRelease fixed(PreflightInput const& input) { return fix_release(input, preflight(input).value()).value(); }

TEST(FixRelease, MendsWhatHasOneRightForm) {
    auto input = testing::sound_input();
    input.release.title = input.release.tracks[0].title = "Salt  and static ";
    input.release.c_line.owner = "© Norra  Vang";
    input.release.tracks[0].lyrics = "well, shit";
    input.audio[0].seconds = 184;
    auto const result = fixed(input);
    EXPECT_EQ(result.release.title, "Salt and Static");
    EXPECT_EQ(result.release.c_line.owner, "Norra Vang");
    EXPECT_TRUE(result.release.tracks[0].explicit_lyrics);
    EXPECT_EQ(result.release.tracks[0].seconds.count(), 184);
    input.release = result.release;
    EXPECT_TRUE(preflight(input)->findings.empty());
    EXPECT_TRUE(fixed(input).fixes.empty());
}

TEST(FixRelease, TakesTheLanguageFromAnInstrumental) {
    auto input = testing::sound_input();
    input.release.tracks[0].instrumental = true;
    input.release.tracks[0].lyrics.reset();
    auto const result = fixed(input);
    ASSERT_EQ(result.fixes.size(), 1U);
    EXPECT_EQ(result.fixes[0].field, "tracks[0].language");
    EXPECT_EQ(result.fixes[0].before, "en");
    EXPECT_EQ(result.release.tracks[0].language, "");
}

TEST(FixRelease, LeavesAloneWhatAPersonMustDecide) {
    auto input = testing::sound_input();
    input.release.title = input.release.tracks[0].title = "SALT AND STATIC";
    input.release.genre = "Glorp";
    input.release.tracks[0].isrc.value = "GBAYE69";
    EXPECT_TRUE(fixed(input).fixes.empty());
}

}  // namespace
}  // namespace troupe::distribution
