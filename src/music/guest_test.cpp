#include "base/testing/scratch_folder.hpp"
#include "music/guest.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "media/audio.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music {
namespace {

namespace fs = std::filesystem;

using testing::tables;

/// Ten seconds (or so many) of a tone.
fs::path tone(fs::path const& file, double hertz, double level, double seconds = 10) {
    media::Audio audio;
    for (int c = 0; c < 2; ++c) {
        std::vector<float> samples(static_cast<std::size_t>(seconds * 48'000));
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = static_cast<float>(level * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / 48'000));
        audio.channels.push_back(std::move(samples));
    }
    EXPECT_TRUE(media::write_audio(file, audio));
    return file;
}

double level_at(fs::path const& file, double hertz, double from, double to) {
    auto const audio = media::read_audio(file).value();
    double sine = 0, cosine = 0;
    auto const first = static_cast<std::size_t>(from * 48'000), last = static_cast<std::size_t>(to * 48'000);
    for (auto i = first; i < last; ++i) {
        auto const phase = 2 * std::numbers::pi * hertz * static_cast<double>(i) / 48'000;
        sine += static_cast<double>(audio.channels[0][i]) * std::sin(phase);
        cosine += static_cast<double>(audio.channels[0][i]) * std::cos(phase);
    }
    return 2 * std::hypot(sine, cosine) / static_cast<double>(last - first);
}

class GuestInATake : public ::testing::Test {
protected:
    GuestInATake() {
        fs::remove_all(folder);
        tone(folder / "take/stems/bass.flac", 110, 0.15);
        tone(folder / "take/stems/chords.flac", 330, 0.15);
        tone(folder / "take/master.flac", 110, 0.3);
        request.guest = {tone(folder / "voice.flac", 700, 0.02, 3), "voice", 4, true};
        request.brief = {.genre = "pop"};
        request.folder = folder / "take";
        request.out = folder / "out";
    }
    Result<GuestMix> mixed() { return mix_in(request, tables(), {}, {}); }

    fs::path folder = troupe::testing::scratch_folder("guest");
    GuestRequest request;
};

TEST_F(GuestInATake, IsHeardWhereItWasPutAndNowhereElse) {
    auto const mix = mixed();
    ASSERT_TRUE(mix) << mix.error().message;
    auto const there = level_at(mix->master, 700, 4.5, 6.5);
    EXPECT_GT(there, 0.02);
    EXPECT_LT(level_at(mix->master, 700, 0.5, 3.5), there / 100);
    EXPECT_LT(level_at(mix->master, 700, 9, 9.9), there / 20) << "only its room";
}

TEST_F(GuestInATake, StandsInFrontOfWhatIsPlayed) {
    auto const mix = mixed();
    ASSERT_TRUE(mix) << mix.error().message;
    EXPECT_GT(mix->gain_db, 6) << "a faint recording is lifted";
    EXPECT_LT(level_at(folder / "out/stems/chords.flac", 330, 4.5, 6.5), 0.9 * level_at(folder / "out/stems/chords.flac", 330, 1, 3));
    EXPECT_NEAR(level_at(folder / "out/stems/bass.flac", 110, 4.5, 6.5), 0.15, 0.001) << "the foundation stays";
}

TEST_F(GuestInATake, IsMasteredLikeTheTake) {
    auto const mix = mixed();
    ASSERT_TRUE(mix) << mix.error().message;
    EXPECT_NEAR(mix->analysis.lufs, -14, 0.3);
    EXPECT_LE(mix->analysis.true_peak_dbtp, -1);
    EXPECT_NEAR(mix->analysis.seconds, 10, 0.001);
    EXPECT_EQ(mix->stems.size(), 3U);
}

TEST_F(GuestInATake, JoinsAMasterThatHasNoStemsAndSaysSo) {
    fs::remove_all(folder / "take/stems");
    auto const mix = mixed();
    ASSERT_TRUE(mix) << mix.error().message;
    ASSERT_EQ(mix->notes.size(), 1U);
    EXPECT_EQ(mix->stems.size(), 2U);
}

TEST_F(GuestInATake, SaysWhatLiesBeyondTheEnd) {
    request.guest.at = 8.5;
    auto const mix = mixed();
    ASSERT_TRUE(mix) << mix.error().message;
    ASSERT_EQ(mix->notes.size(), 1U);
    EXPECT_NE(mix->notes[0].find("1.5 s"), std::string::npos) << mix->notes[0];
}

TEST_F(GuestInATake, RefusesAPlaceAndANameThatCannotBe) {
    request.guest.at = 11;
    EXPECT_EQ(mixed().error().code, ErrorCode::invalid_input);
    request.guest.at = 1;
    request.guest.stem = "bass";
    EXPECT_NE(mixed().error().message.find("bass"), std::string::npos);
    request.guest.stem = "../voice";
    EXPECT_EQ(mixed().error().code, ErrorCode::invalid_input);
    EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST(Misfits, AreToldWhenTheyAreHeardClearly) {
    Analysis const line{.bpm = 131, .bpm_confidence = 0.9, .key = "F# minor", .key_confidence = 0.9};
    EXPECT_EQ(misfits(line, 100, "A minor").size(), 2U);
    EXPECT_TRUE(misfits(line, 131, "F# minor").empty());
    EXPECT_TRUE(misfits({.bpm = 131, .bpm_confidence = 0.1, .key = "F# minor", .key_confidence = 0.2}, 100, "A minor").empty());
}

}  // namespace
}  // namespace troupe::music
