#include <gtest/gtest.h>

#include "distribution/ern.hpp"
#include "distribution/testing/example_release.hpp"
#include "distribution/testing/message_text.hpp"

/// Messages that follow others, that hold something back, and those that speak of AI.
namespace troupe::distribution {
namespace {

using testing::at;
using testing::example_files;
using testing::has;
using testing::live_release;
using testing::live_settings;
using testing::written;

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
    EXPECT_EQ(at(written(release, next_message(release, settings, MessageKind::update)), "//UpdateIndicator"),
              "UpdateMessage");
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
    auto release = testing::sent_release(live_release());
    release.tracks[0].isrc = {};  // which may be why it must go
    auto const xml = written(release, next_message(release, live_settings(), MessageKind::purge));
    EXPECT_EQ(at(xml, "/ern:PurgeReleaseMessage/PurgedRelease/ReleaseId/ICPN"), "4006381333931");
    EXPECT_FALSE(has(xml, "//ResourceList"));
}

TEST(WriteMessage, ShowsAndOrdersBeforeTheReleaseDate) {
    auto release = live_release();
    release.pre_order =
        PreOrder{.start = plus_days(release.release_date, -14), .shows_tracks = false, .plays_clips = true};
    auto const xml = written(release, live_settings());
    EXPECT_EQ(at(xml, "//DealTerms[IsPreOrderDeal='true']//StartDate"), "2026-12-04");
    EXPECT_EQ(at(xml, "//DealTerms[IsPreOrderDeal='true']//EndDate"), "2026-12-17");
    EXPECT_EQ(at(xml, "//ReleaseDisplayStartDateTime"), "2026-12-04T00:00:00");
    EXPECT_EQ(at(xml, "//CoverArtPreviewStartDateTime"), "2026-12-04T00:00:00");
    EXPECT_EQ(at(xml, "//FullTrackListingPreviewStartDateTime"), "2026-12-18T00:00:00");
    EXPECT_EQ(at(xml, "//ClipPreviewStartDateTime"), "2026-12-04T00:00:00");
}

TEST(WriteMessage382, HoldsBackInTheDealsOfTheReleaseItself) {
    auto release = live_release();
    release.pre_order = PreOrder{.start = plus_days(release.release_date, -14), .shows_tracks = false};
    auto settings = live_settings();
    settings.version = ErnVersion::ern_382;
    auto const xml = written(release, settings);
    EXPECT_EQ(at(xml, "//DealTerms[IsPreOrderDeal='true']/PreOrderReleaseDate"), "2026-12-18");
    EXPECT_EQ(at(xml, "//DealTerms[not(IsPreOrderDeal)]/ReleaseDisplayStartDate"), "2026-12-04");
    EXPECT_EQ(at(xml, "//DealTerms[not(IsPreOrderDeal)]/TrackListingPreviewStartDate"), "2026-12-18");
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
    auto const xml = written_432(
        testing::with_records(live_release(), {.vocals = AiShare::all, .composition = AiShare::all}, AiShare::all));
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
    auto const xml = written_432(testing::with_records(
        release, {.lyrics = AiShare::none, .composition = AiShare::partly, .mix = AiShare::all}, AiShare::none));
    EXPECT_EQ(at(xml, "//SoundRecording/ContainsAI"), "Partly");
    EXPECT_EQ(at(xml, "//Image/ContainsAI"), "None");
    EXPECT_EQ(at(xml, "//Release/ContainsAI"), "Partly");
    EXPECT_EQ(at(xml, "//Contributor[ContributorPartyReference]/AiContribution"), "Partly");
    EXPECT_TRUE(has(xml,
                    "//Contributor[ContributorPartyReference][Role/Value='Lyricist'][Role/Value='Composer'][not(Role/"
                    "Value='Mixer')]"));
    EXPECT_TRUE(has(
        xml,
        "//Contributor[SpecialContributor][Role/Value='Mixer'][Role/Value='Composer'][not(Role/Value='Lyricist')]"));
}

TEST(WriteMessage432, LeavesPeopleAloneWhenItMadeNothing) {
    auto const xml = written_432(testing::with_records(live_release(), {.composition = AiShare::none}, AiShare::none));
    EXPECT_EQ(at(xml, "//SoundRecording/ContainsAI"), "None");
    EXPECT_EQ(at(xml, "//SoundRecording/HasVocalPerformance"), "true");
    EXPECT_FALSE(has(xml, "//SpecialContributor | //AiContribution"));
}

TEST(WriteMessage432, CountsTheWordsBesideATrackOfSeveralAsItsOwn) {
    auto release = testing::live_album(4);
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        release.tracks[i].file = fmt::format("{:02}-page/master.flac", i + 1);
    release = testing::with_records(std::move(release), {.composition = AiShare::none}, AiShare::none);
    release.assets.push_back({.file = "02-page/lyrics.txt", .kind = "lyrics", .provenance = {.ai = {.lyrics = AiShare::all}}});
    auto settings = live_settings();
    settings.version = ErnVersion::ern_432;
    auto const written = write_message(release, settings, testing::files_of(release));
    ASSERT_TRUE(written) << written.error().message;
    auto const& xml = *written;
    EXPECT_EQ(at(xml, "(//SoundRecording)[1]/ContainsAI"), "None");
    EXPECT_EQ(at(xml, "(//SoundRecording)[2]/ContainsAI"), "Partly");
}

}  // namespace
}  // namespace troupe::distribution
