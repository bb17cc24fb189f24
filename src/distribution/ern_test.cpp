#include "distribution/ern.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <pugixml.hpp>

#include "base/files.hpp"
#include "base/json.hpp"
#include "distribution/semantic.hpp"
#include "distribution/testing/example_release.hpp"
#include "distribution/testing/schemas.hpp"
#include "distribution/xsd.hpp"

namespace troupe::distribution {
namespace {

using testing::example_files;
using testing::example_release;
using testing::example_settings;
using testing::live_release;
using testing::live_settings;

std::string written(Release const& release, MessageSettings const& settings) {
    auto const xml = write_message(release, settings, example_files());
    EXPECT_TRUE(xml) << xml.error().message;
    return xml.value_or("");
}

std::string problems_of(std::string const& xml) {
    std::string out;
    for (auto const& problem : check_message(xml))
        out += problem.rule + " " + problem.path + ": " + problem.message + "\n";
    return out;
}

std::string at(std::string const& xml, char const* path) {
    pugi::xml_document document;
    document.load_string(xml.c_str());
    return document.select_node(path).node().text().get();
}

bool has(std::string const& xml, char const* path) {
    pugi::xml_document document;
    document.load_string(xml.c_str());
    return static_cast<bool>(document.select_node(path));
}

/// Releases of all the shapes a debut may take.
std::vector<std::pair<
    char const*, std::function<void(Release&, MessageSettings&)>>> const shapes{{"a draft",
                                                                                 [](Release&, MessageSettings&) {}},
                                                                                {"an instrumental",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.tracks[0].instrumental = true;
                                                                                     r.tracks[0].language.clear();
                                                                                     r.tracks[0].lyrics.reset();
                                                                                 }},
                                                                                {"an explicit track",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.tracks[0].explicit_lyrics = true;
                                                                                 }},
                                                                                {"a version",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.tracks[0].version = "Night Edit";
                                                                                 }},
                                                                                {"many people",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.tracks[0].contributors = {
                                                                                         {"Norra Vang", {"Composer"}},
                                                                                         {"A. Person",
                                                                                          {"Lyricist", "Vocalist"},
                                                                                          "Anna Person",
                                                                                          "0000000121032683",
                                                                                          "00052210040"},
                                                                                         {"Norra Vang",
                                                                                          {"Mixer", "Composer"}}};
                                                                                 }},
                                                                                {"a wave file",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.tracks[0].file = "master.wav";
                                                                                     r.tracks[0].bits = 16;
                                                                                     r.tracks[0].sample_rate_hz =
                                                                                         44'100;
                                                                                 }},
                                                                                {"few countries",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.territories = {"DE", "AT", "CH"};
                                                                                 }},
                                                                                {"every code",
                                                                                 [](Release& r, MessageSettings& m) {
                                                                                     r = live_release();
                                                                                     m = live_settings();
                                                                                     r.grid = {"A12425GABC1234002M",
                                                                                               CodeStatus::assigned,
                                                                                               "test"};
                                                                                     r.catalog_number = "NV-001";
                                                                                     r.artist_isni = "0000000121032683";
                                                                                     r.tracks[0].iswc = "T0345246801";
                                                                                 }},
                                                                                {"another language",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.language = "nb";
                                                                                     r.title = r.tracks[0].title =
                                                                                         "Salt på Bølgen – 塩";
                                                                                 }},
                                                                                {"a script and a country",
                                                                                 [](Release& r, MessageSettings&) {
                                                                                     r.language = "zh-Hant";
                                                                                     r.tracks[0].language = "pt-BR";
                                                                                 }},
                                                                                {"a label of its own",
                                                                                 [](Release& r, MessageSettings& m) {
                                                                                     r.label = m.sender.name =
                                                                                         "Quay & Sons <Records>";
                                                                                 }},
                                                                                {"SHA-256",
                                                                                 [](Release&, MessageSettings& m) {
                                                                                     m.hash = HashAlgorithm::sha256;
                                                                                 }}};

DeliveredFiles files_for(MessageSettings const& settings) {
    auto files = example_files();
    auto const length = settings.hash == HashAlgorithm::md5 ? 32U : 64U;
    files.tracks[0].hash = std::string(length, 'a');
    files.cover.hash = std::string(length, 'b');
    return files;
}

