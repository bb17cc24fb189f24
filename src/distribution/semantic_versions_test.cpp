#include <gtest/gtest.h>

#include "distribution/semantic.hpp"
#include "distribution/testing/message_shapes.hpp"
#include "distribution/testing/mutations.hpp"

/// Albums, videos, takedowns and purges in all versions, each made wrong in one place; and updates that are none.
namespace troupe::distribution {
namespace {

using media::AiShare;
using testing::add;
using testing::attribute;
using testing::find;
using testing::Mutation;
using testing::remove;
using testing::repeat;
using testing::set;

std::string written(char const* shape, ErnVersion version) {
    auto const [release, settings] = testing::shaped(testing::shape_named(shape), version);
    auto const xml = write_message(release, settings, testing::files_of(release, settings));
    EXPECT_TRUE(xml) << xml.error().message;
    return xml.value_or("");
}

void expect_all_caught(std::string const& sound, std::vector<Mutation> const& mutations) {
    for (auto const& problem : check_message(sound))
        ADD_FAILURE() << "sound: " << problem.rule << " " << problem.path << " " << problem.message;
    for (auto const& mutation : mutations) testing::expect_caught(sound, mutation);
}

TEST(CheckMessage, CatchesEveryMutationOfAnAlbum) {
    expect_all_caught(written("every term of an album", ErnVersion::ern_43),
                      {set("two recordings with one ISRC", "ID01", "//SoundRecording[3]//ISRC", "GBAYE6900001"),
                       remove("a track without its release", "MS04", "//TrackRelease[4]", "//SoundRecording[4]"),
                       set("two releases of one track", "MS04", "//TrackRelease[2]/ReleaseResourceReference", "A1",
                           "//TrackRelease[2]"),
                       set("a track of nothing", "MS02", "//TrackRelease[5]/ReleaseResourceReference", "A77"),
                       set("two releases with one id", "ID06", "//TrackRelease[2]//ProprietaryId",
                           "0193a1b2-0000-7000-8000-00000000c0de_1_track"),
                       {"a gap in the tracks", "MS03",
                        [](auto& d) { find(d, "//ResourceGroupContentItem[3]/SequenceNumber").text().set("4"); },
                        "//ResourceGroupContentItem[3]"},
                       remove("a track without a number", "MS03", "//ResourceGroupContentItem[2]/SequenceNumber",
                              "//ResourceGroupContentItem[2]"),
                       attribute("two artists with one number", "MS03", "//SoundRecording[5]/DisplayArtist[2]",
                                 "SequenceNumber", "1"),
                       {"a track's title repeated", "MS13",
                        [](auto& d) {
                            auto const id = find(d, "//TrackRelease[1]/ReleaseId");
                            id.parent().insert_child_after("DisplayTitleText", id).text().set("Ledger Page 1");
                        },
                        "//TrackRelease[1]/DisplayTitleText"},
                       set("a deal of another track", "MS02", "//ReleaseDeal[1]/DealReleaseReference[3]", "R70"),
                       set("a clean album of an explicit track", "MD11", "//SoundRecording[6]/ParentalWarningType",
                           "Explicit", "//Release/ParentalWarningType"),
                       set("an album that is too short", "AU11", "//Release/Duration", "PT3M5S"),
                       repeat("a country left out twice", "MS16", "//Deal[1]//ExcludedTerritoryCode[1]",
                              "//ReleaseDeal[1]/Deal[1]//ExcludedTerritoryCode[2]"),
                       set("a pre-order that comes too late", "MS16", "//ReleaseDeal[2]//StartDate", "2026-12-18"),
                       set("a remixer who is nobody", "MS02",
                           "//SoundRecording[5]/Contributor[4]/ContributorPartyReference", "PKolm")});
}

TEST(CheckMessage, CatchesEveryMutationOfAVideo) {
    expect_all_caught(written("a video", ErnVersion::ern_43),
                      {repeat("two videos", "MS05", "//Video", "//ResourceList"),
                       set("no picture", "MS05", "//Image/Type", "Poster", "//ResourceList"),
                       add("words beside the video", "VC06", "//ResourceList", "Text", ""),
                       set("a film", "MS05", "//Video/Type", "LongFormMusicalWorkVideo"),
                       set("a picture without a number", "ID06", "//Image//ProprietaryId", ""),
                       set("a short ISRC", "ID01", "//ISRC", "GBAYE69"), remove("no ISRC", "ID04", "//ISRC", "//Video"),
                       set("another title", "MD04", "//Release/DisplayTitleText", "Else"),
                       set("a video of another length", "AU11", "//DeliveryFile/Duration", "PT9S"),
                       set("a picture of nothing", "MS02", "//LinkedReleaseResourceReference", "A5"),
                       remove("no date of publication", "MS07", "//FirstPublicationDate", "//Video"),
                       remove("no language", "MD10", "//LanguageOfPerformance", "//Video")});
}

TEST(CheckMessage, CatchesEveryMutationOfATakedown) {
    expect_all_caught(written("a takedown with ended deals", ErnVersion::ern_43),
                      {set("an end before the start", "MS10", "//Deal[2]//EndDate", "2026-01-01"),
                       set("a takedown of another release", "MS02", "//DealReleaseReference", "R1"),
                       set("a wrong check digit", "ID02", "//ICPN", "4006381333930")});
    expect_all_caught(written("a takedown without deals", ErnVersion::ern_43),
                      {{"a visibility of what is gone", "MS02",
                        [](auto& d) {
                            auto const date = find(d, "//OriginalReleaseDate");
                            date.parent().insert_child_after("ReleaseVisibilityReference", date).text().set("V1");
                        },
                        "//ReleaseVisibilityReference"}});
}

TEST(CheckMessage, CatchesEveryMutationOf382) {
    expect_all_caught(
        written("every term of an album", ErnVersion::ern_382),
        {{"no main release", "MS04",
          [](auto& d) { find(d, "//Release[1]").attribute("IsMainRelease").set_value("false"); }, "//ReleaseList"},
         set("a resource that is not there", "MS02",
             "//Release[1]/ReleaseResourceReferenceList/ReleaseResourceReference[2]", "A70"),
         remove("a track missing in the list", "MS02",
                "//Release[1]/ReleaseResourceReferenceList/ReleaseResourceReference[2]",
                "//Release[1]//ResourceGroupContentItem[2]/ReleaseResourceReference"),
         remove("a track missing in the groups", "MS02",
                "//Release[1]//ResourceGroup/ResourceGroup/ResourceGroupContentItem[7]",
                "//Release[1]/ReleaseResourceReferenceList/ReleaseResourceReference[7]"),
         {"a gap in the tracks", "MS03",
          [](auto& d) {
              find(d, "//ResourceGroup/ResourceGroup/ResourceGroupContentItem[3]/SequenceNumber").text().set("9");
          },
          "//ResourceGroup/ResourceGroup/ResourceGroupContentItem[3]"},
         set("a short ISRC", "ID01", "//SoundRecording[2]//ISRC", "GBAYE69"),
         set("a track with the code of no recording", "ID01", "//Release[3]/ReleaseId/ISRC", "GBAYE6900777"),
         set("a wrong check digit", "ID02", "//ICPN", "4006381333932"),
         set("an ISNI of a wrong check", "ID05", "//SoundRecording[1]//DisplayArtist[1]/PartyId", "0000000121032684"),
         set("a DPID with dashes", "ID03", "//MessageSender/PartyId", "PA-DPIDA-2013042401-U"),
         attribute("a contributor numbered 4", "MS03", "//SoundRecording[1]//ResourceContributor[2]", "SequenceNumber",
                   "4"),
         {"an artist without a number", "MS08",
          [](auto& d) { find(d, "//SoundRecording[1]//DisplayArtist[1]").remove_attribute("SequenceNumber"); },
          "//SoundRecording[1]//DisplayArtist[1]"},
         set("a party with two entries", "MS09",
             "//SoundRecording[1]//IndirectResourceContributor[2]/PartyName/FullName", "Norra Vang",
             "//SoundRecording[1]//IndirectResourceContributor[2]"),
         remove("a contributor without a role", "MS06",
                "//SoundRecording[1]//IndirectResourceContributor[2]/IndirectResourceContributorRole",
                "//SoundRecording[1]//IndirectResourceContributor[2]"),
         {"nobody who wrote it", "MS06",
          [](auto& d) {
              while (find(d, "//SoundRecording[1]/SoundRecordingDetailsByTerritory")
                         .remove_child("IndirectResourceContributor")) {
              }
          },
          "//SoundRecording[1]"},
         set("a nonsense genre", "MD14", "//Release[1]//GenreText", "Glorp"),
         set("an explicit track", "MD11", "//SoundRecording[2]//ParentalWarningType", "Explicit",
             "//Release[1]//ParentalWarningType"),
         set("a hash of the wrong length", "MS12", "//SoundRecording[1]//HashSum/HashSum", "abc",
             "//SoundRecording[1]//File/HashSum"),
         set("a file outside the package", "MS12", "//SoundRecording[1]//FilePath", "../..",
             "//SoundRecording[1]//FileName"),
         set("a file of another length", "AU11", "//SoundRecording[1]//TechnicalSoundRecordingDetails/Duration",
             "PT1M0S"),
         set("a pre-order after the release", "MS16", "//ReleaseDeal[2]//StartDate", "2026-12-20"),
         set("shown too late", "MS10", "//Deal[1]//ReleaseDisplayStartDate", "2027-01-01"),
         {"own words without a name space", "MS15",
          [](auto& d) {
              find(d, "//SoundRecording[1]//ResourceContributorRole[@UserDefinedValue]").remove_attribute("Namespace");
          },
          "//SoundRecording[1]//ResourceContributorRole[@UserDefinedValue]"},
         set("a P line of the future", "MD12", "//Release[1]/PLine/Year", "2031", "//Release[1]/PLine")});
    expect_all_caught(written("a takedown with ended deals", ErnVersion::ern_382),
                      {set("a takedown of the unknown", "MS16", "//UpdateIndicator", "OriginalMessage")});
    expect_all_caught(
        written("a single", ErnVersion::ern_382),
        {{"another title", "MD04",
          [](auto& d) { find(d, "//Release[1]//Title[@TitleType='DisplayTitle']/TitleText").text().set("Else"); },
          "//Release[1]/ReleaseDetailsByTerritory"}});
}

TEST(CheckMessage, CatchesEveryMutationOfWhatIsSaidOfAi) {
    auto const partly = written("a single", ErnVersion::ern_432);
    expect_all_caught(
        partly, {set("people in what is all AI's", "MS17", "//SoundRecording/ContainsAI", "All", "//Contributor[1]"),
                 set("AI in what contains none", "MS17", "//SoundRecording/ContainsAI", "None",
                     "//Contributor[SpecialContributor]/AiContribution"),
                 set("a person whose work is all AI's", "MS17", "//Contributor[1]/AiContribution", "All"),
                 set("an AI that did nothing", "MS17", "//Contributor[SpecialContributor]/AiContribution", "None"),
                 remove("silence about AI", "MS17", "//SoundRecording/ContainsAI", "//SoundRecording"),
                 set("a whole that has less than its part", "MS17", "//Release/ContainsAI", "None"),
                 set("a contributor who is nobody", "MS02", "//ContributorPartyReference", "PNobody"),
                 set("a nonsense genre", "MD14", "//DisplayGenre/GenreText", "Glorp")});
    auto settings = testing::live_settings();
    settings.version = ErnVersion::ern_432;
    auto const release = testing::with_records(testing::live_release(),
                                               {.vocals = AiShare::all, .composition = AiShare::all}, AiShare::all);
    expect_all_caught(*write_message(release, settings, testing::example_files()),
                      {set("a human voice in what is all AI's", "MS17", "//HasVocalPerformance", "true"),
                       set("no writer", "MS06", "//Contributor/Role[1]/Value", "Mixer", "//SoundRecording")});
}

TEST(CheckMessage, CatchesEveryMutationOfAPurge) {
    for (auto const version : {ErnVersion::ern_382, ErnVersion::ern_43, ErnVersion::ern_432})
        expect_all_caught(
            written("a purge", version),
            {set("a wrong check digit", "ID02", "//ICPN", "4006381333932"),
             {"a purge of nothing", "ID06", [](auto& d) { find(d, "//PurgedRelease/ReleaseId").remove_children(); },
              "//PurgedRelease/ReleaseId"},
             remove("a purge from nobody", "MS01", "//MessageSender", "//MessageHeader")});
}

std::string changed(std::string const& xml, Mutation const& mutation) {
    pugi::xml_document document;
    document.load_string(xml.c_str());
    mutation.change(document);
    return testing::printed(document);
}

TEST(CheckUpdate, HasNothingToSayOfAnUpdate) {
    for (auto const version : {ErnVersion::ern_382, ErnVersion::ern_43, ErnVersion::ern_432}) {
        auto const first = written("a single", version);
        auto release = testing::sent_release(testing::live_release());
        auto settings = testing::live_settings();
        settings.version = version;
        settings.message_id = "later";
        settings.created += std::chrono::hours(1);
        release = testing::with_records(release, {.composition = AiShare::none}, AiShare::none);
        auto const update =
            write_message(release, next_message(release, settings, MessageKind::update), testing::example_files());
        ASSERT_TRUE(update) << update.error().message;
        for (auto const& problem : check_update(first, *update))
            ADD_FAILURE() << problem.path << " " << problem.message;
    }
}

TEST(CheckUpdate, NamesWhatMustHaveStayed) {
    auto const before = written("an album of 20", ErnVersion::ern_43);
    auto const after = changed(changed(before, set("", "", "//MessageId", "later")),
                               set("", "", "//MessageCreatedDateTime", "2027-01-01T00:00:00.000Z"));
    ASSERT_TRUE(check_update(before, after).empty());
    for (auto const& mutation :
         {set("a message id used again", "ID06", "//MessageId", "0193a1b2-message"),
          set("an earlier message", "ID06", "//MessageCreatedDateTime", "2020-01-01T00:00:00.000Z"),
          set("another thread", "ID06", "//MessageThreadId", "another"),
          set("another sender", "ID06", "//MessageSender/PartyId", "PADPIDA2009101501Y"),
          set("another UPC", "ID06", "//Release/ReleaseId/ICPN", "4006381333948"),
          set("another ISRC", "ID06", "//SoundRecording[4]//ISRC", "GBAYE6900999"),
          set("another id of a track", "ID06", "//TrackRelease[2]//ProprietaryId", "another")}) {
        auto const xml = changed(after, mutation);
        auto const problems = check_update(before, xml);
        ASSERT_EQ(problems.size(), 1U) << mutation.name;
        pugi::xml_document document;
        document.load_string(xml.c_str());
        EXPECT_EQ(problems[0].rule, mutation.rule);
        EXPECT_EQ(document.select_node(problems[0].path.c_str()).node(),
                  document.select_node(mutation.at.c_str()).node())
            << mutation.name;
    }
}

}  // namespace
}  // namespace troupe::distribution
