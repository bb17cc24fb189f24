#include "distribution/ern.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "base/files.hpp"
#include "base/json.hpp"
#include "distribution/semantic.hpp"
#include "distribution/testing/example_release.hpp"
#include "distribution/testing/message_text.hpp"
#include "distribution/testing/schemas.hpp"
#include "distribution/xsd.hpp"

namespace troupe::distribution {
namespace {

using testing::at;
using testing::example_files;
using testing::example_release;
using testing::example_settings;
using testing::has;
using testing::live_release;
using testing::live_settings;
using testing::written;

std::string problems_of(std::string const& xml) {
    std::string out;
    for (auto const& problem : check_message(xml))
        out += problem.rule + " " + problem.path + ": " + problem.message + "\n";
    return out;
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
    expect("files.tracks", [](Release& r, MessageSettings&) { r.tracks.push_back(r.tracks[0]); });
    expect("release.tracks", [](Release& r, MessageSettings&) { r.tracks.clear(); });
    expect("cover.file", [](Release& r, MessageSettings&) { r.cover.file = "../cover.jpg"; });
    expect("release.language", [](Release& r, MessageSettings&) { r.language = "english"; });
    expect("tracks[0].language", [](Release& r, MessageSettings&) { r.tracks[0].language = "e"; });
    expect("tracks[0].language", [](Release& r, MessageSettings&) { r.tracks[0].language = "en-"; });
    expect("tracks[0].language", [](Release& r, MessageSettings&) { r.tracks[0].language = "en-GB-x"; });
    expect("release.territories", [](Release& r, MessageSettings&) { r.territories = {"Worldwide", "DE"}; });
    expect("\"Hummer\" of Norra Vang", [](Release& r, MessageSettings&) {
        r.tracks[0].contributors[0].roles = {"Composer", "Hummer"};
    });
    expect("message_id", [](Release&, MessageSettings& m) { m.message_id.clear(); });
    expect("release.deals[0].use_types: \"Humming\"", [](Release& r, MessageSettings&) {
        r.deals = {{{"SubscriptionModel"}, {"Humming"}}};
    });
    expect("message.kind: update", [](Release&, MessageSettings& m) { m.kind = MessageKind::update; });
    expect("message.message_id: was used", [](Release& r, MessageSettings& m) { r = with_message(r, m); });
    expect("message.thread_id", [](Release& r, MessageSettings& m) {
        r = testing::sent_release(r);
        m.thread_id = "another";
    });
    expect("message.created", [](Release& r, MessageSettings& m) {
        r = testing::sent_release(r);
        m.created -= std::chrono::hours(48);
    });
    expect("release.takedown_date",
           [](Release& r, MessageSettings&) { r.takedown_date = plus_days(r.release_date, -1); });
    expect("release.assets: no record says how much of master.flac",
           [](Release&, MessageSettings& m) { m.version = ErnVersion::ern_432; });
    expect("release.tracks[0].p_line", [](Release& r, MessageSettings&) {
        r.tracks[0].p_line = RightsLine{2026, "bell \a"};
    });
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

std::string written_album(ErnVersion version) {
    auto const release = testing::live_album(7);
    auto settings = live_settings();
    settings.version = version;
    auto const xml = write_message(release, settings, testing::files_of(release, settings));
    EXPECT_TRUE(xml) << xml.error().message;
    return xml.value_or("");
}

TEST(WriteMessage, OfAnAlbumHasAReleaseForEveryTrack) {
    auto const xml = written_album(ErnVersion::ern_43);
    EXPECT_EQ(at(xml, "//Release/ReleaseType"), "Album");
    EXPECT_EQ(at(xml, "//TrackRelease[7]/ReleaseResourceReference"), "A7");
    EXPECT_EQ(at(xml, "//DealReleaseReference[8]"), "R7");
    EXPECT_EQ(at(xml, "//ResourceGroup/LinkedReleaseResourceReference"), "A8");
    EXPECT_EQ(at(xml, "//Release/Duration"), "PT17M58S") << "the rounded seconds of its tracks";
    EXPECT_EQ(at(xml, "//Party[3]/PartyName/FullName"), "Ida Sund");
}

TEST(WriteMessage, NamesGuestsAndRemixers) {
    auto const xml = written_album(ErnVersion::ern_43);
    EXPECT_EQ(at(xml, "//SoundRecording[3]/DisplayArtistName"), "Norra Vang feat. Ida Sund");
    EXPECT_EQ(at(xml, "//SoundRecording[3]/DisplayArtist[2]/DisplayArtistRole"), "FeaturedArtist");
    EXPECT_EQ(at(xml, "//SoundRecording[5]/DisplayArtistName"), "Norra Vang");
    EXPECT_EQ(at(xml, "//SoundRecording[5]/DisplayTitleText"), "Ledger Page 5 (Kolm Remix)");
    EXPECT_EQ(at(xml, "//SoundRecording[5]/DisplayArtist[2]/ArtisticRole"), "Remixer");
    EXPECT_TRUE(has(xml, "//SoundRecording[5]/Contributor[Role='Remixer']"));
}

TEST(WriteMessage, OfAVideoDescribesThePicture) {
    auto const release = testing::live_video();
    auto const xml = write_message(release, live_settings(), testing::files_of(release));
    ASSERT_TRUE(xml) << xml.error().message;
    EXPECT_EQ(at(*xml, "//Video//VideoCodecType"), "AVC");
    EXPECT_EQ(at(*xml, "//Video//FrameRate"), "25");
    EXPECT_EQ(at(*xml, "//Video//ImageWidth"), "1920");
    EXPECT_EQ(at(*xml, "//Video//URI"), "resources/video.mp4");
    EXPECT_EQ(at(*xml, "//Image/Type"), "VideoScreenCapture");
    EXPECT_FALSE(has(*xml, "//SoundRecording"));
}

TEST(WriteMessage382, SaysTheSameInItsOwnWords) {
    auto const xml = written_album(ErnVersion::ern_382);
    EXPECT_TRUE(has(xml, "/ern:NewReleaseMessage[@MessageSchemaVersionId='ern/382']"));
    EXPECT_TRUE(has(xml, "//Release[1][@IsMainRelease='true'][ReleaseType='Album']"));
    EXPECT_EQ(at(xml, "//Release[8]/ReleaseId/ISRC"), "GBAYE6900007");
    EXPECT_EQ(at(xml, "//SoundRecording[3]//DisplayArtist[2]/ArtistRole"), "FeaturedArtist");
    EXPECT_EQ(at(xml, "//SoundRecording[1]//IndirectResourceContributorRole"), "ComposerLyricist");
    EXPECT_TRUE(has(xml, "//SoundRecording[5]//ResourceContributorRole[@UserDefinedValue='Remixer']"));
    EXPECT_EQ(at(xml, "//SoundRecording[2]//FilePath") + at(xml, "//SoundRecording[2]//FileName"), "resources/02.flac");
    EXPECT_EQ(at(xml, "//DealTerms[1]/Usage/UseType[2]"), "NonInteractiveStream");
}

TEST(MessageSchema, SaysWhereTheFilesBelong) {
    auto const schema = MessageSchema::load("/nowhere/at/all");
    ASSERT_FALSE(schema);
    EXPECT_EQ(schema.error().code, ErrorCode::not_found);
    EXPECT_NE(schema.error().message.find("DDEX_XSD_DIR"), std::string::npos);
}

/// DDEX's own samples lack what the profiles advise: no writer is named, no release date given, no hash, parts of
/// seconds.
TEST(Samples, OfDdexHaveNoBlockersAndTheseWarningsAlone) {
    TROUPE_NEED_SCHEMAS(folder);
    std::map<char const*, std::set<std::string>> const expected{
        {"samples-43/1_Audio.xml", {"MS06", "MS07", "MS12"}},
        {"samples-43/5_SimpleVideoSingle.xml", {"MS06", "MS07", "MS11"}}};
    for (auto const& [name, rules] : expected) {
        auto const file = std::filesystem::path(folder) / name;
        if (!std::filesystem::exists(file))
            GTEST_SKIP() << file << " is not there: put DDEX's sample messages of ERN 4.3 beside the schemas";
        std::set<std::string> found;
        for (auto const& problem : check_message(*read_file(file))) {
            EXPECT_EQ(problem.severity, Severity::warning) << name << " " << problem.path << " " << problem.message;
            found.insert(problem.rule);
        }
        EXPECT_EQ(found, rules) << name;
    }
}

}  // namespace
}  // namespace troupe::distribution
