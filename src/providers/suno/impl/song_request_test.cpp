#include "providers/suno/impl/song_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace troupe::providers::suno::impl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Kind = SongRequest::Kind;

music::Tables const& tables() {
    static auto const loaded = music::Tables::load().value();
    return loaded;
}
SongRequest request(music::Brief const& brief, Limits const& limits = {}) {
    return song_request(brief, tables(), limits);
}

music::Brief const plain{
    .genre = "techno", .mood = "dark", .bpm = 132, .key = "F# minor", .title = "Low Tide", .artist = "Vesper Lune"};

music::Brief sung() {
    auto brief = plain;
    brief.vocals = "sung";
    brief.lyrics = {{"verse", {{"one"}, {"two"}}}, {"chorus", {{"come [back] slow"}}}, {"verse", {{"three"}}}};
    return brief;
}

TEST(SongRequest, PutsTheImportantWordsFirst) {
    auto const song = request(plain);
    EXPECT_EQ(song.kind, Kind::instrumental);
    EXPECT_THAT(song.style, ::testing::StartsWith("techno, dark, instrumental, 132 BPM, F# minor, rumble bass"));
    EXPECT_EQ(song.negative, "vocals");
    EXPECT_EQ(song.title, "Low Tide");
    EXPECT_THAT(song.lyrics, IsEmpty());
    EXPECT_THAT(song.notes, IsEmpty());
}

TEST(SongRequest, NamesNoArtist) {
    auto const song = request(sung());
    EXPECT_THAT(song.style + song.lyrics + song.title + song.negative, Not(HasSubstr("Vesper")));
}

TEST(SongRequest, TellsSoundPartsAndMetre) {
    auto brief = plain;
    brief.sound = {{"brightness", -0.5}, {"space", 0.6}, {"grit", -0.4}, {"warmth", 0.1}};
    brief.parts = {"bass", "pad"};
    brief.metre = "6/8";
    auto const song = request(brief, {.style = 1000});
    for (auto const* words : {"muffled", "spacious reverb", "clean", "6/8 time"})
        EXPECT_THAT(song.style, HasSubstr(words));
    EXPECT_THAT(song.style, Not(HasSubstr("warm analog")));
    EXPECT_THAT(song.style, Not(HasSubstr("drums")));
    EXPECT_EQ(song.negative, "vocals, drums, distortion");
}

TEST(SongRequest, TagsTheWords) {
    auto const song = request(sung());
    EXPECT_EQ(song.kind, Kind::sung);
    EXPECT_EQ(song.lyrics, "[Verse 1]\none\ntwo\n\n[Chorus]\ncome (back) slow\n\n[Verse 2]\nthree");
}

TEST(SongRequest, FollowsTheFormThatIsAskedFor) {
    auto brief = sung();
    brief.form = {"intro", "verse", "chorus", "verse", "prechorus", "chorus"};
    EXPECT_EQ(request(brief).lyrics,
              "[Intro]\n\n[Verse 1]\none\ntwo\n\n[Chorus]\ncome (back) slow\n\n[Verse "
              "2]\nthree\n\n[Pre-Chorus]\n\n[Chorus]\ncome (back) slow");
}

TEST(SongRequest, DescribesASongWithoutWords) {
    auto brief = sung();
    brief.lyrics.clear();
    auto const song = request(brief);
    EXPECT_EQ(song.kind, Kind::described);
    EXPECT_THAT(song.description, HasSubstr("a song called \"Low Tide\", techno, dark, sung vocals"));
    EXPECT_THAT(song.style, IsEmpty());
}

TEST(SongRequest, CutsAtTheLimitsAndSaysSo) {
    auto brief = sung();
    brief.title = "Ein sehr langes Lied über die Gezeiten und das Meer";
    Limits const tight{.lyrics = 30, .style = 25, .title = 20, .description = 100, .longest_seconds = 240};
    auto const song = request(brief, tight);
    EXPECT_EQ(song.title, "Ein sehr langes Lied");
    EXPECT_EQ(song.style, "techno, dark, sung vocals");
    EXPECT_EQ(song.lyrics, "[Verse 1]\none\ntwo");
    EXPECT_THAT(song.notes,
                ElementsAre(HasSubstr("the title was cut to 20 characters"),
                            HasSubstr("the style was cut to 25 characters; left out: 132 BPM, F# minor"),
                            HasSubstr("the words were cut to 30 characters; the last 2 sections were left out")));
}

TEST(SongRequest, CountsCharactersNotBytes) {
    auto brief = sung();
    brief.title = "ÄÖÜ ÄÖÜ ÄÖÜ";
    auto const song = request(brief, {.lyrics = 3000, .style = 200, .title = 11});
    EXPECT_EQ(song.title, brief.title);
}

TEST(SongRequest, HasATitleWithoutOne) {
    auto brief = plain;
    brief.title.clear();
    EXPECT_EQ(request(brief).title, "Dark techno");
    brief.mood.clear();
    EXPECT_EQ(request(brief).title, "Techno");
}

TEST(Submission, LeavesOutWhatIsEmpty) {
    auto const dialects = load_dialects().value();
    auto brief = sung();
    auto song = request(brief);
    song.negative.clear();
    auto const body = submission(dialects.at("kie"), song, "V5", "https://me.example/?order=1").as_object();
    EXPECT_FALSE(body.contains("negativeTags"));
    EXPECT_EQ(body.at("customMode"), true);
    EXPECT_EQ(body.at("prompt").as_string(), song.lyrics);
    EXPECT_EQ(body.at("callBackUrl"), "https://me.example/?order=1");
    EXPECT_FALSE(submission(dialects.at("newapi"), song, "chirp-v4", "").as_object().contains("notify_hook"));
}

TEST(Submission, WordsAreNoPlaceholders) {
    auto const dialects = load_dialects().value();
    auto brief = plain;
    brief.title = "{callback}";
    auto const body = submission(dialects.at("sunoapi"), request(brief), "V5", "https://me.example").as_object();
    EXPECT_EQ(body.at("title"), "{callback}");
}

TEST(FilledPath, MakesValuesSafe) {
    EXPECT_EQ(filled_path("/get?ids={task}&x=1", {{"task", "a,b&c=/../d e"}}), "/get?ids=a,b%26c%3D%2F..%2Fd%20e&x=1");
}

}  // namespace
}  // namespace troupe::providers::suno::impl
