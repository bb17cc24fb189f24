#include "music/brief.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/json.hpp"
#include "music/score.hpp"
#include "music/tables.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music {
namespace {

using testing::tables;

std::string error_of(Brief const& brief) {
    auto const checked = validate(brief, tables());
    return checked ? "" : checked.error().message;
}

TEST(Brief, NeedsOneOfGenreAndMood) {
    EXPECT_EQ(error_of({.genre = "lofi"}), "");
    EXPECT_EQ(error_of({.mood = "dark"}), "");
    EXPECT_EQ(error_of({}).substr(0, 6), "genre:");
}

TEST(Brief, NamesTheWrongField) {
    EXPECT_EQ(error_of({.genre = "polka"}).substr(0, 6), "genre:");
    EXPECT_EQ(error_of({.mood = "zesty"}).substr(0, 5), "mood:");
    EXPECT_EQ(error_of({.genre = "pop", .bpm = 500}).substr(0, 4), "bpm:");
    EXPECT_EQ(error_of({.genre = "pop", .bpm = std::nan("")}).substr(0, 4), "bpm:");
    EXPECT_EQ(error_of({.genre = "pop", .key = "H# purple"}).substr(0, 4), "key:");
    EXPECT_EQ(error_of({.genre = "pop", .metre = "7/8"}).substr(0, 6), "metre:");
    EXPECT_EQ(error_of({.genre = "pop", .valence = 2.0}).substr(0, 8), "valence:");
    EXPECT_EQ(error_of({.genre = "pop", .energy = std::nan("")}).substr(0, 7), "energy:");
    EXPECT_EQ(error_of({.genre = "pop", .metre = "four"}).substr(0, 6), "metre:");
    EXPECT_EQ(error_of({.genre = "pop", .seconds = 0}), "seconds: 0 is outside 15 to 600; leave it out for the genre's usual length");
    EXPECT_EQ(error_of({.genre = "pop", .seconds = 5}).substr(0, 8), "seconds:");
    EXPECT_EQ(error_of({.genre = "pop", .seconds = 3 * 3600}).substr(0, 8), "seconds:");
    EXPECT_EQ(error_of({.genre = "pop", .form = {"chorus", "solo"}}).substr(0, 8), "form[1]:");
    EXPECT_EQ(error_of({.genre = "pop", .parts = {"tuba"}}).substr(0, 9), "parts[0]:");
    EXPECT_EQ(error_of({.genre = "pop", .vocals = "yodel"}).substr(0, 7), "vocals:");
    EXPECT_EQ(error_of({.genre = "pop", .sound = {{"colours", 0.2}}}).substr(0, 13), "sound.colours");
    EXPECT_EQ(error_of({.genre = "pop", .sound = {{"grit", 3}}}).substr(0, 11), "sound.grit:");
}

TEST(Brief, RefusesEndlessLyrics) {
    Brief brief{.genre = "pop"};
    brief.lyrics = {{"verse", std::vector<LyricLine>(100'000, LyricLine{"la la la"})}};
    EXPECT_EQ(error_of(brief).substr(0, 7), "lyrics:");
}

TEST(Brief, SaysTheLimitsBesideTheField) {
    EXPECT_EQ(error_of({.genre = "pop", .bpm = 500}), "bpm: 500 is outside 40 to 240; leave it out to have it chosen");
    EXPECT_NE(error_of({.genre = "polka"}).find("known are"), std::string::npos);
    EXPECT_NE(error_of({.genre = "pop", .metre = "11/8"}).find("4/4"), std::string::npos);
    EXPECT_NE(error_of({.genre = "pop", .key = "H major"}).find("F# minor"), std::string::npos);
}

TEST(Brief, RefusesACatalogueWithoutEnd) {
    Brief brief{.genre = "pop"};
    brief.catalogue.resize(10'001);
    EXPECT_EQ(error_of(brief).substr(0, 10), "catalogue:");
    brief.catalogue = {{"Long", std::vector<std::uint32_t>(20'001)}};
    EXPECT_EQ(error_of(brief).substr(0, 19), "catalogue[0].grams:");
}

TEST(Brief, StressesMustFitTheSyllables) {
    Brief brief{.genre = "pop"};
    brief.lyrics = {{"verse", {{"walking home", 0, {}, "101"}}}};
    EXPECT_EQ(error_of(brief), "");
    brief.lyrics[0].lines[0].stresses = "10";
    EXPECT_EQ(error_of(brief), "lyrics[0].lines[0].stresses: has 2 letters for 3 syllables");
    brief.lyrics[0].lines[0].stresses = "1x1";
    EXPECT_EQ(error_of(brief).substr(0, 28), "lyrics[0].lines[0].stresses:");
}

TEST(Brief, ReadsItsJson) {
    auto const zero = json::parse<Brief>(R"({"genre":"lofi","seconds":0})");
    ASSERT_TRUE(zero) << zero.error().message;
    EXPECT_EQ(error_of(*zero).substr(0, 8), "seconds:") << "an asked 0 is not the same as nothing asked";

    auto const brief = json::parse<Brief>(R"({"genre":"lofi","key":"F# minor","sound":{"grit":0.5},"lyrics":[{"section":"hook","lines":[{"text":"hello"}]}]})");
    ASSERT_TRUE(brief) << brief.error().message;
    EXPECT_EQ(brief->lyrics[0].lines[0].text, "hello");
    EXPECT_FALSE(json::parse<Brief>(R"({"genre":"lofi","tempi":1})"));
}

TEST(Key, ReadsWhatPeopleWrite) {
    EXPECT_EQ(parse_key("F# minor")->tonic, 6);
    EXPECT_EQ(parse_key("Bbm")->tonic, 10);
    EXPECT_EQ(parse_key("Bbm")->mode, "minor");
    EXPECT_EQ(parse_key("C")->mode, "major");
    EXPECT_EQ(parse_key("d dorian")->mode, "dorian");
    EXPECT_EQ(parse_key("E♭ major")->tonic, 3);
    for (auto const* wrong : {"", "H", "F# purple", "sharp", "12"}) EXPECT_FALSE(parse_key(wrong)) << wrong;
    EXPECT_EQ(key_name(6, "minor"), "F# minor");
    EXPECT_EQ(key_name(10, "major"), "Bb major");
}

}  // namespace
}  // namespace troupe::music
