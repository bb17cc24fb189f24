#include "artist/seed_document.hpp"

#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "artist/testing/random_profile.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

using testing::example_profile;

std::string const flat = R"({
    "stage_name": "Nocturn Vale", "real_name": null, "genre": "Dark Trap", "subgenres": ["phonk", "Cloud Rap"],
    "style_description": "Slow, heavy and far away.", "voice_type": "whispered male rap", "personality_traits": ["cold", "patient"],
    "target_audience": "night drivers", "visual_identity_prompt": "fog, sodium light, a hooded figure",
    "song_prompt_generator": "dark trap, 140 bpm, detuned bell", "video_prompt_generator": "tunnels at night",
    "backstory": "Nobody saw the first upload.", "influences": ["memphis tapes"],
    "settings": {"release_strategy": {"strategy": "waterfall", "track_release_random_days": [3, 15], "video_release_ratio": 0.7},
                 "llm_assignments": {"lyrics": "local"}, "trend_alignment_behavior": "experimental",
                 "behavior_evolution_settings": {"allow_genre_shifts": false, "identity_limit": 0.1, "autopilot": true}},
    "update_history": [{"timestamp": "2025-03-01T10:00:00.000Z", "by": "ana", "description": "first draft", "fields": []}],
    "created_at": "2025-03-01T10:00:00.000Z", "notes": "keep the fog"})";

std::string error_of(std::string_view text) {
    auto const imported = import_seed(text, example_profile());
    return imported ? "no error" : imported.error().message;
}

TEST(SeedDocument, ItsFieldsFindTheirPlaces) {
    auto const imported = import_seed(flat, example_profile("Base"));
    ASSERT_TRUE(imported) << imported.error().message;
    auto const& profile = imported->profile;
    EXPECT_TRUE(validate(profile));
    EXPECT_EQ(profile.core.name, "Nocturn Vale");
    EXPECT_EQ(profile.core.home_genre, "dark_trap");
    EXPECT_EQ(profile.style.genres[2].name, "cloud_rap");
    EXPECT_EQ(profile.style.genres[0].plasticity, 0);
    EXPECT_EQ(profile.style.vocals, "rapped");
    EXPECT_EQ(profile.behaviour.personality, (std::vector<std::string>{"cold", "patient", "exact"}));
    EXPECT_EQ(profile.audience.summary, "night drivers");
    EXPECT_EQ(profile.settings.release_strategy, "waterfall");
    EXPECT_EQ(profile.settings.trend_alignment, "experimental");
    EXPECT_EQ(profile.settings.llm_assignments.at("lyrics"), "local");
    EXPECT_TRUE(profile.settings.autopilot);
    EXPECT_EQ(profile.style.posting.at("teaser_share").value, 0.7);
    EXPECT_EQ(profile.core.motifs, example_profile().core.motifs);
    EXPECT_FALSE(imported->document);
    EXPECT_TRUE(imported->completed.empty());
}

TEST(SeedDocument, WhatItSaysComesOutAgain) {
    auto const profile = import_seed(flat, example_profile("Base"))->profile;
    auto const document = *create({.id = testing::example_id(1), .profile = profile}, testing::example_author());
    auto const seed = json::to_value(export_seed(document, std::vector{document}));
    auto const given = *json::parse_value(flat);
    for (auto const& [key, value] : given.get_object()) {
        if (key == "real_name" || key == "update_history") continue;
        EXPECT_EQ(json::print(seed.at(key)), json::print(value)) << key;
    }
    auto const& updates = seed.at("update_history").as_array();
    ASSERT_EQ(updates.size(), 2U);
    EXPECT_EQ(updates[0].at("description").as_string(), "first draft");
    EXPECT_EQ(updates[1].at("by").as_string(), "owner");
    EXPECT_EQ(seed.at("updated_at").as_string(), "2026-11-18T11:06:40.123Z");
}

TEST(SeedDocument, NamesWhatItDoesNotKnowAndLeavesItOut) {
    auto const imported = import_seed(
        R"({"stage_name": "X", "colour": "red", "settings": {"mood": 1, "release_strategy": {"speed": 2}}})",
        example_profile());
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_EQ(imported->unknown,
              (std::vector<std::string>{"colour", "settings.mood", "settings.release_strategy.speed"}));
    EXPECT_EQ(json::print(imported->profile).find("red"), std::string::npos);
}

