#include "distribution/semantic.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <functional>
#include <pugixml.hpp>
#include <sstream>

#include "distribution/testing/example_release.hpp"

namespace troupe::distribution {
namespace {

struct Mutation {
    char const* name;
    char const* rule;  ///< that must catch it
    std::function<void(pugi::xml_document&)> change;
};

/// The element must be there, or the mutation would test nothing.
pugi::xml_node find(pugi::xml_document& document, char const* path) {
    auto const node = document.select_node(path).node();
    EXPECT_TRUE(node) << path;
    return node;
}

auto set(char const* path, char const* value) {
    return [=](pugi::xml_document& d) { find(d, path).text().set(value); };
}
auto remove(char const* path) {
    return [=](pugi::xml_document& d) {
        auto const node = find(d, path);
        node.parent().remove_child(node);
    };
}
auto repeat(char const* path) {
    return [=](pugi::xml_document& d) {
        auto const node = find(d, path);
        node.parent().insert_copy_after(node, node);
    };
}
auto attribute(char const* path, char const* name, char const* value) {
    return [=](pugi::xml_document& d) { find(d, path).attribute(name).set_value(value); };
}
auto add(char const* path, char const* name, char const* value) {
    return [=](pugi::xml_document& d) { find(d, path).append_child(name).text().set(value); };
}

Mutation const mutations[] = {
    {"an artist who is nobody", "MS02", set("//SoundRecording/DisplayArtist/ArtistPartyReference", "PNobody")},
    {"a contributor who is nobody", "MS02", set("//ContributorPartyReference", "PNobody")},
    {"a label that is nobody", "MS02", set("//ReleaseLabelReference", "PNobody")},
    {"a recording that is not there", "MS02", set("//ReleaseResourceReference", "A9")},
    {"a cover that is not there", "MS02", set("//LinkedReleaseResourceReference", "A9")},
    {"a deal for another release", "MS02", set("//DealReleaseReference", "R7")},
    {"a visibility that is not there", "MS02", set("//Release/ReleaseVisibilityReference", "V9")},
    {"a visibility nobody uses", "MS02", remove("//Release/ReleaseVisibilityReference")},
    {"a cover nobody uses", "MS02", remove("//LinkedReleaseResourceReference")},
    {"two parties with one name", "MS02", set("//Party[2]/PartyReference", "PArtist")},
    {"two resources with one name", "MS02", set("//Image/ResourceReference", "A1")},
    {"two technical details with one name", "MS02", set("//Image//TechnicalResourceDetailsReference", "T1")},
    {"a party nobody names", "MS02", repeat("//Party[2]")},
    {"an artist numbered 2", "MS03", attribute("//SoundRecording/DisplayArtist", "SequenceNumber", "2")},
    {"a contributor numbered 0", "MS03", attribute("//Contributor", "SequenceNumber", "0")},
    {"a track numbered 3", "MS03", set("//ResourceGroupContentItem/SequenceNumber", "3")},
    {"an artist without a number", "MS08",
     [](pugi::xml_document& d) { find(d, "//Release/DisplayArtist").remove_attribute("SequenceNumber"); }},
    {"two artists with one number", "MS03", repeat("//Release/DisplayArtist")},
    {"a short ISRC", "ID01", set("//ISRC", "GBAYE690053")},
    {"an ISRC with hyphens", "ID01", set("//ISRC", "GB-AYE-69-00531")},
    {"an ISRC of small letters", "ID01", set("//ISRC", "gbaye6900531")},
    {"a wrong check digit", "ID02", set("//ICPN", "4006381333932")},
    {"an ICPN of letters", "ID02", set("//ICPN", "40063813X3931")},
    {"an ICPN of eleven digits", "ID02", set("//ICPN", "03600029145")},
    {"a DPID with dashes", "ID03", set("//MessageSender/PartyId", "PA-DPIDA-2013042401-U")},
    {"a DPID that is none", "ID03", set("//MessageRecipient/PartyId", "PADPIDANONE")},
    {"a DPID of a wrong check", "ID03", set("//MessageSender/PartyId", "PADPIDA2013042401V")},
    {"a live message without an ISRC", "ID04", remove("//ISRC")},
    {"a live message without a UPC or GRid", "ID04",
     [](pugi::xml_document& d) {
         remove("//ICPN")(d);
         remove("//GRid")(d);
     }},
    {"an ISNI of a wrong check", "ID05", set("//ISNI", "0000000121032684")},
    {"an ISWC of a wrong check", "ID05", set("//ISWC", "T0345246802")},
    {"a GRid of a wrong check", "ID05", set("//GRid", "A12425GABC1234002N")},
    {"an IPI of ten digits", "ID05", set("//IpiNameNumber", "0005221004")},
    {"no writer", "MS06",
     [](pugi::xml_document& d) {
         set("//Contributor[1]/Role[1]", "Mixer")(d);
         set("//Contributor[2]/Role[1]", "Mixer")(d);
     }},
    {"a contributor without a role", "MS06",
     [](pugi::xml_document& d) {
         auto c = find(d, "//Contributor[2]");
         while (c.remove_child("Role")) {
         }
     }},
    {"a party with two entries", "MS09",
     [](pugi::xml_document& d) {
         auto c = find(d, "//Contributor[2]");
         c.child("ContributorPartyReference").text().set("PArtist");
     }},
    {"two recordings in a single", "MS05", repeat("//SoundRecording")},
    {"no cover", "MS05", set("//Image/Type", "Poster")},
    {"a track release in a single", "MS04",
     [](pugi::xml_document& d) { find(d, "//ReleaseList").append_child("TrackRelease"); }},
    {"two releases", "MS04", repeat("//Release")},
    {"a video in an audio single", "VC06",
     [](pugi::xml_document& d) { find(d, "//ResourceList").append_child("Video"); }},
    {"another title on the release", "MD04", set("//Release/DisplayTitleText", "Something Else")},
    {"an empty title", "MS14", set("//SoundRecording/DisplayTitle/TitleText", " ")},
    {"a control character in a name", "MS14", set("//Party[1]/PartyName/FullName", "Norra\x01Vang")},
    {"a nonsense genre", "MD14", set("//GenreText", "Glorp")},
    {"an explicit track on a clean release", "MD11", set("//SoundRecording/ParentalWarningType", "Explicit")},
    {"an explicit release without such a track", "MD11", set("//Release/ParentalWarningType", "Explicit")},
    {"a sung instrumental", "MD10", set("//IsInstrumental", "true")},
    {"a song in no language", "MD10", remove("//LanguageOfPerformance")},
    {"a length that is none", "AU11", set("//SoundRecording/Duration", "PT0S")},
    {"a length that is no duration", "AU11", set("//SoundRecording/Duration", "185")},
    {"a release longer than its track", "AU11", set("//Release/Duration", "PT9M0S")},
    {"parts of seconds", "MS11", set("//SoundRecording/Duration", "PT3M5.25S")},
    {"a cover that is not square", "CV01", set("//ImageHeight", "2000")},
    {"shown after it is sold", "MS10", set("//ReleaseDisplayStartDateTime", "2027-01-01T00:00:00")},
    {"a deal that ends before it starts", "MS10", add("//ValidityPeriod", "EndDate", "2020-01-01")},
    {"no release date", "MS07",
     [](pugi::xml_document& d) {
         remove("//Release/ReleaseDate")(d);
         remove("//Release/OriginalReleaseDate")(d);
     }},
    {"a P line of the future", "MD12", set("//Release/PLine/Year", "2031")},
    {"a C line with its sign", "MD12", set("//Release/CLine/CLineText", "© 2026 Norra Vang")},
    {"a hash of the wrong length", "MS12", set("//DeliveryFile//HashSumValue", "abc")},
    {"a hash that is no hexadecimal", "MS12", set("//DeliveryFile//HashSumValue", "zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")},
    {"no hash", "MS12", remove("//DeliveryFile//HashSum")},
    {"a file outside the package", "MS12", set("//DeliveryFile//URI", "../../etc/passwd")},
    {"an absolute file", "MS12", set("//DeliveryFile//URI", "/etc/passwd")},
    {"a file on a server", "MS12", set("//DeliveryFile//URI", "https://example.org/a.flac")},
    {"own words without a name space", "MS15", set("//Contributor/Role", "UserDefined")},
    {"another version of the standard", "MS01", attribute("/*", "xmlns:ern", "http://ddex.net/xml/ern/382")},
};

pugi::xml_document sound_message() {
    auto release = testing::live_release();
    release.grid = {"A12425GABC1234002M", CodeStatus::assigned, "test"};
    release.artist_isni = "0000000121032683";
    release.tracks[0].iswc = "T0345246801";
    release.tracks[0].contributors.push_back({"Anna Person", {"Lyricist", "Vocalist"}, "", "", "00052210040"});
    pugi::xml_document document;
    document.load_string(write_message(release, testing::live_settings(), testing::example_files())->c_str());
    return document;
}

std::string printed(pugi::xml_document const& document) {
    std::ostringstream out;
    document.save(out);
    return out.str();
}

TEST(CheckMessage, HasNothingToSayOfASoundMessage) {
    auto const problems = check_message(printed(sound_message()));
    for (auto const& problem : problems) ADD_FAILURE() << problem.rule << " " << problem.path << " " << problem.message;
}

TEST(CheckMessage, CatchesEveryMutation) {
    for (auto const& mutation : mutations) {
        auto document = sound_message();
        mutation.change(document);
        bool caught = false;
        std::string others;
        for (auto const& problem : check_message(printed(document))) {
            caught = caught || problem.rule == mutation.rule;
            others += problem.rule + " ";
            EXPECT_FALSE(problem.message.empty());
            EXPECT_FALSE(problem.fix.empty());
            EXPECT_EQ(problem.path[0], '/') << mutation.name;
        }
        EXPECT_TRUE(caught) << mutation.name << " was not caught by " << mutation.rule << ", but by: " << others;
    }
    EXPECT_GE(std::size(mutations), 60U);
}

TEST(CheckMessage, SaysWhereAndWhatToDo) {
    auto document = sound_message();
    find(document, "//ReleaseResourceReference").text().set("A9");
    auto const problems = check_message(printed(document));
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
    std::string deep;
    for (int i = 0; i < 5000; ++i) deep += "<a>";
    EXPECT_FALSE(check_message(deep).empty());
}

TEST(CheckMessage, SurvivesAnyByteChanged) {
    auto const xml = printed(sound_message());
    rc::check("one byte", [&] {
        auto copy = xml;
        copy[*rc::gen::inRange<std::size_t>(0, copy.size())] = *rc::gen::arbitrary<char>();
        static_cast<void>(check_message(copy));
    });
}

}  // namespace
}  // namespace troupe::distribution
