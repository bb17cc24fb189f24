#include "distribution/semantic.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "distribution/testing/example_release.hpp"
#include "distribution/testing/message_shapes.hpp"
#include "distribution/testing/mutations.hpp"

namespace troupe::distribution {
namespace {

using testing::add;
using testing::attribute;
using testing::find;
using testing::Mutation;
using testing::remove;
using testing::repeat;
using testing::set;

std::vector<Mutation> const mutations_of_a_single{
    set("an artist who is nobody", "MS02", "//SoundRecording/DisplayArtist/ArtistPartyReference", "PNobody"),
    set("a contributor who is nobody", "MS02", "//Contributor[1]/ContributorPartyReference", "PNobody"),
    set("a label that is nobody", "MS02", "//ReleaseLabelReference", "PNobody"),
    set("a recording that is not there", "MS02", "//ReleaseResourceReference", "A9"),
    set("a cover that is not there", "MS02", "//LinkedReleaseResourceReference", "A9"),
    set("a deal for another release", "MS02", "//DealReleaseReference", "R7"),
    set("a visibility that is not there", "MS02", "//Release/ReleaseVisibilityReference", "V9"),
    remove("a visibility nobody uses", "MS02", "//Release/ReleaseVisibilityReference", "//VisibilityReference"),
    remove("a cover nobody uses", "MS02", "//LinkedReleaseResourceReference", "//Image/ResourceReference"),
    set("two parties with one name", "MS02", "//Party[2]/PartyReference", "PArtist"),
    set("two resources with one name", "MS02", "//Image/ResourceReference", "A1"),
    set("two technical details with one name", "MS02", "//Image//TechnicalResourceDetailsReference", "T1"),
    repeat("a party nobody names", "MS02", "//Party[2]", "//Party[3]/PartyReference"),
    attribute("an artist numbered 2", "MS03", "//SoundRecording/DisplayArtist", "SequenceNumber", "2"),
    attribute("a contributor numbered 0", "MS03", "//Contributor[1]", "SequenceNumber", "0"),
    {"a track numbered 3", "MS03",
     [](auto& d) { find(d, "//ResourceGroupContentItem/SequenceNumber").text().set("3"); },
     "//ResourceGroupContentItem"},
    {"an artist without a number", "MS08",
     [](auto& d) { find(d, "//Release/DisplayArtist").remove_attribute("SequenceNumber"); }, "//Release/DisplayArtist"},
    repeat("two artists with one number", "MS03", "//Release/DisplayArtist", "//Release/DisplayArtist[2]"),
    set("a short ISRC", "ID01", "//ISRC", "GBAYE690053"),
    set("an ISRC with hyphens", "ID01", "//ISRC", "GB-AYE-69-00531"),
    set("an ISRC of small letters", "ID01", "//ISRC", "gbaye6900531"),
    set("a wrong check digit", "ID02", "//ICPN", "4006381333932"),
    set("an ICPN of letters", "ID02", "//ICPN", "40063813X3931"),
    set("an ICPN of eleven digits", "ID02", "//ICPN", "03600029145"),
    set("a DPID with dashes", "ID03", "//MessageSender/PartyId", "PA-DPIDA-2013042401-U"),
    set("a DPID that is none", "ID03", "//MessageRecipient/PartyId", "PADPIDANONE"),
    set("a DPID of a wrong check", "ID03", "//MessageSender/PartyId", "PADPIDA2013042401V"),
    remove("a live message without an ISRC", "ID04", "//ISRC", "//SoundRecording"),
    {"a live message without a UPC or GRid", "ID04",
     [](auto& d) {
         find(d, "//ReleaseId").remove_child("ICPN");
         find(d, "//ReleaseId").remove_child("GRid");
     },
     "//Release/ReleaseId"},
    {"a release without an id", "ID06", [](auto& d) { find(d, "//ReleaseId").remove_children(); }, "//ReleaseId"},
    set("a message without an id", "ID06", "//MessageId", " "),
    remove("a message to nobody", "MS01", "//MessageRecipient", "//MessageHeader"),
    remove("a message of no thread", "ID06", "//MessageThreadId", "//MessageHeader"),
    set("an ISNI of a wrong check", "ID05", "//ISNI", "0000000121032684"),
    set("an ISWC of a wrong check", "ID05", "//ISWC", "T0345246802"),
    set("a GRid of a wrong check", "ID05", "//GRid", "A12425GABC1234002N"),
    set("an IPI of ten digits", "ID05", "//IpiNameNumber", "0005221004"),
    {"no writer", "MS06",
     [](auto& d) {
         for (auto const& role : d.select_nodes("//Contributor/Role")) role.node().text().set("Mixer");
     },
     "//SoundRecording"},
    {"a contributor without a role", "MS06",
     [](auto& d) {
         while (find(d, "//Contributor[2]").remove_child("Role")) {
         }
     },
     "//Contributor[2]"},
    set("a party with two entries", "MS09", "//Contributor[2]/ContributorPartyReference", "PArtist",
        "//Contributor[2]"),
    repeat("two recordings in a single", "MS05", "//SoundRecording", "//ResourceList"),
    set("no cover", "MS05", "//Image/Type", "Poster", "//ResourceList"),
    add("a track release in a single", "MS04", "//ReleaseList", "TrackRelease", ""),
    repeat("two releases", "MS04", "//Release", "//ReleaseList"),
    add("a video in an audio single", "VC06", "//ResourceList", "Video", ""),
    set("another title on the release", "MD04", "//Release/DisplayTitleText", "Something Else"),
    set("an empty title", "MS14", "//SoundRecording/DisplayTitle/TitleText", " "),
    set("a control character in a name", "MS14", "//Party[1]/PartyName/FullName", "Norra\x01Vang"),
    set("a nonsense genre", "MD14", "//GenreText", "Glorp"),
    set("an explicit track on a clean release", "MD11", "//SoundRecording/ParentalWarningType", "Explicit",
        "//Release/ParentalWarningType"),
    set("an explicit release without such a track", "MD11", "//Release/ParentalWarningType", "Explicit"),
    set("a sung instrumental", "MD10", "//IsInstrumental", "true", "//HasVocalPerformance"),
    remove("a song in no language", "MD10", "//LanguageOfPerformance", "//SoundRecording"),
    set("a length that is none", "AU11", "//SoundRecording/Duration", "PT0S"),
    set("a length that is no duration", "AU11", "//SoundRecording/Duration", "185"),
    set("a file of another length", "AU11", "//DeliveryFile/Duration", "PT2M5S"),
    set("a release longer than its track", "AU11", "//Release/Duration", "PT9M0S"),
    set("parts of seconds", "MS11", "//SoundRecording/Duration", "PT3M5.25S"),
    set("a cover that is not square", "CV01", "//ImageHeight", "2000", "//Image/TechnicalDetails"),
    set("shown after it is sold", "MS10", "//ReleaseDisplayStartDateTime", "2027-01-01T00:00:00"),
    set("a cover held back for too long", "MS10", "//CoverArtPreviewStartDateTime", "2027-01-01T00:00:00"),
    add("a deal that ends before it starts", "MS10", "//Deal[1]//ValidityPeriod", "EndDate", "2020-01-01"),
    set("a first release after this one", "MS10", "//OriginalReleaseDate", "2027-06-01"),
    {"no release date", "MS07",
     [](auto& d) {
         find(d, "//Release").remove_child("ReleaseDate");
         find(d, "//Release").remove_child("OriginalReleaseDate");
     },
     "//Release"},
    {"a deal for the world and a country", "MS16",
     [](auto& d) {
         auto const world = find(d, "//Deal[1]//TerritoryCode");
         world.parent().insert_copy_after(world, world).text().set("DE");
     },
     "//Deal[1]//TerritoryCode[2]"},
    repeat("a use allowed twice", "MS16", "//Deal[1]//UseType[1]", "//Deal[1]//UseType[2]"),
    remove("a use under no model", "MS16", "//Deal[3]//CommercialModelType", "//Deal[3]/DealTerms"),
    add("a pre-order on the day of the release", "MS16", "//Deal[1]/DealTerms", "IsPreOrderDeal", "true",
        "//Deal[1]//StartDate"),
    set("a P line of the future", "MD12", "//Release/PLine/Year", "2031", "//Release/PLine"),
    set("a C line with its sign", "MD12", "//Release/CLine/CLineText", "© 2026 Norra Vang", "//Release/CLine"),
    set("a hash of the wrong length", "MS12", "//DeliveryFile//HashSumValue", "abc", "//DeliveryFile//HashSum"),
    set("a hash that is no hexadecimal", "MS12", "//DeliveryFile//HashSumValue", "zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "//DeliveryFile//HashSum"),
    remove("no hash", "MS12", "//DeliveryFile//HashSum", "//DeliveryFile/File"),
    set("a file outside the package", "MS12", "//DeliveryFile//URI", "../../etc/passwd"),
    set("an absolute file", "MS12", "//DeliveryFile//URI", "/etc/passwd"),
    set("a file on a server", "MS12", "//DeliveryFile//URI", "https://example.org/a.flac"),
    set("one file for two things", "MS12", "//Image//URI", "resources/audio.flac"),
    set("own words without a name space", "MS15", "//Contributor[1]/Role[1]", "UserDefined"),
    attribute("another version of the standard", "MS01", "/*", "xmlns:ern", "http://ddex.net/xml/ern/341")};

std::string sound_message() {
    auto release = testing::live_release();
    release.grid = {"A12425GABC1234002M", CodeStatus::assigned, "test"};
    release.artist_isni = "0000000121032683";
    release.tracks[0].iswc = "T0345246801";
    release.tracks[0].contributors.push_back({"Anna Person", {"Lyricist", "Vocalist"}, "", "", "00052210040"});
    return *write_message(release, testing::live_settings(), testing::example_files());
}

TEST(CheckMessage, HasNothingToSayOfASoundMessage) {
    for (auto const& problem : check_message(sound_message()))
        ADD_FAILURE() << problem.rule << " " << problem.path << " " << problem.message;
}

TEST(CheckMessage, CatchesEveryMutationOfASingle) {
    for (auto const& mutation : mutations_of_a_single) testing::expect_caught(sound_message(), mutation);
    EXPECT_GE(mutations_of_a_single.size(), 60U);
}

TEST(CheckMessage, SaysWhereAndWhatToDo) {
    pugi::xml_document document;
    document.load_string(sound_message().c_str());
    testing::find(document, "//ReleaseResourceReference").text().set("A9");
    auto const problems = check_message(testing::printed(document));
    ASSERT_FALSE(problems.empty());
    EXPECT_EQ(
        problems[0].path,
        "/ern:NewReleaseMessage/ReleaseList/Release/ResourceGroup/ResourceGroupContentItem/ReleaseResourceReference");
    EXPECT_NE(problems[0].message.find("A9"), std::string::npos);
}

TEST(CheckMessage, RefusesDoctypesBombsAndRubbish) {
    EXPECT_EQ(check_message("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>")[0].rule, "MS01");
    EXPECT_EQ(check_message("")[0].rule, "MS01");
    EXPECT_EQ(check_message("<a>")[0].rule, "MS01");
    EXPECT_EQ(check_message(std::string("<a>\xff</a>"))[0].rule, "MS01");
    EXPECT_EQ(check_message(std::string(largest_message_bytes + 1, ' '))[0].rule, "MS01");
}

TEST(CheckMessage, OpensNoEntityOfAStranger) {
    auto xml = sound_message();
    xml.insert(xml.find("<ern:"), "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>");
    auto const problems = check_message(xml);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_NE(problems[0].message.find("document type"), std::string::npos);
}

TEST(CheckMessage, RefusesWhatIsNestedTooDeep) {
    std::string opening, closing;
    for (int i = 0; i < 100'000; ++i) {
        opening += "<a>";
        closing += "</a>";
    }
    auto const problems = check_message("<ern:NewReleaseMessage xmlns:ern=\"http://ddex.net/xml/ern/43\">" + opening +
                                        closing + "</ern:NewReleaseMessage>");
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_NE(problems[0].message.find("levels deep"), std::string::npos);
}

TEST(CheckMessage, StopsCountingProblemsSomewhere) {
    pugi::xml_document document;
    document.load_string(sound_message().c_str());
    auto list = testing::find(document, "//DealList/ReleaseDeal");
    for (int i = 0; i < 5'000; ++i) list.prepend_child("DealReleaseReference").text().set("R7");
    EXPECT_EQ(check_message(testing::printed(document)).size(), 500U);
}

TEST(CheckMessage, SurvivesAnyByteChanged) {
    auto const xml = sound_message();
    rc::check("one byte", [&] {
        auto copy = xml;
        copy[*rc::gen::inRange<std::size_t>(0, copy.size())] = *rc::gen::arbitrary<char>();
        static_cast<void>(check_message(copy));
    });
}

}  // namespace
}  // namespace troupe::distribution