TEST(WriteMessage, IsValidAgainstTheSchemaInEveryShape) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema) << schema.error().message;
    for (auto const& [name, change] : shapes) {
        auto release = example_release();
        auto settings = example_settings();
        change(release, settings);
        auto const xml = write_message(release, settings, files_for(settings));
        ASSERT_TRUE(xml) << name << ": " << xml.error().message;
        for (auto const& problem : schema->check(*xml))
            ADD_FAILURE() << name << ", line " << problem.line << ": " << problem.message;
    }
}

TEST(WriteMessage, HasNothingThatTheSemanticCheckMinds) {
    for (auto const& [name, change] : shapes) {
        auto release = example_release();
        auto settings = example_settings();
        change(release, settings);
        auto const xml = write_message(release, settings, files_for(settings));
        ASSERT_TRUE(xml) << name << ": " << xml.error().message;
        EXPECT_EQ(problems_of(*xml), "") << name;
    }
}

TEST(WriteMessage, RepeatsToTheByte) {
    EXPECT_EQ(written(example_release(), example_settings()), written(example_release(), example_settings()));
}

TEST(WriteMessage, OfADraftSaysThatItIsOne) {
    auto const xml = written(example_release(), example_settings());
    EXPECT_EQ(at(xml, "//MessageControlType"), "TestMessage");
    EXPECT_EQ(at(xml, "//MessageSender/PartyId"), no_dpid);
    EXPECT_FALSE(has(xml, "//ISRC"));
    EXPECT_FALSE(has(xml, "//ICPN"));
    EXPECT_EQ(at(xml, "//Release/ReleaseId/ProprietaryId"), example_release().id);
}

TEST(WriteMessage, CarriesEveryField) {
    auto const xml = written(live_release(), live_settings());
    EXPECT_EQ(at(xml, "//ISRC"), "GBAYE6900531");
    EXPECT_EQ(at(xml, "//ICPN"), "4006381333931");
    EXPECT_EQ(at(xml, "//MessageControlType"), "LiveMessage");
    EXPECT_EQ(at(xml, "//MessageRecipient/PartyName/FullName"), "A Store");
    EXPECT_EQ(at(xml, "//SoundRecording/DisplayTitle/TitleText"), "Salt and Static");
    EXPECT_EQ(at(xml, "//SoundRecording/LanguageOfPerformance"), "en");
    EXPECT_EQ(at(xml, "//SoundRecordingEdition/PLine/PLineText"), "2026 Norra Vang");
    EXPECT_EQ(at(xml, "//Release/ReleaseDate"), "2026-12-18");
    EXPECT_EQ(at(xml, "//Release/Genre/SubGenre"), "Ambient");
    EXPECT_EQ(at(xml, "//DeliveryFile/SamplingRate"), "48000");
    EXPECT_EQ(at(xml, "//DeliveryFile/File/HashSum/HashSumValue"), std::string(32, 'a'));
    EXPECT_EQ(at(xml, "//Image//ImageWidth"), "3000");
    EXPECT_EQ(at(xml, "//Contributor/Role[2]"), "StudioProducer");
}

TEST(WriteMessage, WritesWholeSeconds) {
    auto const duration = [](double seconds) {
        auto release = example_release();
        release.tracks[0].seconds = Seconds(seconds);
        return at(written(release, example_settings()), "//SoundRecording/Duration");
    };
    EXPECT_EQ(duration(185.25), "PT3M5S");
    EXPECT_EQ(duration(59.6), "PT1M0S");
    EXPECT_EQ(duration(30), "PT30S");
    EXPECT_EQ(duration(3725), "PT1H2M5S");
}

TEST(WriteMessage, KeepsHostileTitlesAsText) {
    for (std::string const title : {"</TitleText><Evil/>", "A & B \"C\" 'D' <E>", "]]>", "&amp;", "<!-- -->",
                                    "100 % ünïcode 雨 🌊", "-- ; DROP TABLE"}) {
        auto release = example_release();
        release.title = release.tracks[0].title = title;
        auto const xml = written(release, example_settings());
        EXPECT_EQ(at(xml, "//Release/DisplayTitle/TitleText"), title);
        EXPECT_EQ(problems_of(xml), "") << title;
    }
}

