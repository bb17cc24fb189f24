#include "flow/briefs.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "distribution/genres.hpp"
#include "music/tables.hpp"
#include "visual/system.hpp"

namespace troupe::flow {
namespace {

/// The tables of the three rooms are written apart; this is where they must agree.
class Vocabulary : public ::testing::Test {
protected:
    writing::GenreTable genres = *writing::load_genres();
    music::Tables music = *music::Tables::load();
};

TEST_F(Vocabulary, TheComposerPlaysEveryGenreTheWriterKnows) {
    ASSERT_GE(genres.size(), 20U);
    for (auto const& [id, genre] : genres) EXPECT_TRUE(music.genre_id(genre.music_genre)) << id << " -> " << genre.music_genre;
}

TEST_F(Vocabulary, TheComposerFeelsEveryMoodTheWriterGives) {
    for (auto const& [id, genre] : genres)
        for (auto const& [mood, weight] : genre.moods) EXPECT_TRUE(music.mood_id(mood)) << id << ": " << mood;
}

TEST_F(Vocabulary, ThePainterKnowsEveryFamilyTheWriterNames) {
    auto const& known = visual::family_names();
    for (auto const& [id, genre] : genres)
        for (auto const& [family, weight] : genre.visual_families)
            EXPECT_NE(std::find(known.begin(), known.end(), family), known.end()) << id << ": " << family;
}

TEST_F(Vocabulary, StoresKnowWhereToFileEveryGenre) {
    for (auto const& [id, genre] : genres) EXPECT_TRUE(distribution::is_store_genre(distribution::store_genre(id).genre)) << id;
}

artist::Document artist_with(artist::Style style) {
    artist::Document document;
    document.profile.core.name = "Somebody";
    document.profile.core.home_genre = "techno";
    document.profile.style = std::move(style);
    document.seed = 5;
    return document;
}

TEST_F(Vocabulary, ASongStaysWithinTheArtistsTempoAndModes) {
    artist::Style style;
    style.genres = {{"techno", 1, 1}};
    style.tempo_low.value = 128;
    style.tempo_high.value = 131;
    style.modes = {{"phrygian", 0.5, 1}, {"minor", 0.5, 1}};
    auto const artist = artist_with(style);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        auto const song = plan_song(artist, {}, genres, music, seed);
        EXPECT_GE(song.brief.bpm, 128);
        EXPECT_LE(song.brief.bpm, 131);
        EXPECT_TRUE(song.brief.key.ends_with("phrygian") || song.brief.key.ends_with("minor")) << song.brief.key;
        EXPECT_TRUE(music::validate(song.brief, music)) << music::validate(song.brief, music).error().message;
    }
}

TEST_F(Vocabulary, AnArtistWithoutAVoiceGetsNoWords) {
    auto artist = artist_with({});
    EXPECT_TRUE(words_wanted(artist, 1).form.empty());
    artist.profile.style.vocals = "sung";
    auto const wanted = words_wanted(artist, 1);
    EXPECT_GE(wanted.form.size(), 4U);
    EXPECT_EQ(plan_song(artist, {}, genres, music, 1).brief.vocals, "none");
}

TEST(Seeds, SurviveEveryJsonReader) {
    artist::Document artist;
    artist.seed = 99;
    for (std::uint64_t i = 0; i < 100; ++i) EXPECT_LT(seed_for(artist, "track", i), 1ULL << 53);
    EXPECT_NE(seed_for(artist, "track", 1), seed_for(artist, "track", 2));
    EXPECT_NE(seed_for(artist, "track", 1), seed_for(artist, "cover", 1));
}

TEST(SpokenDate, IsReadAsPeopleSayIt) {
    EXPECT_EQ(spoken_date(*parse_date("2026-11-27")), "Friday 27 November");
    EXPECT_EQ(spoken_date(*parse_date("2027-01-01")), "Friday 1 January");
}

}  // namespace
}  // namespace troupe::flow
