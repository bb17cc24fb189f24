#include "distribution/preflight.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "distribution/testing/example_preflight.hpp"

namespace troupe::distribution {
namespace {

using testing::sound_input;

Preflight run(PreflightInput const& input) {
    auto const result = preflight(input);
    EXPECT_TRUE(result) << result.error().message;
    return result.value_or(Preflight{});
}

bool found(Preflight const& result, std::string_view rule) {
    return std::any_of(result.findings.begin(), result.findings.end(),
                       [&](auto const& finding) { return finding.rule == rule; });
}

StoreVerdict store(Preflight const& result, std::string_view name) {
    for (auto const& verdict : result.stores)
        if (verdict.store == name) return verdict;
    ADD_FAILURE() << name;
    return {};
}

struct Failing {
    char const* rule;
    char const* what;
    std::function<void(PreflightInput&)> change;
};

Track& track(PreflightInput& input) { return input.release.tracks[0]; }
void title(PreflightInput& input, std::string const& text) { input.release.title = track(input).title = text; }

/// One example at least of every rule that code can break.
Failing const failing[] = {
    {"ID01", "a bad ISRC", [](auto& i) { track(i).isrc.value = "GBAYE69"; }},
    {"ID01", "one code twice", [](auto& i) { i.release.tracks.push_back(track(i)); }},
    {"ID02", "a wrong check digit", [](auto& i) { i.release.upc.value = "4006381333932"; }},
    {"ID03", "no DPID", [](auto& i) { i.sender.dpid = "PA-DPIDA-2013042401-U"; }},
    {"ID04", "no ISRC", [](auto& i) { track(i).isrc = {}; }},
    {"ID04", "a reserved UPC", [](auto& i) { i.release.upc.status = CodeStatus::reserved; }},
    {"ID04", "no DPID at all", [](auto& i) { i.sender.dpid.clear(); }},
    {"ID05", "a bad ISNI", [](auto& i) { i.release.artist_isni = "0000000121032684"; }},
    {"MS06", "nobody wrote it", [](auto& i) { track(i).contributors[0].roles = {"Mixer"}; }},
    {"MS14", "a bell in a title", [](auto& i) { title(i, "Salt\a"); }},
    {"MS14", "bytes that are no text", [](auto& i) { i.texts = {"\xff\xfe"}; }},
    {"AU01", "an MP3", [](auto& i) { i.audio[0].codec = "mp3"; }},
    {"AU01", "nothing measured", [](auto& i) { i.audio.clear(); }},
    {"AU02", "32 kHz", [](auto& i) { i.audio[0].sample_rate_hz = 32'000; }},
    {"AU02", "8 bit", [](auto& i) { i.audio[0].bits = 8; }},
    {"AU03", "mono", [](auto& i) { i.audio[0].channels = 1; }},
    {"AU05", "too loud", [](auto& i) { i.audio[0].lufs = -8; }},
    {"AU05", "too quiet", [](auto& i) { i.audio[0].lufs = -20; }},
    {"AU06", "a peak", [](auto& i) { i.audio[0].true_peak_dbtp = -0.3; }},
    {"AU06", "a peak of a loud master",
     [](auto& i) {
         i.audio[0].lufs = -13.2;
         i.audio[0].true_peak_dbtp = -1.5;
     }},
    {"AU07", "clipping", [](auto& i) { i.audio[0].longest_clip_run = 40; }},
    {"AU08", "silence before", [](auto& i) { i.audio[0].leading_silence_s = 11; }},
    {"AU08", "silence after", [](auto& i) { i.audio[0].trailing_silence_s = 12; }},
    {"AU08b", "a wait", [](auto& i) { i.audio[0].leading_silence_s = 0.8; }},
    {"AU09", "20 seconds", [](auto& i) { i.audio[0].seconds = 20; }},
    {"AU09b", "45 seconds", [](auto& i) { i.audio[0].seconds = 45; }},
    {"AU10", "an offset", [](auto& i) { i.audio[0].dc_offset = 0.05; }},
    {"AU10", "a dropout", [](auto& i) { i.audio[0].longest_silence_s = 6; }},
    {"AU10b", "a hole", [](auto& i) { i.audio[0].longest_silence_s = 1.4; }},
    {"AU11", "another length", [](auto& i) { i.audio[0].seconds = 184; }},
    {"AU12", "flat", [](auto& i) { i.audio[0].loudness_range_lu = 0.1; }},
    {"AU13", "out of phase", [](auto& i) { i.audio[0].correlation = -0.6; }},
    {"CV01", "not square", [](auto& i) { i.cover.height_px = 2999; }},
    {"CV02", "small", [](auto& i) { i.cover.width_px = i.cover.height_px = 1400; }},
    {"CV02", "heavy", [](auto& i) { i.cover.size_bytes = 11'000'000; }},
    {"CV03", "CMYK", [](auto& i) { i.cover.components = 4; }},
    {"CV03", "a WebP", [](auto& i) { i.cover.codec = "webp"; }},
    {"CV04", "other words",
     [](auto& i) {
         i.cover.texts = {"NORRA VANG", "Pepper and Static"};
     }},
    {"CV05", "an address", [](auto& i) { i.cover.texts = {"norravang.com"}; }},
    {"CV06", "blank", [](auto& i) { i.cover.entropy_bits = 0.2; }},
    {"CV06", "framed", [](auto& i) { i.cover.border_share = 0.05; }},
    {"VC01", "a canvas with sound", [](auto& i) { i.videos[1].has_sound = true; }},
    {"VC01", "a long canvas", [](auto& i) { i.videos[1].seconds = 9; }},
    {"VC01", "a square canvas", [](auto& i) { i.videos[1].height_px = 1080; }},
    {"VC02", "a silent teaser", [](auto& i) { i.videos[0].has_sound = false; }},
    {"VC02", "a small teaser", [](auto& i) { i.videos[0].width_px = 720; }},
    {"VC02", "another codec", [](auto& i) { i.videos[0].codec = "vp9"; }},
    {"MD01", "shouting", [](auto& i) { title(i, "SALT AND STATIC"); }},
    {"MD01", "whispering", [](auto& i) { title(i, "salt and static"); }},
    {"MD01", "an emoji", [](auto& i) { title(i, "Salt 🌊"); }},
    {"MD01", "two spaces", [](auto& i) { title(i, "Salt  and Static"); }},
    {"MD01b", "a small word that is none", [](auto& i) { title(i, "Salt and static"); }},
    {"MD02", "a guest", [](auto& i) { title(i, "Salt (feat. Someone)"); }},
    {"MD02", "with somebody", [](auto& i) { title(i, "Salt (with Someone)"); }},
    {"MD02", "a producer", [](auto& i) { title(i, "Salt prod. Someone"); }},
    {"MD03", "a format", [](auto& i) { title(i, "Salt (Original Mix)"); }},
    {"MD03", "clean in brackets", [](auto& i) { title(i, "Salt [Clean]"); }},
    {"MD04", "two titles", [](auto& i) { i.release.title = "Another"; }},
    {"MD05", "Track 1", [](auto& i) { title(i, "Track 01"); }},
    {"MD05", "Untitled", [](auto& i) { title(i, "Untitled"); }},
    {"MD06", "a title twice", [](auto& i) { i.release.tracks.push_back(track(i)); }},
    {"MD07", "nobody", [](auto& i) { i.release.artist = "Various Artists"; }},
    {"MD08", "the same name", [](auto& i) { i.other_artists = {"NORRA-VANG"}; }},
    {"MD08", "one letter apart", [](auto& i) { i.other_artists = {"Nora Vang"}; }},
    {"MD08b", "a tribute", [](auto& i) { title(i, "Salt (Tribute to Someone)"); }},
    {"MD10", "a sung instrumental", [](auto& i) { track(i).instrumental = true; }},
    {"MD10", "no language", [](auto& i) { track(i).language.clear(); }},
    {"MD11", "strong words", [](auto& i) { track(i).lyrics = "well, shit"; }},
    {"MD12", "a later year", [](auto& i) { i.release.p_line.year = 2030; }},
    {"MD12", "the sign", [](auto& i) { i.release.c_line.owner = "© Norra Vang"; }},
    {"MD13", "tomorrow", [](auto& i) { i.today = plus_days(i.release.release_date, -1); }},
    {"MD13", "yesterday", [](auto& i) { i.today = plus_days(i.release.release_date, 1); }},
    {"MD13b", "in ten days", [](auto& i) { i.today = plus_days(i.release.release_date, -10); }},
    {"MD14", "nonsense", [](auto& i) { i.release.genre = "Glorp"; }},
    {"MD15", "a stage name alone", [](auto& i) { track(i).contributors[0].legal_name.clear(); }},
    {"MD16", "a handle", [](auto& i) { i.texts = {"follow @norravang"}; }},
    {"MD16", "a domain", [](auto& i) { i.texts = {"more at norravang.com."}; }},
    {"MD16", "an e-mail", [](auto& i) { i.texts = {"write to a@b.de"}; }},
    {"MD17", "two in a week", [](auto& i) { i.other_release_dates = {plus_days(i.release.release_date, 3)}; }},
    {"AI01", "no provenance", [](auto& i) { i.release.assets.clear(); }},
    {"AI01", "no licence", [](auto& i) { i.release.assets[0].provenance.licence.clear(); }},
    {"AI02", "a cover of nobody", [](auto& i) { i.release.assets.pop_back(); }},
};

TEST(Preflight, FindsNothingWhereNothingIs) {
    auto const result = run(sound_input());
    for (auto const& finding : result.findings)
        ADD_FAILURE() << finding.rule << " " << finding.asset << ": " << finding.measured;
    EXPECT_FALSE(result.has_blockers);
    EXPECT_EQ(result.verdict, "Nothing blocks a delivery.");
    EXPECT_GT(result.passed.size(), 40U);
}

TEST(Preflight, FindsWhatIsWrong) {
    for (auto const& example : failing) {
        auto input = sound_input();
        example.change(input);
        auto const result = run(input);
        EXPECT_TRUE(found(result, example.rule)) << example.rule << ": " << example.what;
        for (auto const& finding : result.findings) {
            EXPECT_FALSE(finding.measured.empty()) << finding.rule;
            EXPECT_FALSE(finding.fix.empty()) << finding.rule;
            EXPECT_FALSE(finding.source.empty()) << finding.rule;
        }
    }
}

TEST(Preflight, HasAnExampleForEveryRuleThatCodeLooksAt) {
    std::set<std::string> shown;
    for (auto const& example : failing) shown.insert(example.rule);
    auto const rules = preflight_rules();
    ASSERT_TRUE(rules) << rules.error().message;
    std::set<std::string> ids;
    for (auto const& rule : *rules) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " is there twice";
        EXPECT_TRUE(rule.kind == "message" || rule.kind == "person" || shown.contains(rule.id)) << rule.id;
    }
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
    auto result = run(sound_input());
    EXPECT_EQ(store(result, "Bandcamp").state, "off");
    EXPECT_EQ(store(result, "CD Baby").state, "off");
    EXPECT_EQ(store(result, "Spotify").state, "ready");
    auto input = sound_input();
    for (auto& asset : input.release.assets)
        asset.provenance.ai = {.composition = media::AiShare::none, .mix = media::AiShare::none};
    result = run(input);
    EXPECT_EQ(store(result, "Bandcamp").state, "ready");
    input.release.assets[0].provenance.ai.composition = media::AiShare::all;
    result = run(input);
    EXPECT_EQ(store(result, "CD Baby").state, "ready");  // partly is not all
    EXPECT_EQ(store(result, "Bandcamp").state, "off");
    for (auto const& verdict : result.stores) EXPECT_FALSE(verdict.verified.empty());
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
