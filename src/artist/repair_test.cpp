#include "artist/repair.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "artist/testing/example_profile.hpp"
#include "artist/testing/random_profile.hpp"
#include "base/json.hpp"

namespace troupe::artist {
namespace {

struct Damage {
    std::string path;  ///< of the repair that must be reported
    std::function<void(Profile&)> breaks;
};

std::vector<Damage> const damages{
    {"core.name", [](Profile& p) { p.core.name = "  Vesper\nLune "; }},
    {"core.values",
     [](Profile& p) {
         p.core.values = {"Leave room.", "leave room.", "", "Nothing twice."};
     }},
    {"core.motifs", [](Profile& p) { p.core.motifs = {"a", "b", "c", "d", "e", "f"}; }},
    {"core.origin_story", [](Profile& p) { p.core.origin_story = "One. " + std::string(4000, 'x'); }},
    {"core.voice.register_name", [](Profile& p) { p.core.voice.register_name = "Plain"; }},
    {"core.voice.words_low", [](Profile& p) { p.core.voice.words_low = 30, p.core.voice.words_high = 5; }},
    {"core.palette[0]", [](Profile& p) { p.core.palette[0] = "0B0D12"; }},
    {"core.palette", [](Profile& p) { std::swap(p.core.palette[0], p.core.palette[3]); }},
    {"style.genres",
     [](Profile& p) {
         p.style.genres = {{"ambient", 1}, {"techno", 3}};
     }},
    {"style.genres",
     [](Profile& p) {
         p.style.genres = {{"a", 0.4}, {"b", 0.3}, {"a", 0.3}};
     }},
    {"style.genres",
     [](Profile& p) {
         p.style.genres = {{"a", 0}, {"b", 0}};
     }},
    {"style.moods[0].weight", [](Profile& p) { p.style.moods[0].weight = 60; }},
    {"style.tempo_low", [](Profile& p) { std::swap(p.style.tempo_low.value, p.style.tempo_high.value); }},
    {"style.production", [](Profile& p) { p.style.production["loudness"] = {}; }},
    {"style.production.space.value", [](Profile& p) { p.style.production["space"].value = 3; }},
    {"style.visual.grain",
     [](Profile& p) {
         p.style.visual["grain"] = {0.1, 0.5, -0.5};
     }},
    {"style.posting.teaser_share.value",
     [](Profile& p) {
         p.style.posting["teaser_share"] = {0.9, 0, 0.5};
     }},
    {"audience.territories[0]",
     [](Profile& p) {
         p.audience.territories = {"de", "GB"};
     }},
    {"audience.territories",
     [](Profile& p) {
         p.audience.territories = {"DE", "Germany"};
     }},
    {"audience.age_low", [](Profile& p) { p.audience.age_low = 60, p.audience.age_high = 30; }},
    {"behaviour.publicness", [](Profile& p) { p.behaviour.publicness = 7; }},
    {"story.facts", [](Profile& p) { p.story.facts.push_back({.id = "x", .kind = "event"}); }},
    {"story.facts[1].id", [](Profile& p) { p.story.facts.push_back(p.story.facts[0]); }},
    {"positioning.tagline", [](Profile& p) { p.positioning.tagline = "Bell \x07 rings."; }},
    {"understanding.heard[0]", [](Profile& p) { p.understanding.heard = {"\xFF"}; }}};

TEST(Repair, MendsWhatNeedsNoInvention) {
    for (auto const& damage : damages) {
        auto profile = testing::example_profile();
        damage.breaks(profile);
        auto const repairs = repair(profile);
        auto const valid = validate(profile);
        EXPECT_TRUE(valid) << damage.path << ": " << valid.error().message;
        auto const is_it = [&](Repair const& each) { return each.path == damage.path; };
        EXPECT_TRUE(std::any_of(repairs.begin(), repairs.end(), is_it)) << damage.path << " " << json::print(repairs);
        EXPECT_TRUE(repair(profile).empty()) << damage.path << " " << json::print(repair(profile));
    }
}

TEST(Repair, LeavesWhatWouldHaveToBeInvented) {
    auto const stays_broken = [](auto const& breaks) {
        auto profile = testing::example_profile();
        breaks(profile);
        (void)repair(profile);
        return !validate(profile);
    };
    EXPECT_TRUE(stays_broken([](Profile& p) { p.core.name = std::string(81, 'x'); }));
    EXPECT_TRUE(stays_broken([](Profile& p) { p.story.biography_long = " "; }));
    EXPECT_TRUE(stays_broken([](Profile& p) { p.core.palette.pop_back(); }));
    EXPECT_TRUE(stays_broken([](Profile& p) { p.style.vocals = "yodel"; }));
    EXPECT_TRUE(stays_broken([](Profile& p) { p.audience.time_zone = "Europe/Atlantis"; }));
}

TEST(Repair, CutsAtTheEndOfASentence) {
    EXPECT_EQ(cut_at_sentence("One. Two. Three.", 12), "One. Two.");
    EXPECT_EQ(cut_at_sentence("One. Two.", 9), "One. Two.");
    EXPECT_EQ(cut_at_sentence("A version 2.5 of it all", 15), "A version 2.5…");
    EXPECT_EQ(cut_at_sentence("夜の駅。夜の駅", 5), "夜の駅。…");
    EXPECT_EQ(cut_at_sentence("xxxxxxxx", 4), "xxx…");
}

RC_GTEST_PROP(Repair, LeavesAValidProfileAlonePaletteAside, ()) {
    auto const before = *testing::random_profiles();
    auto after = before;
    for (auto const& each : repair(after)) RC_ASSERT(each.path == "core.palette");
    RC_ASSERT(validate(after).has_value());
    RC_ASSERT(json::print(after.style) == json::print(before.style));
    RC_ASSERT(json::print(after.story) == json::print(before.story));
    RC_ASSERT(repair(after).empty());
}

}  // namespace
}  // namespace troupe::artist