TEST(WriteMessage, NamesWhatItCannotWrite) {
    auto const message = [](auto change) {
        auto release = live_release();
        auto settings = live_settings();
        change(release, settings);
        auto const xml = write_message(release, settings, example_files());
        return xml ? std::string("written") : xml.error().message;
    };
    auto const expect = [&](char const* part, std::function<void(Release&, MessageSettings&)> const& change) {
        EXPECT_NE(message(change).find(part), std::string::npos) << message(change);
    };
    expect("release.title", [](Release& r, MessageSettings&) { r.title = "bell \a"; });
    expect("release.artist", [](Release& r, MessageSettings&) { r.artist = "\xff"; });
    expect("release.tracks[0].isrc", [](Release& r, MessageSettings&) { r.tracks[0].isrc.value = "XX"; });
    expect("release.upc", [](Release& r, MessageSettings&) { r.upc.value = "4006381333932"; });
    expect("release.upc", [](Release& r, MessageSettings&) { r.upc.value = "4006381-333931"; });
    expect("sender.dpid", [](Release&, MessageSettings& m) { m.sender.dpid = "PADPIDA"; });
    expect("an ISRC", [](Release& r, MessageSettings&) { r.tracks[0].isrc = {}; });
    expect("the store's DPID", [](Release&, MessageSettings& m) { m.recipient.dpid.clear(); });
    expect("release.kind", [](Release& r, MessageSettings&) { r.kind = ReleaseKind::ep; });
    expect("release.tracks", [](Release& r, MessageSettings&) { r.tracks.clear(); });
    expect("cover.file", [](Release& r, MessageSettings&) { r.cover.file = "../cover.jpg"; });
    expect("release.language", [](Release& r, MessageSettings&) { r.language = "english"; });
    expect("tracks[0].language", [](Release& r, MessageSettings&) { r.tracks[0].language = "e"; });
    expect("release.territories", [](Release& r, MessageSettings&) { r.territories = {"Worldwide", "DE"}; });
    expect("\"Hummer\" of Norra Vang", [](Release& r, MessageSettings&) {
        r.tracks[0].contributors[0].roles = {"Composer", "Hummer"};
    });
    expect("message_id", [](Release&, MessageSettings& m) { m.message_id.clear(); });
}

TEST(MessageSchema, RefusesWhatItMust) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema) << schema.error().message;
    auto xml = written(example_release(), example_settings());
    auto const place = xml.find("PT3M5S");
    xml.replace(place, 6, "3:05");
    EXPECT_FALSE(schema->check(xml).empty());
    EXPECT_FALSE(schema->check("no xml at all").empty());
    EXPECT_FALSE(schema->check("<ern:NewReleaseMessage xmlns:ern=\"http://ddex.net/xml/ern/43\"/>").empty());
}

TEST(MessageSchema, KnowsEveryRoleOfOurTable) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema) << schema.error().message;
    auto const table =
        json::parse_value(*read_file(std::filesystem::path(TROUPE_SOURCE_DIR) / "data/distribution/roles.json"));
    ASSERT_TRUE(table);
    auto release = example_release();
    for (auto const& role : table->at("roles").as_array())
        release.tracks[0].contributors[0].roles.emplace_back(role.as_string());
    ASSERT_GT(release.tracks[0].contributors[0].roles.size(), 30U);
    for (auto const& problem : schema->check(written(release, example_settings()))) ADD_FAILURE() << problem.message;
}

TEST(MessageSchema, SaysWhereTheFilesBelong) {
    auto const schema = MessageSchema::load("/nowhere/at/all");
    ASSERT_FALSE(schema);
    EXPECT_EQ(schema.error().code, ErrorCode::not_found);
    EXPECT_NE(schema.error().message.find("DDEX_XSD_DIR"), std::string::npos);
}

TEST(Samples, OfDdexHaveNoBlockers) {
    TROUPE_NEED_SCHEMAS(folder);
    for (auto const* name : {"samples-43/1_Audio.xml", "samples-43/5_SimpleVideoSingle.xml"}) {
        auto const file = std::filesystem::path(folder) / name;
        if (!std::filesystem::exists(file)) continue;
        for (auto const& problem : check_message(*read_file(file)))
            EXPECT_EQ(problem.severity, Severity::warning) << name << " " << problem.path << " " << problem.message;
    }
}

}  // namespace
}  // namespace troupe::distribution
