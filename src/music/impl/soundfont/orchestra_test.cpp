#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/process.hpp"
#include "music/impl/soundfont/orchestra.hpp"
#include "music/impl/soundfont/tape.hpp"
#include "music/soundfont.hpp"

namespace troupe::music::impl {
namespace {

namespace fs = std::filesystem;

class OrchestraTest : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }

    static Score duet() {
        Score score;
        score.bars = 4;
        score.sections = {{"verse", 0, 4, 0.5, {"chords", "lead"}}};
        score.parts = {{"chords", "chords", "guitar", {{0, 0, 960, 52, 0.8, 0}, {960, 0, 960, 55, 0.8, 0}}, 25}, {"lead", "lead", "saw lead", {{0, 0, 480, 72, 0.8, 0}}, -1}};
        return score;
    }
    void write(std::string const& name, std::string const& bytes) const { std::ofstream(folder / name, std::ios::binary) << bytes; }
    std::size_t files_left() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{})); }

    fs::path folder = fs::temp_directory_path() / ("orchestra_test_" + std::to_string(::getpid()));
};

TEST_F(OrchestraTest, RefusesWhatIsNoSoundfontAndNamesTheSetting) {
    write("text.sf2", "this is no soundfont at all");
    write("cut.sf2", std::string("RIFF\xff\xff\xff\x00sfbk", 12));
    for (auto const* name : {"text.sf2", "cut.sf2", "missing.sf2"}) {
        auto const orchestra = Orchestra::play(duet(), folder / name, folder, {});
        ASSERT_FALSE(orchestra) << name;
        EXPECT_NE(orchestra.error().message.find("TROUPE_SOUNDFONT"), std::string::npos) << name;
        EXPECT_NE(orchestra.error().message.find(name), std::string::npos) << name;
    }
    EXPECT_EQ(files_left(), 2U);
}

TEST_F(OrchestraTest, RefusesAFileWithTheRightHeadAndNothingInIt) {
    if (!find_program("fluidsynth")) GTEST_SKIP() << "fluidsynth is not installed";
    write("hollow.sf2", std::string("RIFF\x04\x00\x00\x00sfbk", 12));
    auto const orchestra = Orchestra::play(duet(), folder / "hollow.sf2", folder, {});
    ASSERT_FALSE(orchestra);
    EXPECT_EQ(orchestra.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(files_left(), 1U);
}

TEST_F(OrchestraTest, LeavesEverythingToTheSynthesiserWithoutASoundfont) {
    auto const orchestra = Orchestra::play(duet(), {}, folder, {});
    ASSERT_TRUE(orchestra);
    EXPECT_TRUE(orchestra->is_empty());
}

TEST_F(OrchestraTest, PlaysThePartsThatHaveAnInstrument) {
    auto const soundfont = installed_soundfont();
    if (!soundfont || !find_program("fluidsynth")) GTEST_SKIP() << "fluidsynth or a soundfont is not installed";
    {
        auto const orchestra = Orchestra::play(duet(), *soundfont, folder, {});
        ASSERT_TRUE(orchestra) << orchestra.error().message;
        EXPECT_EQ(orchestra->recording("lead"), nullptr);
        ASSERT_NE(orchestra->recording("chords"), nullptr);
        auto const tape = make_tape(*orchestra->recording("chords"));
        ASSERT_TRUE(tape);
        std::vector<float> left(24'000), right(24'000);
        EXPECT_TRUE((*tape)->render(0, left.data(), right.data(), 24'000));
        EXPECT_GT(*std::max_element(left.begin(), left.end()), 0.001F);
    }
    EXPECT_EQ(files_left(), 0U) << "recordings are gone with the orchestra";
}

}  // namespace
}  // namespace troupe::music::impl
