#include "visual/tables.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"

namespace troupe::visual {
namespace {

namespace fs = std::filesystem;

class TablesTest : public ::testing::Test {
protected:
    fs::path file = fs::temp_directory_path() / (std::string("troupe_tables_") + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".json");
    void TearDown() override { fs::remove(file); }

    Result<Tables> load(std::string const& variable, std::string const& text) {
        EXPECT_TRUE(write_file(file, text));
        return load_tables(Configuration::of({{variable, file.string()}}));
    }
    void refused(std::string const& variable, std::string const& text, std::string const& what) {
        auto const tables = load(variable, text);
        ASSERT_FALSE(tables) << text;
        EXPECT_EQ(tables.error().code, ErrorCode::invalid_input);
        for (auto const& part : {variable, file.string(), what})
            EXPECT_NE(tables.error().message.find(part), std::string::npos) << tables.error().message << " lacks " << part;
    }
};

TEST_F(TablesTest, BuiltInOnesAreWhole) {
    auto const tables = built_in_tables();
    ASSERT_TRUE(tables) << tables.error().message;
    for (auto const* style : {"vhs_retro", "cinematic_noir", "urban_grime", "neon_cyberpunk", "dreamy", "hyper_pop", "anime_inspired", "minimalist"})
        EXPECT_NE(tables->style(style), nullptr) << style;
    for (auto const* id : {"techno", "trap", "lo_fi", "pop", "ambient", "melancholic", "dark"}) EXPECT_NE(tables->look(id), nullptr) << id;
    EXPECT_GE(tables->effects.size(), 20U);
    EXPECT_TRUE(tables->trends.empty()) << "a trend without evidence behind it is no trend: only a user or a source brings one";
}

TEST_F(TablesTest, MergesAChangedEntryFieldByField) {
    auto const before = built_in_tables();
    auto const tables = load("VIDEO_STYLE_DB_PATH", R"([{"id": "dreamy", "speed": 0.9}, {"id": "own", "name": "Own", "grain": 0.05}])");
    ASSERT_TRUE(tables) << tables.error().message;
    EXPECT_EQ(tables->style("dreamy")->speed, 0.9);
    EXPECT_EQ(tables->style("dreamy")->glow, before->style("dreamy")->glow);
    EXPECT_EQ(tables->style("own")->grain, 0.05);
    EXPECT_EQ(tables->styles.size(), before->styles.size() + 1);
}

TEST_F(TablesTest, MergesEveryTable) {
    EXPECT_EQ(load("ARTIST_VISUAL_DB_PATH", R"([{"id": "techno", "hues": [10]}])")->look("techno")->hues, std::vector<double>{10});
    EXPECT_NE(load("VIDEO_EFFECTS_DB_PATH", R"([{"id": "own", "group": "retro"}])")->effect("own"), nullptr);
    EXPECT_NE(load("VIDEO_FOOTAGE_DB_PATH", R"([{"id": "own", "keywords": ["a"]}])")->words("own"), nullptr);
    EXPECT_EQ(load("VIDEO_TRENDS_DB_PATH", R"([{"id": "own", "weight": 1}])")->trends.back().id, "own");
}

TEST_F(TablesTest, NamesFileAndField) {
    refused("VIDEO_STYLE_DB_PATH", "{", "line");
    refused("VIDEO_STYLE_DB_PATH", "{}", "expected a list");
    refused("VIDEO_STYLE_DB_PATH", R"([{"name": "x"}])", "[0].id");
    refused("VIDEO_STYLE_DB_PATH", R"([{"id": "x", "sped": 1}])", "[0].sped");
    refused("VIDEO_STYLE_DB_PATH", R"([{"id": "x"}, {"id": "y", "speed": "fast"}])", "[1].speed");
    refused("VIDEO_STYLE_DB_PATH", R"([{"id": "x", "speed": 99}])", "[0]: speed");
    refused("VIDEO_STYLE_DB_PATH", R"([{"id": "x", "type_motion": "jump"}])", "type_motion");
    refused("ARTIST_VISUAL_DB_PATH", R"([{"id": "x", "families": [{"name": "ridge"}]}])", "families[0].name");
    refused("ARTIST_VISUAL_DB_PATH", R"([{"id": "x", "traits": {"odd": 0}}])", "traits");
    refused("VIDEO_EFFECTS_DB_PATH", R"([{"id": "x", "group": "odd"}])", "group");
    refused("VIDEO_EFFECTS_DB_PATH", R"([{"id": "x", "group": "retro", "changes": {"odd": 1}}])", "changes.odd");
    refused("VIDEO_EFFECTS_DB_PATH", R"([{"id": "x", "group": "retro", "on": "tuesday"}])", "'tuesday' is none of beat, bar");
    refused("VIDEO_EFFECTS_DB_PATH", R"([{"id": "x", "group": "retro", "changes": {"glow": 7}}])", "changes.glow");
    refused("VIDEO_EFFECTS_DB_PATH", R"([{"id": "x", "group": "transition", "transition": "melt"}])", "'melt' is none of cut");
    refused("VIDEO_EFFECTS_DB_PATH", R"([{"id": "x", "group": "retro", "transition": "wipe"}])", "transition");
    refused("VIDEO_FOOTAGE_DB_PATH", R"([{"id": "x"}])", "keywords");
    refused("VIDEO_TRENDS_DB_PATH", R"([{"id": "x", "weight": 3}])", "weight");
}

TEST_F(TablesTest, StandingEffectsChangeTheStyleAndTheOthersGoWithIt) {
    auto const tables = load("VIDEO_EFFECTS_DB_PATH", R"([{"id": "own", "group": "retro", "strength": 0.5, "on": "always", "changes": {"grain": 0.04}},
                                                          {"id": "cut", "group": "glitch", "on": "bar", "changes": {"tear": 1}}])");
    ASSERT_TRUE(tables) << tables.error().message;
    VideoStyle style;
    style.effects = {"own", "cut"};
    auto const whole = with_effects(style, *tables);
    EXPECT_NEAR(whole.grain, style.grain + 0.02, 1e-9);
    ASSERT_EQ(whole.timed.size(), 1U);
    EXPECT_EQ(whole.timed[0].id, "cut");
    EXPECT_EQ(with_effects(whole, *tables).timed.size(), 1U);
}

TEST_F(TablesTest, LinksMustHold) {
    auto const tables = load("ARTIST_VISUAL_DB_PATH", R"([{"id": "x", "video_style": "nowhere"}])");
    ASSERT_FALSE(tables);
    EXPECT_NE(tables.error().message.find("nowhere"), std::string::npos);
}

TEST_F(TablesTest, MissingFileIsNamed) {
    auto const tables = load_tables(Configuration::of({{"VIDEO_TRENDS_DB_PATH", "/nowhere/trends.json"}}));
    ASSERT_FALSE(tables);
    EXPECT_EQ(tables.error().code, ErrorCode::not_found);
    EXPECT_NE(tables.error().message.find("VIDEO_TRENDS_DB_PATH"), std::string::npos);
}

}  // namespace
}  // namespace troupe::visual
