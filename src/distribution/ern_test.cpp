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
    expect("release.territories", [](Release& r, MessageSettings&) { r.territories = {"Worldwide", "DE"}; });
    expect("\"Hummer\" of Norra Vang", [](Release& r, MessageSettings&) {
        r.tracks[0].contributors[0].roles = {"Composer", "Hummer"};
    });
    expect("message_id", [](Release&, MessageSettings& m) { m.message_id.clear(); });
    expect("release.deals[0].use_types: \"Humming\"", [](Release& r, MessageSettings&) { r.deals = {{{"SubscriptionModel"}, {"Humming"}}}; });
    expect("message.kind: update", [](Release&, MessageSettings& m) { m.kind = MessageKind::update; });
    expect("message.message_id: was used", [](Release& r, MessageSettings& m) { r = with_message(r, m); });
    expect("message.thread_id", [](Release& r, MessageSettings& m) { r = testing::sent_release(r); m.thread_id = "another"; });
    expect("message.created", [](Release& r, MessageSettings& m) { r = testing::sent_release(r); m.created -= std::chrono::hours(48); });
    expect("release.takedown_date", [](Release& r, MessageSettings&) { r.takedown_date = plus_days(r.release_date, -1); });
    expect("release.assets: no record says how much of master.flac", [](Release&, MessageSettings& m) { m.version = ErnVersion::ern_432; });
    expect("release.tracks[0].p_line", [](Release& r, MessageSettings&) { r.tracks[0].p_line = RightsLine{2026, "bell \a"}; });
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

TEST(WriteMessage, UpdatesInTheThreadOfTheFirst) {
    auto const release = testing::sent_release(live_release());
    auto const settings = next_message(release, live_settings(), MessageKind::update);
    auto const first = written(live_release(), live_settings());
    auto const update = written(release, settings);
    EXPECT_EQ(at(update, "//MessageThreadId"), at(first, "//MessageThreadId"));
    EXPECT_EQ(at(update, "//Release/ReleaseId/ProprietaryId"), at(first, "//Release/ReleaseId/ProprietaryId"));
    EXPECT_NE(at(update, "//MessageId"), release.threads[0].messages[0].id);
    EXPECT_EQ(with_message(release, settings).threads[0].messages.size(), 2U);
}

TEST(WriteMessage, SaysIn382WhetherItIsAnUpdate) {
    auto settings = live_settings();
    settings.version = ErnVersion::ern_382;
    EXPECT_EQ(at(written(live_release(), settings), "//UpdateIndicator"), "OriginalMessage");
    auto const release = testing::sent_release(live_release());
    EXPECT_EQ(at(written(release, next_message(release, settings, MessageKind::update)), "//UpdateIndicator"), "UpdateMessage");
}

TEST(WriteMessage, TakesDownInThreeWays) {
    auto release = testing::sent_release(live_release());
    release.takedown_date = plus_days(release.release_date, 30);
    auto settings = next_message(release, live_settings(), MessageKind::takedown);
    EXPECT_EQ(at(written(release, settings), "//Deal[3]//EndDate"), "2027-01-17");
    settings.deal_dates = DealDates::moment;
    EXPECT_EQ(at(written(release, settings), "//Deal[1]//EndDateTime"), "2027-01-17T23:59:59");
    settings.takedown = TakedownStyle::no_deals;
    EXPECT_FALSE(has(written(release, settings), "//DealList | //ReleaseVisibilityReference"));
    settings.takedown = TakedownStyle::ended_deals;
    settings.version = ErnVersion::ern_382;
    EXPECT_EQ(at(written(release, settings), "//DealTerms[TakeDown='true']//StartDateTime"), "2027-01-18T00:00:00");
}

TEST(WriteMessage, PurgesByIdAlone) {
    auto const release = testing::sent_release(live_release());
    auto const xml = written(release, next_message(release, live_settings(), MessageKind::purge));
    EXPECT_EQ(at(xml, "/ern:PurgeReleaseMessage/PurgedRelease/ReleaseId/ICPN"), "4006381333931");
    EXPECT_FALSE(has(xml, "//ResourceList"));
}

