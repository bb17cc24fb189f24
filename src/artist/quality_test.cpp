#include "artist/quality.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "artist/testing/example_profile.hpp"
#include "artist/testing/random_profile.hpp"
#include "base/json.hpp"

namespace troupe::artist {
namespace {

std::string repeated(std::string const& sentence, int times) {
    std::string text = sentence;
    for (int i = 1; i < times; ++i) text += " " + sentence;
    return text;
}

/// A profile that nothing can be said against.
Profile good_profile() {
    auto profile = testing::example_profile();
    profile.style.tempo_low.value = 122;
    profile.style.tempo_high.value = 130;
    profile.style.modes = {{"minor", 0.75}, {"phrygian", 0.25}};
    profile.audience.summary = "people on the last train";
    profile.behaviour.publicness = 0.4;
    profile.story.facts = {
        {.id = "home", .kind = "home", .text = "lives and works in Leith, Scotland", .place = "Leith"},
        {.id = "origin", .kind = "origin", .text = "recorded the hum of a transformer station", .year = 2019},
        {.id = "job", .kind = "job", .text = "sorted parcels on the night shift", .year = 2016},
        {.id = "object.1", .kind = "object", .text = "works with a tide clock with a bent hand"},
        {.id = "event.1", .kind = "event", .text = "the ferry stopped running for eleven weeks", .year = 2018},
        {.id = "rule.1", .kind = "rule", .text = "never use a preset"}};
    std::string const told =
        "Vesper Lune makes techno in Leith, Scotland. They sorted parcels on the night shift. Never far away: a tide "
        "clock with a bent hand.";
    profile.story.biography_short = told;
    profile.story.biography_medium = repeated(told, 4);
    profile.story.biography_long = repeated(told, 9);
    profile.core.origin_story =
        "In 2019, they recorded the hum of a transformer station. In 2018, the ferry stopped running for eleven weeks. "
        "They never use a preset.";
    profile.positioning.promise = "A whole night of techno in forty minutes.";
    return profile;
}

bool has(Assessment const& assessment, std::string_view path, std::string_view rule) {
    return std::any_of(assessment.findings.begin(), assessment.findings.end(),
                       [&](Finding const& each) { return each.path == path && each.rule == rule; });
}

TEST(Quality, AGoodProfileIsValidAndNothingIsFound) {
    auto const assessment = assess(good_profile());
    EXPECT_EQ(assessment.status, Status::VALID);
    EXPECT_EQ(assessment.score, 1) << json::pretty(assessment.findings);
}

TEST(Quality, EachFaultIsFoundInItsPlaceAndCosts) {
    struct Case {
        std::string path, rule;
        std::function<void(Profile&)> breaks;
    };
    std::vector<Case> const cases{
        {"story.biography_short", "length", [](Profile& p) { p.story.biography_short = "Techno."; }},
        {"story", "length", [](Profile& p) { p.story.biography_medium = p.story.biography_long; }},
        {"core.name", "required", [](Profile& p) { p.core.name.clear(); }},
        {"story.facts", "required",
         [](Profile& p) { std::erase_if(p.story.facts, [](Fact const& fact) { return fact.kind == "home"; }); }},
        {"audience.summary", "required", [](Profile& p) { p.audience.summary.clear(); }},
        {"core.palette", "required", [](Profile& p) { p.core.palette.pop_back(); }},
        {"style.genres[0].weight", "required", [](Profile& p) { p.style.genres[0].weight = 2; }},
        {"style.genres", "coherence", [](Profile& p) { p.core.home_genre = "jazz"; }},
        {"style.tempo_low", "coherence",
         [](Profile& p) { p.style.tempo_low.value = 60, p.style.tempo_high.value = 66; }},
        {"style.modes", "coherence",
         [](Profile& p) {
             p.style.moods = {{"dark", 1}}, p.style.modes = {{"major", 1}};
         }},
        {"style.visual.darkness", "coherence",
         [](Profile& p) {
             p.style.moods = {{"dark", 1}}, p.style.visual["darkness"].value = -0.9;
         }},
        {"style.vocal_presence", "coherence", [](Profile& p) { p.style.vocal_presence.value = 0.8; }},
        {"style.lyric_themes", "coherence",
         [](Profile& p) { p.style.vocals = "sung", p.style.vocal_presence.value = 0.8; }},
        {"core.palette", "coherence",
         [](Profile& p) {
             p.core.palette = {"#101010", "#111111", "#121212", "#131313", "#ff0000"};
         }},
        {"behaviour.shows_face", "coherence",
         [](Profile& p) { p.behaviour.publicness = 0.1, p.behaviour.shows_face = true; }},
        {"story.biography_long", "truth",
         [](Profile& p) { p.story.biography_long += " They moved to Lyon in 1987."; }}};
    for (auto const& each : cases) {
        auto profile = good_profile();
        each.breaks(profile);
        auto const assessment = assess(profile);
        EXPECT_TRUE(has(assessment, each.path, each.rule)) << each.path << "\n" << json::pretty(assessment.findings);
        EXPECT_LT(assessment.score, 1) << each.path;
    }
}

TEST(Quality, WithoutWhatMustBeThereItIsRejected) {
    auto profile = good_profile();
    profile.core.name.clear();
    EXPECT_EQ(assess(profile).status, Status::REJECTED);
}

TEST(Quality, TheStatusFollowsTheScore) {
    EXPECT_EQ(status_of(0.7), Status::VALID);
    EXPECT_EQ(status_of(0.69), Status::NEEDS_IMPROVEMENT);
    EXPECT_EQ(status_of(0.49), Status::NEEDS_IMPROVEMENT);
    EXPECT_EQ(status_of(0.48), Status::REJECTED);
}

TEST(Quality, RepeatsAndStaysWithinItsRange) {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        auto const profile = testing::RandomProfile(seed).make();
        auto const assessment = assess(profile);
        EXPECT_GE(assessment.score, 0);
        EXPECT_LE(assessment.score, 1);
        EXPECT_EQ(json::print(assessment), json::print(assess(profile)));
    }
    EXPECT_EQ(assess(Profile{}).status, Status::REJECTED);
}

TEST(PromptQuality, AGoodPromptIsValid) {
    EXPECT_EQ(
        assess_prompt("Dark dub techno at 118 BPM with tape noise and a felt piano, instrumental", PromptKind::music)
            .score,
        1);
    EXPECT_EQ(assess_prompt("A quiet harbour at night, sodium light on wet asphalt, grainy", PromptKind::image).status,
              Status::VALID);
}

TEST(PromptQuality, SaysWhatIsMissingOrContradictory) {
    EXPECT_EQ(assess_prompt("", PromptKind::music).status, Status::REJECTED);
    EXPECT_EQ(assess_prompt("🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿", PromptKind::text).status, Status::REJECTED);
    EXPECT_TRUE(
        has(assess_prompt("please make something for me that is very good", PromptKind::music), "prompt", "required"));
    EXPECT_TRUE(has(assess_prompt("dark techno", PromptKind::music), "prompt", "length"));
    EXPECT_TRUE(has(assess_prompt("dark {genre} track with long echoes", PromptKind::music), "prompt", "required"));
    EXPECT_TRUE(has(assess_prompt("slow and fast dark techno with a singer, instrumental", PromptKind::music), "prompt",
                    "coherence"));
    EXPECT_FALSE(has(assess_prompt("dark instrumental techno, no vocals, at 120 BPM", PromptKind::music), "prompt",
                     "coherence"));
    EXPECT_TRUE(has(assess_prompt(std::string(5000, 'x'), PromptKind::text), "prompt", "length"));
}

}  // namespace
}  // namespace troupe::artist
