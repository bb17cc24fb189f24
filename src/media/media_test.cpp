#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <numbers>

#include "base/files.hpp"
#include "media/audio.hpp"
#include "media/picture.hpp"
#include "media/tags.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

Audio tone(double seconds, double hertz, float level) {
    Audio audio{Hertz{48'000}, std::vector<std::vector<float>>(2)};
    for (int i = 0; i < static_cast<int>(seconds * 48'000); ++i) {
        auto const sample = level * static_cast<float>(std::sin(2 * std::numbers::pi * hertz * i / 48'000));
        for (auto& channel : audio.channels) channel.push_back(sample);
    }
    return audio;
}

class Media : public ::testing::Test {
protected:
    Media() : folder(fs::temp_directory_path() / ("troupe-media-" + std::to_string(::getpid()))) { fs::create_directories(folder); }
    ~Media() override { fs::remove_all(folder); }
    fs::path folder;
};

TEST_F(Media, FlacReadsBackWithin24Bits) {
    auto const audio = tone(0.5, 440, 0.5F);
    ASSERT_TRUE(write_audio(folder / "a.flac", audio));
    auto const back = read_audio(folder / "a.flac");
    ASSERT_TRUE(back);
    ASSERT_EQ(back->frames(), audio.frames());
    for (std::size_t i = 0; i < audio.frames(); i += 97) EXPECT_NEAR(back->channels[1][i], audio.channels[1][i], 2e-7);
}

TEST_F(Media, Mp3Has320KilobitsASecond) {
    ASSERT_TRUE(write_audio(folder / "a.mp3", tone(4, 440, 0.5F)));
    EXPECT_NEAR(static_cast<double>(fs::file_size(folder / "a.mp3")), 4 * 320'000 / 8.0, 4000);
}

TEST_F(Media, MeasuresTheReferenceToneOfBs1770) {
    // A 997 Hz sine of full scale on both channels reads 0 LUFS (ITU-R BS.1770-4, annex 1): 20 dB below, -20.
    auto const loudness = measure_loudness(tone(5, 997, 0.1F));
    ASSERT_TRUE(loudness);
    EXPECT_NEAR(loudness->integrated.value, -20.0, 0.1);
    EXPECT_NEAR(loudness->true_peak.value, -20.0, 0.1);
}

TEST_F(Media, ResamplingKeepsPitchAndLength) {
    auto const out = resampled(tone(1, 1000, 0.5F), Hertz{44'100});
    ASSERT_TRUE(out);
    EXPECT_NEAR(out->length().count(), 1, 0.01);
    int crossings = 0;
    for (std::size_t i = 1; i < out->frames(); ++i) crossings += out->channels[0][i - 1] < 0 && out->channels[0][i] >= 0 ? 1 : 0;
    EXPECT_NEAR(crossings, 1000, 3);
}

TEST_F(Media, TagsReadBackFromBothKinds) {
    for (auto const* name : {"a.flac", "a.mp3"}) {
        ASSERT_TRUE(write_audio(folder / name, tone(0.3, 440, 0.5F)));
        SoundTags tags;
        tags.title = "Straße & <Nacht>";
        tags.artist = "Aya";
        tags.date = "2026-11-27";
        tags.bpm = 124;
        tags.key = "F#m";
        tags.disclosure = "Composition made with AI.";
        ASSERT_TRUE(write_tags(folder / name, tags)) << name;
        auto const back = read_tags(folder / name);
        ASSERT_TRUE(back);
        EXPECT_EQ(back->title, tags.title) << name;
        EXPECT_EQ(back->disclosure, tags.disclosure) << name;
        EXPECT_EQ(back->bpm, 124) << name;
    }
}

TEST_F(Media, ChangedTagsLeaveTheOthersPictureAndSoundAsTheyWere) {
    ASSERT_TRUE(write_jpeg(folder / "cover.jpg", {8, 8, std::vector<std::uint8_t>(8 * 8 * 3, 90)}, {}));
    auto const cover = *read_file(folder / "cover.jpg");
    for (auto const* name : {"a.flac", "a.mp3"}) {
        ASSERT_TRUE(write_audio(folder / name, tone(0.3, 440, 0.5F)));
        SoundTags tags;
        tags.title = "Salt";
        tags.disclosure = "Composition made with AI.";
        tags.bpm = 124;
        tags.track_number = 7;
        tags.cover_jpeg = folder / "cover.jpg";
        ASSERT_TRUE(write_tags(folder / name, tags)) << name;
        auto const sound = read_audio(folder / name)->channels;

        TagChanges changes;
        changes.isrc = "GBAYE6900531";
        changes.disclosure = "";
        EXPECT_TRUE(change_tags(folder / name, changes).value()) << name;
        EXPECT_FALSE(change_tags(folder / name, changes).value()) << name << ": a second time nothing is different";
        auto const back = read_tags(folder / name).value();
        EXPECT_EQ(back.isrc, "GBAYE6900531") << name;
        EXPECT_EQ(back.disclosure, "") << name;
        EXPECT_EQ(back.title, "Salt") << name;
        EXPECT_EQ(back.bpm, 124) << name;
        auto const bytes = *read_file(folder / name);
        EXPECT_NE(bytes.find(cover), std::string::npos) << name << " has lost its picture";
        EXPECT_EQ(read_audio(folder / name)->channels, sound) << name;

        TagChanges more;
        more.lyrics = "the tide keeps a ledger";
        more.track_number = 3;
        more.cover_jpeg = folder / "other.jpg";
        ASSERT_TRUE(write_file(more.cover_jpeg, "another picture"));
        EXPECT_TRUE(change_tags(folder / name, more).value()) << name;
        auto const again = read_tags(folder / name).value();
        EXPECT_EQ(again.lyrics, "the tide keeps a ledger") << name;
        EXPECT_EQ(again.track_number, 3) << name;
        EXPECT_EQ(again.isrc, "GBAYE6900531") << name;
        auto const repainted = *read_file(folder / name);
        EXPECT_NE(repainted.find("another picture"), std::string::npos) << name;
        EXPECT_EQ(repainted.find(cover), std::string::npos) << name << " still shows the old picture";
    }
    ASSERT_TRUE(write_file(folder / "a.wav", "not a sound"));
    EXPECT_EQ(change_tags(folder / "a.wav", {}).error().code, ErrorCode::invalid_input);
}

TEST_F(Media, RefusesWhatIsNoSound) {
    ASSERT_TRUE(write_file(folder / "a.wav", "not a sound"));
    EXPECT_EQ(read_audio(folder / "a.wav").error().code, ErrorCode::invalid_input);
    EXPECT_EQ(write_audio(folder / "a.xyz", tone(0.1, 1, 1)).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(write_tags(folder / "a.wav", {}).error().code, ErrorCode::invalid_input);
}

TEST_F(Media, JpegIsTheSameFileForTheSamePicture) {
    Picture picture{64, 48, std::vector<std::uint8_t>(64 * 48 * 3)};
    for (std::size_t i = 0; i < picture.rgb.size(); ++i) picture.rgb[i] = static_cast<std::uint8_t>(i / 36);
    PictureTags const tags{"Title <&>", "Artist", "", "algorithmicMedia", "Artwork made with AI."};
    ASSERT_TRUE(write_jpeg(folder / "a.jpg", picture, tags));
    ASSERT_TRUE(write_jpeg(folder / "b.jpg", picture, tags));
    auto const bytes = *read_file(folder / "a.jpg");
    EXPECT_EQ(bytes, *read_file(folder / "b.jpg"));
    EXPECT_NE(bytes.find("ICC_PROFILE"), std::string::npos);
    EXPECT_NE(bytes.find("Artwork made with AI."), std::string::npos);
    EXPECT_EQ(bytes.find("Title <&>"), std::string::npos);
    auto const back = read_jpeg(folder / "a.jpg");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->width_px, 64);
    EXPECT_NEAR(back->rgb[3000], picture.rgb[3000], 6);
}

TEST(Provenance, SaysInOneSentenceWhatAiMade) {
    AiShares shares;
    EXPECT_EQ(disclosure(shares), "");
    shares.composition = AiShare::all;
    shares.mix = AiShare::all;
    shares.lyrics = AiShare::partly;
    EXPECT_EQ(disclosure(shares), "Composition and mix made with AI. Lyrics made partly with AI.");
}

}  // namespace
}  // namespace troupe::media
