#include "base/testing/scratch_folder.hpp"
#include "music/tables.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace troupe::music {
namespace {

class TablesFromFiles : public ::testing::Test {
protected:
    std::filesystem::path write(std::string const& name, std::string const& text) {
        auto const folder = troupe::testing::scratch_folder("music_tables");
        std::filesystem::create_directories(folder);
        std::ofstream(folder / name) << text;
        return folder / name;
    }
    std::string genre_error(std::string const& text) {
        auto const tables = Tables::load(write("genres.json", text));
        return tables ? "" : tables.error().message;
    }
};

TEST(Tables, BuiltInsAreSoundAndComplete) {
    auto const tables = Tables::load();
    ASSERT_TRUE(tables) << tables.error().message;
    for (auto const* id : {"techno", "ambient", "trap", "dark_trap", "phonk", "hip_hop", "lofi", "edm", "house",
                           "pop", "indie", "synthwave", "drum_and_bass", "acoustic", "afrobeats", "blues",
                           "bossa_nova", "cinematic", "classical", "country", "disco", "dubstep", "fado", "garage",
                           "hyperpop", "jazz", "metal", "punk", "r_and_b", "reggae", "reggaeton", "rock", "soul"})
        EXPECT_TRUE(tables->genres().contains(id)) << id;
    for (auto const* id : {"melancholic", "energetic", "dark", "uplifting", "nostalgic", "aggressive", "chill", "ethereal"})
        EXPECT_TRUE(tables->moods().contains(id)) << id;
    EXPECT_EQ(tables->tempi().size(), 3U);
}

TEST(Tables, WordsOfPeopleFindTheirGenre) {
    auto const tables = Tables::load().value();
    EXPECT_EQ(tables.genre_id("Lo-Fi"), "lofi");
    EXPECT_EQ(tables.genre_id("electronic"), "techno");
    EXPECT_EQ(tables.genre_id("Hip-Hop"), "hip_hop");
    EXPECT_EQ(tables.genre_id("DARK TRAP"), "dark_trap");
    EXPECT_EQ(tables.genre_id("R&B"), "r_and_b");
    EXPECT_EQ(tables.genre_id("singer/songwriter"), "acoustic");
    EXPECT_EQ(tables.genre_id("Film Score"), "cinematic");
    EXPECT_EQ(tables.genre_id("UK Garage"), "garage");
    EXPECT_EQ(tables.mood_id("sad"), "melancholic");
    EXPECT_EQ(tables.genre_id("polka"), std::nullopt);
    EXPECT_EQ(tables.genre_id(""), std::nullopt);
}

TEST_F(TablesFromFiles, MergeFieldByField) {
    auto const tables = Tables::load(write("merge.json", R"({"lofi": {"bpm": {"high": 99}}})"));
    ASSERT_TRUE(tables) << tables.error().message;
    EXPECT_EQ(tables->genre("lofi").bpm.high, 99);
    EXPECT_EQ(tables->genre("lofi").bpm.low, 68);
    EXPECT_EQ(tables->genre("lofi").name, "Lo-fi");
}

TEST_F(TablesFromFiles, ANewGenreStartsFromItsParent) {
    auto const tables = Tables::load(write("new.json", R"({"bunker": {"parents": ["techno"], "swing": 0.2, "aliases": ["cellar"]}})"));
    ASSERT_TRUE(tables) << tables.error().message;
    EXPECT_EQ(tables->genre_id("cellar"), "bunker");
    EXPECT_EQ(tables->genre("bunker").swing, 0.2);
    EXPECT_EQ(tables->genre("bunker").bpm.mode, tables->genre("techno").bpm.mode);
    EXPECT_EQ(tables->genre_id("electronic"), "techno") << "aliases are not inherited";
}

TEST_F(TablesFromFiles, BadOnesNameFileAndPath) {
    EXPECT_NE(genre_error(R"({"lofi": {"bpm": {"low": "slow"}}})").find("genres.json"), std::string::npos);
    EXPECT_NE(genre_error(R"({"lofi": {"bpm": {"low": "slow"}}})").find("lofi.bpm.low"), std::string::npos);
    EXPECT_NE(genre_error(R"({"lofi": {"colour": 1}})").find("lofi.colour"), std::string::npos);
    EXPECT_NE(genre_error(R"({"lofi": {"bpm": {"low": 500}}})").find("bpm.low"), std::string::npos);
    EXPECT_NE(genre_error(R"({"lofi": {"progressions": [{"chords": ["Q7"]}]}})").find("Q7"), std::string::npos);
    EXPECT_NE(genre_error(R"({"lofi": {"drums": [{"lanes": {"kick": "x..."}}]}})").find("drums[0].lanes.kick"), std::string::npos);
    EXPECT_NE(genre_error(R"({"lofi": {"instruments": {"lead": [{"name": "kazoo"}]}}})").find("kazoo"), std::string::npos);
    EXPECT_NE(genre_error(R"({"a": {"parents": ["b"]}, "b": {"parents": ["a"]}})").find("ancestor"), std::string::npos);
    EXPECT_NE(genre_error("[1]").find("expected an object"), std::string::npos);
    EXPECT_NE(genre_error("{").find("genres.json"), std::string::npos);
    EXPECT_EQ(Tables::load("/nowhere/at/all.json").error().code, ErrorCode::not_found);
}

TEST_F(TablesFromFiles, MoodsAndTempiAreCheckedToo) {
    auto const mood = Tables::load({}, write("moods.json", R"({"dark": {"valence": -7}})"));
    ASSERT_FALSE(mood);
    EXPECT_NE(mood.error().message.find("dark: valence"), std::string::npos) << mood.error().message;
    auto const tempo = Tables::load({}, {}, write("tempi.json", R"({"slow": {"low": 2}})"));
    ASSERT_FALSE(tempo);
    EXPECT_NE(tempo.error().message.find("low"), std::string::npos) << tempo.error().message;
}

}  // namespace
}  // namespace troupe::music
