#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "artist/testing/example_profile.hpp"

namespace troupe::artist {
namespace {

struct Broken {
    std::string path;
    std::function<void(Profile&)> breaks;
};

std::vector<Broken> const broken = {
    {"core.name", [](Profile& p) { p.core.name = ""; }},
    {"core.name", [](Profile& p) { p.core.name = std::string(81, 'x'); }},
    {"core.name", [](Profile& p) { p.core.name = "two\nlines"; }},
    {"core.name", [](Profile& p) { p.core.name = " Vesper"; }},
    {"core.archetype", [](Profile& p) { p.core.archetype = "  "; }},
    {"core.origin_story", [](Profile& p) { p.core.origin_story.clear(); }},
    {"core.values", [](Profile& p) { p.core.values.pop_back(); }},
    {"core.motifs", [](Profile& p) { p.core.motifs.resize(6, "x"); }},
    {"core.motifs[1]", [](Profile& p) { p.core.motifs[1] = ""; }},
    {"core.voice.person", [](Profile& p) { p.core.voice.person = "fourth"; }},
    {"core.voice.register_name", [](Profile& p) { p.core.voice.register_name = "loud"; }},
    {"core.voice.letter_case", [](Profile& p) { p.core.voice.letter_case = "UPPER"; }},
    {"core.voice.words_high", [](Profile& p) { p.core.voice.words_high = 3; }},
    {"core.palette", [](Profile& p) { p.core.palette.pop_back(); }},
    {"core.palette[2]", [](Profile& p) { p.core.palette[2] = "#12345G"; }},
    {"core.palette[0]", [](Profile& p) { p.core.palette[0] = "red"; }},
    {"core.home_genre", [](Profile& p) { p.core.home_genre = ""; }},
    {"style.genres", [](Profile& p) { p.style.genres.clear(); }},
    {"style.genres", [](Profile& p) { p.style.genres[0].weight = 0.71; }},
    {"style.genres[1].weight", [](Profile& p) { std::swap(p.style.genres[0], p.style.genres[1]); }},
    {"style.genres[1].name", [](Profile& p) { p.style.genres[1].name = "techno"; }},
    {"style.genres[0].plasticity", [](Profile& p) { p.style.genres[0].plasticity = 1.5; }},
    {"style.moods[0].weight", [](Profile& p) { p.style.moods[0].weight = std::nan(""); }},
    {"style.tempo_low.value", [](Profile& p) { p.style.tempo_low.value = 131; }},
    {"style.tempo_high.value", [](Profile& p) { p.style.tempo_high.value = 241; }},
    {"style.vocals", [](Profile& p) { p.style.vocals = "yodel"; }},
    {"style.vocal_presence.value", [](Profile& p) { p.style.vocal_presence.value = -0.1; }},
    {"style.production", [](Profile& p) { p.style.production["loudness"] = {}; }},
    {"style.production.space.low", [](Profile& p) { p.style.production["space"] = {0, 0.5, -0.5}; }},
    {"style.visual.darkness.value", [](Profile& p) { p.style.visual["darkness"].value = 1.01; }},
    {"style.visual_families", [](Profile& p) { p.style.visual_families.clear(); }},
    {"style.posting.posts_per_week.value", [](Profile& p) { p.style.posting["posts_per_week"].value = 6; }},
    {"style.posting.teaser_share.high", [](Profile& p) { p.style.posting["teaser_share"] = {0.5, 0, 2}; }},
    {"audience.age_high", [](Profile& p) { p.audience.age_high = 17; }},
    {"audience.territories[1]", [](Profile& p) { p.audience.territories[1] = "gb"; }},
    {"audience.time_zone", [](Profile& p) { p.audience.time_zone = ""; }},
    {"audience.time_zone", [](Profile& p) { p.audience.time_zone = "Europe/Atlantis"; }},
    {"positioning.tagline", [](Profile& p) { p.positioning.tagline = ""; }},
    {"behaviour.personality", [](Profile& p) { p.behaviour.personality.pop_back(); }},
    {"behaviour.platforms", [](Profile& p) { p.behaviour.platforms.clear(); }},
    {"behaviour.publicness", [](Profile& p) { p.behaviour.publicness = 2; }},
    {"story.facts", [](Profile& p) { p.story.facts.clear(); }},
    {"story.facts[1].id", [](Profile& p) { p.story.facts.push_back(p.story.facts[0]); }},
    {"story.facts[0].kind", [](Profile& p) { p.story.facts[0].kind = "rumour"; }},
    {"story.facts[0].text", [](Profile& p) { p.story.facts[0].text = ""; }},
    {"story.facts[0].year", [](Profile& p) { p.story.facts[0].year = 99; }},
    {"story.biography_long", [](Profile& p) { p.story.biography_long = ""; }},
    {"settings.release_strategy", [](Profile& p) { p.settings.release_strategy = "all at once"; }},
    {"settings.trend_alignment", [](Profile& p) { p.settings.trend_alignment = ""; }},
    {"settings.identity_limit", [](Profile& p) { p.settings.identity_limit = -1; }},
    {"understanding.confidence", [](Profile& p) { p.understanding.confidence = 1.1; }},
    {"understanding.heard[0]", [](Profile& p) { p.understanding.heard = {std::string("bell \x07")}; }},
    {"positioning.avoids", [](Profile& p) { p.positioning.avoids = "\xFF"; }},
};

TEST(ProfileValidation, TakesAValidProfile) {
    auto const valid = validate(testing::example_profile("夜の駅 – Ünïcode"));
    EXPECT_TRUE(valid) << valid.error().message;
}

TEST(ProfileValidation, NamesTheFirstBrokenRuleByItsPath) {
    for (auto const& each : broken) {
        auto profile = testing::example_profile();
        each.breaks(profile);
        auto const result = validate(profile);
        ASSERT_FALSE(result) << each.path;
        EXPECT_EQ(result.error().code, ErrorCode::invalid_input);
        EXPECT_EQ(result.error().message.substr(0, each.path.size() + 2), each.path + ": ") << result.error().message;
    }
}

TEST(ProfileValidation, TakesWeightsThatSumToOneWithinAMillionth) {
    auto profile = testing::example_profile();
    profile.style.genres = {{"a", 1.0 / 3}, {"b", 1.0 / 3}, {"c", 1.0 / 3}};
    EXPECT_TRUE(validate(profile));
    profile.style.genres[2].weight -= 2e-6;
    EXPECT_FALSE(validate(profile));
}

TEST(ProfileValidation, TakesWeightsInOrderAlone) {
    auto profile = testing::example_profile();
    profile.style.genres = {{"a", 0.334}, {"b", 0.333}, {"c", 0.333}};
    EXPECT_TRUE(validate(profile));
    profile.style.genres = {{"a", 0.333}, {"b", 0.334}, {"c", 0.333}};
    EXPECT_FALSE(validate(profile));
}

}  // namespace
}  // namespace troupe::artist
