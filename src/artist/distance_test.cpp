#include "artist/distance.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "artist/testing/example_profile.hpp"

namespace troupe::artist {
namespace {

using testing::example_profile;

Profile opposite() {
    auto profile = example_profile("Brass Comet");
    profile.core.motifs = {"palm trees", "chrome", "noon"};
    profile.core.values = {"Louder.", "Together."};
    profile.core.palette = {"#ffffff", "#ffee00", "#ff66cc", "#ff3300", "#00ffcc"};
    profile.core.home_genre = "pop";
    profile.core.archetype = "the host";
    profile.core.voice = {"third", "wry", "lower", 30, 60, true, false, "pt"};
    profile.style.genres = {{"pop", 1}};
    profile.style.moods = {{"joyful", 1}};
    profile.style.modes = {{"major", 1}};
    profile.style.instruments = {{"brass", 1}};
    profile.style.tempo_low.value = 200;
    profile.style.tempo_high.value = 240;
    profile.style.vocals = "sung";
    profile.style.vocal_presence.value = 1;
    profile.style.production = {{"space", {.value = -1}}, {"grit", {.value = 1}}};
    profile.style.lyric_themes = {{"summer", 1}};
    profile.style.visual = {{"darkness", {.value = -1}}};
    profile.style.visual_families = {{"chrome", 1}};
    profile.style.posting = {{"posts_per_week", {.value = 14, .low = 0, .high = 14}}};
    return profile;
}

TEST(Distance, OfTheSameIsNothingAndOfOppositesNearlyAll) {
    EXPECT_EQ(identity_distance(example_profile(), example_profile()), 0);
    EXPECT_GT(identity_distance(example_profile(), opposite()), 0.85);
    EXPECT_LE(identity_distance(example_profile(), opposite()), 1);
}

TEST(Distance, IsSymmetric) {
    EXPECT_EQ(identity_distance(example_profile(), opposite()), identity_distance(opposite(), example_profile()));
}

TEST(Distance, TheNameAloneMakesNoOtherArtist) {
    EXPECT_EQ(identity_distance(example_profile("One"), example_profile("Two")), 0);
    EXPECT_TRUE(too_similar(example_profile("One"), example_profile("Two")));
    EXPECT_FALSE(too_similar(example_profile(), opposite()));
}

TEST(Distance, ASmallStepIsSmallAndABiggerOneBigger) {
    auto const base = example_profile();
    auto step = base;
    step.style.genres = {{"techno", 0.6}, {"ambient", 0.4}};
    auto leap = base;
    leap.style.genres = {{"ambient", 0.7}, {"techno", 0.3}};
    auto const small = style_distance(base.style, step.style);
    EXPECT_NEAR(small, 0.24 * 0.1, 1e-9);
    EXPECT_GT(style_distance(base.style, leap.style), small);
    step = base;
    step.style.tempo_high.value *= 1.01;
    EXPECT_GT(style_distance(base.style, step.style), 0);
    EXPECT_LT(style_distance(base.style, step.style), 0.01);
}

TEST(Distance, EveryPartOfTheCoreCounts) {
    auto const base = example_profile().core;
    auto const other = opposite().core;
    auto const far = [&](auto Core::*part) {
        auto changed = base;
        changed.*part = other.*part;
        return core_distance(base, changed);
    };
    EXPECT_NEAR(far(&Core::motifs), 0.30, 1e-9);
    EXPECT_GT(far(&Core::palette), 0.1);
    EXPECT_NEAR(far(&Core::voice), 0.15, 1e-9);
    EXPECT_NEAR(far(&Core::home_genre), 0.15, 1e-9);
    EXPECT_NEAR(far(&Core::values), 0.15, 1e-9);
    EXPECT_NEAR(far(&Core::archetype), 0.05, 1e-9);
    EXPECT_EQ(far(&Core::name), 0);
}

TEST(NameSimilarity, IsHighForSpellingsOfOneName) {
    EXPECT_EQ(name_similarity("Vesper Lune", "vesper  lüne!"), 1);
    EXPECT_GT(name_similarity("Vesper Lune", "Vesper Luna"), most_name_similarity);
    EXPECT_LT(name_similarity("Vesper Lune", "Brass Comet"), 0.4);
    EXPECT_EQ(name_similarity("ab", "xy"), 0);
}

RC_GTEST_PROP(NameSimilarity, StaysWithinItsRangeAndIsSymmetric, (std::string a, std::string b)) {
    auto const similarity = name_similarity(a, b);
    RC_ASSERT(similarity >= 0 && similarity <= 1);
    RC_ASSERT(similarity == name_similarity(b, a));
}

}  // namespace
}  // namespace troupe::artist
