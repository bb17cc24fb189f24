#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "app/installation.hpp"
#include "base/files.hpp"
#include "flow/briefs.hpp"

/// The nine tables a user may change, each through its variable and a real file, while the program runs.
namespace troupe::app {
namespace {

namespace fs = std::filesystem;

struct TableRow {
    std::string variable;
    std::string nothing;  ///< a file that changes nothing
    std::string good;
    double expected;  ///< what `probe` finds then
    double (*probe)(flow::Studio const&);
    std::string bad;
    std::string names;  ///< what the error points at
};

void PrintTo(TableRow const& row, std::ostream* out) { *out << row.variable; }

std::vector<TableRow> const rows{
    {"ARTIST_GENRE_DB_PATH", R"({"genres": {}})", R"({"genres": {"techno": {"bpm": [151, 160]}}})", 151,
     [](flow::Studio const& studio) { return studio.identity_genres.now()->at("techno").bpm[0]; },
     R"({"genres": {"techno": {"bpm": [151, 900]}}})", "genres.techno.bpm[1]"},
    {"ARTIST_VISUAL_DB_PATH", "[]", R"([{"id": "techno", "chroma": 0.21}])", 0.21,
     [](flow::Studio const& studio) { return studio.visual_tables.now()->look("techno")->chroma; },
     R"([{"id": "techno", "croma": 0.2}])", "[0].croma"},
    {"TRACK_GENRE_DB_PATH", "{}", R"({"trap": {"swing": 0.31}})", 0.31,
     [](flow::Studio const& studio) { return studio.music_tables.now()->genre("trap").swing; },
     R"({"trap": {"swng": 0.2}})", "trap.swng"},
    {"TRACK_MOOD_DB_PATH", "{}", R"({"dark": {"valence": -0.91}})", -0.91,
     [](flow::Studio const& studio) { return studio.music_tables.now()->mood("dark").valence; },
     R"({"dark": {"valence": -7}})", "dark: valence"},
    {"TRACK_TEMPO_DB_PATH", "{}", R"({"slow": {"high": 0.21}})", 0.21,
     [](flow::Studio const& studio) { return studio.music_tables.now()->tempo("slow").high; },
     R"({"slow": {"high": "0.2"}})", "slow.high"},
    {"VIDEO_STYLE_DB_PATH", "[]", R"([{"id": "dreamy", "speed": 0.91}])", 0.91,
     [](flow::Studio const& studio) { return studio.visual_tables.now()->style("dreamy")->speed; },
     R"([{"id": "dreamy", "effects": ["nowhere"]}])", "nowhere"},
    {"VIDEO_FOOTAGE_DB_PATH", "[]", R"([{"id": "dark", "keywords": ["black sand"]}])", 1,
     [](flow::Studio const& studio) {
         return static_cast<double>(studio.visual_tables.now()->words("dark")->keywords.size());
     },
     R"([{"id": "dark", "keywords": []}])", "keywords"},
    {"VIDEO_EFFECTS_DB_PATH", "[]", R"([{"id": "rgb_split", "strength": 0.11}])", 0.11,
     [](flow::Studio const& studio) { return studio.visual_tables.now()->effect("rgb_split")->strength; },
     R"([{"id": "rgb_split", "strength": 7}])", "[0]: strength"},
    {"VIDEO_TRENDS_DB_PATH", "[]", R"([{"id": "own", "style": "dreamy", "weight": 0.5}])", 1,
     [](flow::Studio const& studio) { return static_cast<double>(studio.visual_tables.now()->trends.size()); },
     R"([{"id": "own", "style": "nowhere"}])", "nowhere"}};

class UserTable : public ::testing::TestWithParam<TableRow> {
protected:
    UserTable() {
        auto pattern = (fs::temp_directory_path() / "troupe-tables-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    ~UserTable() override { fs::remove_all(folder); }

    void write(std::string const& text) { ASSERT_TRUE(write_file(file(), text)); }
    [[nodiscard]] fs::path file() const { return folder / "mine.json"; }
    [[nodiscard]] Result<std::unique_ptr<Installation>> open() const {
        return Installation::open(Configuration::of({{GetParam().variable, file().string()}}), folder);
    }
    static std::string problem(flow::Studio const& studio) {
        return studio.identity_genres.problem() + studio.music_tables.problem() + studio.visual_tables.problem();
    }

    fs::path folder;
};

TEST_P(UserTable, IsFollowedThroughAGoodChangeABadOneAndBack) {
    auto const& row = GetParam();
    write(row.nothing);
    auto const installation = open();
    ASSERT_TRUE(installation) << installation.error().message;
    auto const& studio = (*installation)->studio();
    auto const built_in = row.probe(studio);
    ASSERT_NE(built_in, row.expected);

    write(row.good);
    EXPECT_EQ(row.probe(studio), row.expected);
    EXPECT_EQ(problem(studio), "");
    write(row.bad);
    EXPECT_EQ(row.probe(studio), row.expected) << "the last good table stays";
    EXPECT_NE(problem(studio).find(file().string()), std::string::npos) << problem(studio);
    EXPECT_NE(problem(studio).find(row.names), std::string::npos) << problem(studio);
    fs::remove(file());
    EXPECT_EQ(row.probe(studio), row.expected);
    EXPECT_NE(problem(studio).find(file().string()), std::string::npos) << problem(studio);
    write(row.nothing);
    EXPECT_EQ(row.probe(studio), built_in);
    EXPECT_EQ(problem(studio), "");
}

TEST_P(UserTable, StopsTheStartWithItsFileAndFieldWhenItIsBad) {
    auto const& row = GetParam();
    write(row.bad);
    auto const refused = open();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
    EXPECT_NE(refused.error().message.find(file().string()), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find(row.names), std::string::npos) << refused.error().message;
    fs::remove(file());
    auto const missing = open();
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    EXPECT_NE(missing.error().message.find(file().string()), std::string::npos) << missing.error().message;
}

INSTANTIATE_TEST_SUITE_P(EachOfTheNine, UserTable, ::testing::ValuesIn(rows),
                         [](auto const& row) { return row.param.variable; });

/// What makers are told changes with the tables, in the same process.
TEST(UserTables, ReachTheMakers) {
    auto pattern = (fs::temp_directory_path() / "troupe-tables-XXXXXX").string();
    fs::path const folder = ::mkdtemp(pattern.data());
    auto const trends = folder / "trends.json";
    ASSERT_TRUE(write_file(trends, "[]"));
    {
        auto const installation =
            Installation::open(Configuration::of({{"VIDEO_TRENDS_DB_PATH", trends.string()}}), folder).value();
        artist::Document artist;
        artist.profile.style.genres = {{"techno", 1}};
        artist.profile.settings.trend_alignment = "strict";
        auto const style = [&] { return flow::look_of(artist, *installation->studio().visual_tables.now()).video.id; };
        EXPECT_NE(style(), "dreamy");
        ASSERT_TRUE(write_file(
            trends, R"([{"id": "a", "style": "dreamy", "weight": 1}, {"id": "b", "style": "dreamy", "weight": 1}])"));
        EXPECT_EQ(style(), "dreamy");
    }
    fs::remove_all(folder);
}

}  // namespace
}  // namespace troupe::app
