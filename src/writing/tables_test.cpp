#include "writing/tables.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.hpp"
#include "writing/testing/writers.hpp"

namespace troupe::writing {
namespace {

class TablesTest : public ::testing::Test {
protected:
    TablesTest() { std::filesystem::create_directories(folder_); }
    ~TablesTest() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path write(std::string const& text) {
        EXPECT_TRUE(write_file(folder_ / "genres.json", text));
        return folder_ / "genres.json";
    }
    std::string problem(std::string const& text) {
        auto const table = load_genres(write(text));
        if (table) return "";
        EXPECT_EQ(table.error().code, ErrorCode::invalid_input);
        EXPECT_NE(table.error().message.find("genres.json"), std::string::npos);
        return table.error().message;
    }

private:
    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("troupe-tables-" + std::to_string(getpid()));
};

TEST_F(TablesTest, MergesOverTheBuiltIns) {
    auto const table = load_genres(write(R"({"genres": {"techno": {"bpm": [140, 150]}}})"));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->at("techno").bpm, (std::vector<double>{140, 150}));
    EXPECT_EQ(table->at("techno").name, "techno");
    EXPECT_EQ(table->size(), load_genres()->size());
}

TEST_F(TablesTest, NamesTheFileAndTheField) {
    EXPECT_NE(problem("{").find("line"), std::string::npos);
    EXPECT_NE(problem("[]").find("genres"), std::string::npos);
    EXPECT_NE(problem(R"({"genres": {"techno": {"bpm": [128, 900]}}})").find("genres.techno.bpm[1]"), std::string::npos);
    EXPECT_NE(problem(R"({"genres": {"techno": {"bpm": [140, 120]}}})").find("genres.techno.bpm"), std::string::npos);
    EXPECT_NE(problem(R"({"genres": {"techno": {"tempo": 3}}})").find("genres.techno.tempo"), std::string::npos);
    EXPECT_NE(problem(R"({"genres": {"techno": {"music_genre": "polka"}}})").find("'polka' is not one of"), std::string::npos);
    EXPECT_NE(problem(R"({"genres": {"techno": {"axes": {"darkness": 70}}}})").find("genres.techno.axes.darkness"), std::string::npos);
    EXPECT_NE(problem(R"({"genres": {"polka": {"name": "polka"}}})").find("genres.polka"), std::string::npos);
    EXPECT_NE(problem(R"({"genre": {}})").find("genre: unknown field"), std::string::npos);
    EXPECT_EQ(load_genres("/nonexistent/genres.json").error().code, ErrorCode::not_found);
}

TEST_F(TablesTest, IsReadAgainWhenItChangesAndABadOneLeavesTheLast) {
    auto const file = write(R"({"genres": {"techno": {"bpm": [150, 160]}}})");
    auto const writer = builtin::open_writer({.genre_table = file});
    ASSERT_TRUE(writer) << writer.error().message;
    auto const lowest = [&] { return (*writer)->identity({.prompt = "techno"})->style.tempo_low.value; };
    EXPECT_GE(lowest(), 150);
    write(R"({"genres": {"techno": {"bpm": [180, 200]}}}  )");
    EXPECT_GE(lowest(), 180);
    write(R"({"genres": {"techno": {"bpm": [180, 2000]}}})");
    auto const profile = (*writer)->identity({.prompt = "techno"});
    ASSERT_TRUE(profile);
    EXPECT_GE(profile->style.tempo_low.value, 180);
    EXPECT_TRUE(testing::has_line(profile->understanding.assumptions, "genres.techno.bpm[1]"));
}

}  // namespace
}  // namespace troupe::writing
