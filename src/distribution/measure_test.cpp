#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/process.hpp"
#include "base/random.hpp"
#include "base/testing/scratch_folder.hpp"
#include "distribution/fingerprint.hpp"
#include "distribution/impl/measurements.hpp"

namespace troupe::distribution::impl {
namespace {

constexpr int rate = 48'000;

template <class Sample>
media::Audio sound(int seconds, Sample sample) {
    media::Audio audio;
    audio.sample_rate = Hertz{rate};
    audio.channels.resize(2);
    for (int i = 0; i < seconds * rate; ++i)
        for (auto& channel : audio.channels) channel.push_back(static_cast<float>(sample(i)));
    return audio;
}

double chord(int i) {
    double sum = 0;
    for (double const frequency : {220.0, 277.2, 329.6})
        sum += 0.2 * std::sin(2 * std::numbers::pi * frequency * i / rate);
    return sum;
}

TEST(Noisiness, TellsNoiseFromMusicAndFromSilence) {
    Random random(7);
    EXPECT_GT(noisiness(sound(4, [&](int) { return random.between(-1000, 1000) / 4000.0; })), 0.85);
    EXPECT_LT(noisiness(sound(4, [&](int i) { return chord(i) + random.between(-1000, 1000) / 400'000.0; })), 0.1);
    EXPECT_EQ(noisiness(sound(4, [](int) { return 0.0; })), 0);
    EXPECT_EQ(noisiness({}), 0);
}

TEST(HashOfSamples, IsOfTheSoundAlone) {
    auto const first = sound(1, chord);
    auto nearly = first;
    nearly.channels[0][100] += 1e-6F;  // less than 16 bits hold
    EXPECT_EQ(hash_of_samples(first), hash_of_samples(nearly));
    nearly.channels[0][100] += 0.01F;
    EXPECT_NE(hash_of_samples(first), hash_of_samples(nearly));
}

media::Picture edges(int side, bool is_soft) {
    media::Picture picture;
    picture.width_px = picture.height_px = side;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            auto const at = x % 40;
            auto const soft = std::clamp((std::abs(at - 20) - 4) / 10.0, 0.0, 1.0);
            auto const value = static_cast<std::uint8_t>(255 * (is_soft ? soft : at >= 20 ? 1 : 0));
            for (int c = 0; c < 3; ++c) picture.rgb.push_back(value);
        }
    return picture;
}

media::Picture plain(int side, std::uint8_t value) {
    media::Picture picture;
    picture.width_px = picture.height_px = side;
    picture.rgb.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3, value);
    return picture;
}

TEST(Sharpness, FallsWhenEdgesAreSoft) {
    EXPECT_GT(sharpness(edges(600, false)), 0.9);
    EXPECT_EQ(sharpness(plain(600, 90)), 0);
    EXPECT_LT(sharpness(edges(600, true)), sharpness(edges(600, false)));
}

TEST(ThumbnailContrast, IsThatOfWcag) {
    EXPECT_GT(thumbnail_contrast(edges(1200, false)), 15);
    EXPECT_NEAR(thumbnail_contrast(plain(1200, 120)), 1, 0.001);
}

TEST(SourceType, IsReadOutOfXmp) {
    EXPECT_EQ(source_type("..>http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia</Ip"),
              "algorithmicMedia");
    EXPECT_EQ(source_type("no picture"), "");
}

/// Two seconds that blink so often.
std::filesystem::path blinking(std::filesystem::path const& folder, int times_a_second) {
    auto const file = folder / fmt::format("{}.mp4", times_a_second);
    auto const level = times_a_second == 0 ? std::string("120")
                                           : fmt::format("if(lt(mod(T\\,{})\\,{})\\,220\\,20)", 1.0 / times_a_second,
                                                         0.5 / times_a_second);
    auto const made = run_process({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                                   fmt::format("color=black:s=64x64:r=30:d=2,geq=lum={}:cb=128:cr=128", level),
                                   "-pix_fmt", "yuv420p", file.string()});
    EXPECT_TRUE(made) << made.error().message;
    return file;
}

TEST(Flashes, AreCountedAsWcagSays) {
    auto const folder = troupe::testing::scratch_folder("flashes");
    std::filesystem::create_directories(folder);
    EXPECT_EQ(flashes_a_second(blinking(folder, 0), 30).value_or(-1), 0);
    EXPECT_NEAR(flashes_a_second(blinking(folder, 2), 30).value_or(-1), 2, 1);
    EXPECT_GT(flashes_a_second(blinking(folder, 6), 30).value_or(-1), 4);
}

TEST(Fingerprints, FindARecordingAgainThroughALossyCodecAndASecondOfSilence) {
    auto const folder = troupe::testing::scratch_folder("fingerprints");
    std::filesystem::create_directories(folder);
    auto const make = [&](std::string const& name, std::vector<std::string> const& input) {
        std::vector<std::string> command{"ffmpeg", "-v", "error", "-y"};
        command.insert(command.end(), input.begin(), input.end());
        command.push_back((folder / name).string());
        auto const made = run_process(command);
        EXPECT_TRUE(made) << made.error().message;
        auto const print = fingerprint_of(folder / name);
        EXPECT_TRUE(print) << print.error().message;
        return print.value_or("");
    };
    auto const melody = [](char const* step) {
        return std::vector<std::string>{"-f", "lavfi", "-i",
                                        std::string("aevalsrc='0.4*sin(2*PI*t*220*pow(2,floor(mod(t*2*") + step +
                                            ",12))/12))+0.2*sin(2*PI*t*330*pow(2,floor(mod(t*3*" + step +
                                            ",7))/12))':s=44100:d=30"};
    };
    auto const song = make("song.flac", melody("1"));
    auto const other = make("other.flac", melody("1.37"));
    auto const copy = make(
        "copy.mp3", {"-i", (folder / "song.flac").string(), "-af", "adelay=1000:all=1,volume=0.6", "-b:a", "128k"});
    EXPECT_EQ(fingerprint_distance(song, song), 0);
    EXPECT_LT(fingerprint_distance(song, copy), 0.15);
    EXPECT_GT(fingerprint_distance(song, other), 0.2);
    EXPECT_EQ(fingerprint_distance(song, ""), 1);
    EXPECT_EQ(fingerprint_of(folder / "none.flac").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace troupe::distribution::impl
