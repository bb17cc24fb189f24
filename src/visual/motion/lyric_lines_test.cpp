#include "visual/motion/lyric_lines.hpp"

#include <gtest/gtest.h>

#include "visual/motion/word_setting.hpp"
#include "visual/system.hpp"

namespace troupe::visual::motion {
namespace {

Choreography from_second(double start, int frames) {
    Choreography dance;
    dance.start = Seconds(start);
    dance.frames = frames;
    return dance;
}

media::LyricMoment line(double start, double end, std::string const& text) { return {Seconds(start), Seconds(end), text, {}}; }

TEST(SungLines, WordsKeepTheirOwnTimes) {
    auto sung = line(10, 12, "stay, until");
    sung.words = {{Seconds(10), Seconds(10.5), "stay,"}, {Seconds(11.5), Seconds(12), "until"}};
    auto const lines = sung_lines({sung}, from_second(9, 300), 0, 30);
    ASSERT_EQ(lines.size(), 1U);
    ASSERT_EQ(lines[0].words.size(), 2U);
    EXPECT_EQ(lines[0].words[0].from, 30);
    EXPECT_EQ(lines[0].words[1].from, 75);
    EXPECT_EQ(lines[0].words[1].to, 90);
    EXPECT_EQ(lines[0].to, 120);
}

TEST(SungLines, WordsWithoutTimesShareTheirLine) {
    auto const lines = sung_lines({line(0, 3, "a longer one")}, from_second(0, 300), 0, 30);
    ASSERT_EQ(lines.size(), 1U);
    auto const& words = lines[0].words;
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words.front().from, 0);
    EXPECT_EQ(words.back().to, 90);
    EXPECT_GT(words[1].to - words[1].from, words[0].to - words[0].from);
    EXPECT_EQ(words[1].from, words[0].to);
}

TEST(SungLines, MakeRoomForTheNextAndLeaveOutWhatIsElsewhere) {
    auto const lines = sung_lines({line(0, 4, "before"), line(10, 12, "one"), line(12.2, 14, "two"), line(40, 41, "after")}, from_second(8, 300), 12, 60);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].to, lines[1].from);
}

TEST(SungLines, LeaveGapsForTheTitle) {
    auto const lines = sung_lines({line(5, 8, "one"), line(30, 33, "two")}, from_second(0, 1500), 0, 30);
    auto const gaps = gaps_between(lines, 1500, 60);
    ASSERT_EQ(gaps.size(), 3U);
    EXPECT_EQ(gaps[0].to, 150);
    EXPECT_EQ(gaps[1].from, 270);
    EXPECT_EQ(gaps[2].to, 1500);
}

class WordSetting : public ::testing::Test {
protected:
    static Result<SetWords> set(std::vector<std::string> const& words, int width = 600, Align align = Align::left) {
        Look look;
        look.artist = "A";
        look.palette = {"#102030", "#ff8060"};
        auto const system = make_system(look);
        EXPECT_TRUE(system);
        return set_words(words, {.face = system->text, .align = align, .leading = 1.2F},
                         {.width_px = width, .height_px = 600, .most_lines = 4, .most_size_px = 80, .least_size_px = 44});
    }
};

TEST_F(WordSetting, EveryWordHasItsPlaceInReadingOrder) {
    auto const made = set({"and", "every", "window", "slowly", "settles", "down"});
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_EQ(made->words.size(), 6U);
    for (std::size_t i = 1; i < made->words.size(); ++i) {
        auto const& before = made->words[i - 1];
        auto const& word = made->words[i];
        EXPECT_TRUE(word.left > before.right || word.top > before.top) << i;
        EXPECT_LE(word.right, made->mask.width_px);
        EXPECT_LE(word.bottom, made->mask.height_px);
    }
    EXPECT_LE(made->mask.width_px, 600);
}

TEST_F(WordSetting, RightToLeftScriptsBeginOnTheRight) {
    auto const made = set({"שלום", "עולם"});
    if (!made) GTEST_SKIP() << made.error().message;
    EXPECT_TRUE(made->right_to_left);
    if (made->words.size() == 2) { EXPECT_GT(made->words[0].left, made->words[1].left); }
}

TEST_F(WordSetting, AWordWiderThanThePageIsSetInOnePiece) {
    auto const made = set({"x", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"}, 400);
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->words.size(), 1U);
    EXPECT_LE(made->mask.width_px, 400);
}

}  // namespace
}  // namespace troupe::visual::motion