TEST(SeedDocument, CompletesFromTheBaseAndSaysSo) {
    auto const base = example_profile();
    auto const imported = import_seed(R"({"stage_name": "Only A Name", "backstory": "  "})", base);
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_EQ(imported->profile.core.origin_story, base.core.origin_story);
    EXPECT_EQ(imported->completed.size(), 15U);
    EXPECT_NE(std::find(imported->completed.begin(), imported->completed.end(), "backstory"),
              imported->completed.end());
}

TEST(SeedDocument, NamesTheWrongFieldInItsOwnWords) {
    EXPECT_EQ(error_of(R"({"stage_name": 7})"), "stage_name: expected a string");
    EXPECT_EQ(error_of(R"({"settings": {"release_strategy": {"track_release_random_days": [1, "x"]}}})").substr(0, 63),
              "settings.release_strategy.track_release_random_days[1]: expecte");
    EXPECT_EQ(error_of(R"({"settings": {"trend_alignment_behavior": "wild"}})").substr(0, 41),
              "settings.trend_alignment_behavior: 'wild'");
    EXPECT_EQ(error_of("{\"stage_name\": \"" + std::string(81, 'x') + "\"}").substr(0, 15), "stage_name: has");
    EXPECT_EQ(error_of(R"({"troupe": {"id": 5}})").substr(0, 9), "troupe.id");
    EXPECT_EQ(error_of("[]"), "expected an object");
    EXPECT_NE(error_of("{").find("not valid JSON"), std::string::npos);
}

TEST(SeedDocument, AFieldChangedBesideOurDocumentWins) {
    auto const document = testing::example_artist();
    auto seed = export_seed(document, std::vector{document});
    seed.stage_name = "Somebody Else";
    auto const imported = import_seed(json::print(seed), example_profile("Base"));
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_FALSE(imported->document);
    auto expected = document.profile;
    expected.core.name = "Somebody Else";
    EXPECT_EQ(json::print(imported->profile), json::print(expected));
    EXPECT_TRUE(imported->kept_aside.empty());
}

TEST(SeedDocument, ALineThatOnlyLooksLikeAFieldDoesNoHarm) {
    auto profile = example_profile();
    profile.understanding.heard = {"import: genre.colour = 1", "import: nothing", "import: genre = 5",
                                   "import: genre = {"};
    auto const document = *create({.id = testing::example_id(1), .profile = profile}, testing::example_author());
    EXPECT_EQ(export_seed(document, {}).genre, "techno");
}

TEST(SeedDocument, WhatNoTextOfOursMayHoldIsKeptAsideAndComesBack) {
    auto const odd = text::replace_all(flat, "whispered male rap", "\x7fhispered \xC2\x85 rap");
    auto const imported = import_seed(odd, example_profile());
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_TRUE(validate(imported->profile));
    auto const document = *create({.id = testing::example_id(1), .profile = imported->profile}, testing::example_author());
    EXPECT_EQ(export_seed(document, {}).voice_type, "\x7fhispered \xC2\x85 rap");
}

TEST(SeedDocument, AThousandProfilesGoThereAndBack) {
    for (std::uint64_t number = 0; number < 1000; ++number) {
        auto const profile = testing::RandomProfile(number).make();
        auto const document =
            create({.id = testing::example_id(number), .profile = profile, .seed = number}, testing::example_author());
        ASSERT_TRUE(document) << number << ": " << document.error().message;
        auto seed = export_seed(*document, std::vector{*document});
        auto const back = import_seed(json::pretty(seed), example_profile());
        ASSERT_TRUE(back && back->document) << number;
        ASSERT_EQ(json::print(*back->document), json::print(*document)) << number;

        seed.troupe.reset();
        auto const alone = import_seed(json::print(seed), example_profile());
        ASSERT_TRUE(alone) << number << ": " << alone.error().message;
        auto const again = create({.id = document->id, .profile = alone->profile}, testing::example_author());
        ASSERT_TRUE(again) << number << ": " << again.error().message;
        auto exported = export_seed(*again, std::vector{*again});
        exported.troupe.reset();
        ASSERT_EQ(exported.update_history->size(), 2U);
        exported.update_history->pop_back();
        ASSERT_EQ(json::print(exported), json::print(seed)) << number;
    }
}

}  // namespace
}  // namespace troupe::artist
