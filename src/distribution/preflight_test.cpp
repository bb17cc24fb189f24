#include "distribution/preflight.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include "base/json.hpp"
#include "distribution/testing/example_preflight.hpp"

namespace troupe::distribution {
namespace {

using testing::run;
using testing::sound_input;
using testing::title;
using testing::track;

StoreVerdict store(Preflight const& result, std::string_view name) {
    for (auto const& verdict : result.stores)
        if (verdict.store == name) return verdict;
    ADD_FAILURE() << name;
    return {};
}

TEST(Preflight, FindsNothingWhereNothingIs) {
    auto const result = run(sound_input());
    for (auto const& finding : result.findings)
        ADD_FAILURE() << finding.rule << " " << finding.asset << ": " << finding.measured;
    EXPECT_FALSE(result.has_blockers);
    EXPECT_EQ(result.verdict, "Nothing blocks a delivery.");
    EXPECT_GT(result.passed.size(), 40U);
}

TEST(Preflight, LetsPoetryBe) {
    for (std::string const text : {"Clean Hands", "Nights with You", "The Exclusive", "DNA", "Track of the Wolf",
                                   "F.E.A.T.", "Under Ice", "3 A.M.", "Électrique", "With"}) {
        auto input = sound_input();
        title(input, text);
        for (auto const& finding : run(input).findings)
            ADD_FAILURE() << text << ": " << finding.rule << " " << finding.measured;
    }
    auto input = sound_input();
    input.cover.texts = {"SALT AND\nSTATIC", "norra vang"};
    input.texts = {"Out at 5 p.m. on Friday. Wait... really", "a@ b"};
    for (auto const& finding : run(input).findings) ADD_FAILURE() << finding.rule << " " << finding.measured;
}

TEST(Preflight, OfADebutSaysWhatBlocksALiveDelivery) {
    auto input = sound_input();
    input.release.tracks[0].isrc = {};
    input.release.upc = {};
    input.sender.dpid.clear();
    input.release.tracks[0].contributors[0].legal_name.clear();
    auto const result = run(input);
    EXPECT_TRUE(result.has_blockers);
    EXPECT_FALSE(result.has_draft_blockers);
    ASSERT_EQ(result.findings.size(), 4U);
    EXPECT_EQ(result.verdict, "The work is sound. Before a live delivery 4 things are missing: see the findings.");
    EXPECT_EQ(store(result, "Spotify").state, "held");
    EXPECT_EQ(store(result, "Own page").state, "ready");
}

TEST(Preflight, KnowsWhichStoresRefuseAi) {
    auto result = run(testing::sound_input_of_ai());
    EXPECT_EQ(store(result, "Bandcamp").state, "off");
    EXPECT_EQ(store(result, "CD Baby").state, "off");
    EXPECT_EQ(store(result, "Spotify").state, "ready");
    auto input = sound_input();
    result = run(input);
    EXPECT_EQ(store(result, "Bandcamp").state, "ready");
    input.release.assets[0].provenance.ai.composition = media::AiShare::all;
    result = run(input);
    EXPECT_EQ(store(result, "CD Baby").state, "ready");  // partly is not all
    EXPECT_EQ(store(result, "Bandcamp").state, "off");
    for (auto const& verdict : result.stores) EXPECT_FALSE(verdict.verified.empty());
}

TEST(Preflight, LooksAtEachKindInItsOwnWay) {
    for (int const tracks : {2, 5, 20}) {
        auto input = sound_input();
        auto const known = input.release.assets;
        auto const facts = input.audio[0];
        input.release = testing::live_album(tracks);
        input.release.assets = {known[1]};
        input.audio.clear();
        for (auto& item : input.release.tracks) {
            for (auto& person : item.contributors) person.legal_name = "Example Holding";
            input.audio.push_back(facts);
            input.audio.back().file = item.file;
            input.audio.back().seconds = item.seconds.count();
            input.release.assets.push_back(known[0]);
            input.release.assets.back().file = item.file;
        }
        for (auto const& finding : run(input).findings)
            ADD_FAILURE() << tracks << " tracks: " << finding.rule << " " << finding.asset << ": " << finding.measured;
    }
    for (auto const& finding : run(testing::sound_video()).findings)
        ADD_FAILURE() << "a video: " << finding.rule << " " << finding.asset << ": " << finding.measured;
}

TEST(Preflight, ReadsWhatAnEarlierBuildWrote) {
    auto const old = json::parse<Preflight>(
        R"({"has_blockers": true, "has_draft_blockers": false, "verdict": "v", "findings": [{"rule": "ID04",
            "severity": "blocker", "asset": "upc", "measured": "none", "limit": "", "source": "DDEX", "fix": "enter it",
            "live_only": true}], "passed": ["AU01"], "not_applicable": [], "for_a_person": [], "stores": []})");
    ASSERT_TRUE(old) << old.error().message;
    EXPECT_TRUE(old->ai.categories.empty());
    auto const again = json::parse<Preflight>(json::pretty(run(testing::sound_input_of_ai())));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->ai.categories.size(), 5U);
}

TEST(Preflight, PutsBlockersFirst) {
    auto input = sound_input();
    input.audio[0].lufs = -20;
    input.release.genre = "Glorp";
    auto const result = run(input);
    ASSERT_EQ(result.findings.size(), 2U);
    EXPECT_EQ(result.findings[0].rule, "MD14");
}

}  // namespace
}  // namespace troupe::distribution