TEST(WriteMessage, ShowsAndOrdersBeforeTheReleaseDate) {
    auto release = live_release();
    release.pre_order = PreOrder{.start = plus_days(release.release_date, -14), .shows_tracks = false, .plays_clips = true};
    auto const xml = written(release, live_settings());
    EXPECT_EQ(at(xml, "//DealTerms[IsPreOrderDeal='true']//StartDate"), "2026-12-04");
    EXPECT_EQ(at(xml, "//DealTerms[IsPreOrderDeal='true']//EndDate"), "2026-12-17");
    EXPECT_EQ(at(xml, "//ReleaseDisplayStartDateTime"), "2026-12-04T00:00:00");
    EXPECT_EQ(at(xml, "//CoverArtPreviewStartDateTime"), "2026-12-04T00:00:00");
    EXPECT_EQ(at(xml, "//FullTrackListingPreviewStartDateTime"), "2026-12-18T00:00:00");
    EXPECT_EQ(at(xml, "//ClipPreviewStartDateTime"), "2026-12-04T00:00:00");
}

TEST(WriteMessage, LeavesCountriesOut) {
    auto release = live_release();
    release.excluded_territories = {"US", "CA"};
    auto const xml = written(release, live_settings());
    EXPECT_EQ(at(xml, "//DealTerms/ExcludedTerritoryCode[2]"), "CA");
    EXPECT_FALSE(has(xml, "//DealTerms/TerritoryCode | //ReleaseVisibility/TerritoryCode"));
}

using media::AiShare;

std::string written_432(Release const& release) {
    auto settings = live_settings();
    settings.version = ErnVersion::ern_432;
    return written(release, settings);
}

TEST(WriteMessage432, CreditsGenerativeAiAloneWhenItMadeAll) {
    auto const xml = written_432(testing::with_records(live_release(), {.vocals = AiShare::all, .composition = AiShare::all}, AiShare::all));
    EXPECT_EQ(at(xml, "//SoundRecording/ContainsAI"), "All");
    EXPECT_EQ(at(xml, "//Image/ContainsAI"), "All");
    EXPECT_EQ(at(xml, "//Release/ContainsAI"), "All");
    EXPECT_EQ(at(xml, "//SoundRecording/HasVocalPerformance"), "false");
    EXPECT_EQ(at(xml, "//Contributor/SpecialContributor"), "GenerativeAI");
    EXPECT_EQ(at(xml, "//Contributor/Role[1]/Value"), "ComposerLyricist");
    EXPECT_FALSE(has(xml, "//ContributorPartyReference"));
}

TEST(WriteMessage432, SharesCreditsWhenItHelped) {
    auto release = live_release();
    release.tracks[0].contributors = {{.name = "Anna Person", .roles = {"Composer", "Lyricist", "Mixer"}}};
    auto const xml = written_432(
        testing::with_records(release, {.lyrics = AiShare::none, .composition = AiShare::partly, .mix = AiShare::all}, AiShare::none));
    EXPECT_EQ(at(xml, "//SoundRecording/ContainsAI"), "Partly");
    EXPECT_EQ(at(xml, "//Image/ContainsAI"), "None");
    EXPECT_EQ(at(xml, "//Release/ContainsAI"), "Partly");
    EXPECT_EQ(at(xml, "//Contributor[ContributorPartyReference]/AiContribution"), "Partly");
    EXPECT_TRUE(has(xml, "//Contributor[ContributorPartyReference][Role/Value='Lyricist'][Role/Value='Composer'][not(Role/Value='Mixer')]"));
    EXPECT_TRUE(has(xml, "//Contributor[SpecialContributor][Role/Value='Mixer'][Role/Value='Composer'][not(Role/Value='Lyricist')]"));
}

TEST(WriteMessage432, LeavesPeopleAloneWhenItMadeNothing) {
    auto const xml = written_432(testing::with_records(live_release(), {.composition = AiShare::none}, AiShare::none));
    EXPECT_EQ(at(xml, "//SoundRecording/ContainsAI"), "None");
    EXPECT_EQ(at(xml, "//SoundRecording/HasVocalPerformance"), "true");
    EXPECT_FALSE(has(xml, "//SpecialContributor | //AiContribution"));
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
        if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not there: put DDEX's sample messages of ERN 4.3 beside the schemas";
        for (auto const& problem : check_message(*read_file(file)))
            EXPECT_EQ(problem.severity, Severity::warning) << name << " " << problem.path << " " << problem.message;
    }
}

}  // namespace
}  // namespace troupe::distribution
