#include "base/testing/scratch_folder.hpp"
#include "music/recording.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "base/hash.hpp"
#include "media/audio.hpp"

namespace troupe::music {
namespace {

namespace fs = std::filesystem;

fs::path folder_for(std::string const& name) {
    auto const folder = troupe::testing::scratch_folder("recording") / name;
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder;
}

/// Clicks at 120 BPM over a chord, so that there is something to hear.
media::Audio song(double seconds, double rate, double level, int channels = 2) {
    media::Audio audio{Hertz{rate}, std::vector<std::vector<float>>(static_cast<std::size_t>(channels))};
    for (std::size_t i = 0; i < static_cast<std::size_t>(seconds * rate); ++i) {
        auto const t = static_cast<double>(i) / rate;
        auto const click = std::exp(-30 * std::fmod(t, 0.5)) * std::sin(2 * M_PI * 1000 * t);
        auto const chord =
            0.3 * (std::sin(2 * M_PI * 220 * t) + std::sin(2 * M_PI * 261.63 * t) + std::sin(2 * M_PI * 329.63 * t));
        for (auto& channel : audio.channels) channel.push_back(static_cast<float>(level * 0.5 * (click + chord)));
    }
    return audio;
}

Recording finished(fs::path const& folder, media::Audio const& audio, std::string const& name = "take.wav") {
    EXPECT_TRUE(media::write_audio(folder / name, audio));
    auto out = finish_recording({.sound = folder / name, .folder = folder}, {}, {});
    EXPECT_TRUE(out) << out.error().message;
    return out.value_or(Recording{});
}

TEST(FinishRecording, BringsALoudOneDownAndHearsIt) {
    auto const folder = folder_for("loud");
    auto const out = finished(folder, song(20, 48'000, 1.0));
    EXPECT_LT(out.gain_db, 0);
    EXPECT_NEAR(out.analysis.lufs, -14, 0.2);
    EXPECT_LE(out.analysis.true_peak_dbtp, -1);
    EXPECT_NEAR(out.analysis.seconds, 20, 0.01);
    auto const ratio = out.timeline.tempo.value / 120;
    EXPECT_NEAR(std::exp2(std::log2(ratio) - std::round(std::log2(ratio))), 1, 0.01);
    EXPECT_GE(out.timeline.confidence, 0);
    EXPECT_GT(out.timeline.beats.size(), 8U);
    ASSERT_FALSE(out.timeline.sections.empty());
    auto const mp3 = media::measure_loudness(*media::read_audio(out.mp3));
    EXPECT_LE(mp3->true_peak.value, -1);
}

TEST(FinishRecording, RaisesAQuietOneAsFarAsItsPeaksLetIt) {
    auto const folder = folder_for("quiet");
    auto audio = song(20, 48'000, 0.02);
    for (auto& channel : audio.channels) channel[480'000] = 0.9F;  // one spike
    auto const out = finished(folder, audio);
    EXPECT_LE(out.analysis.true_peak_dbtp, -1);
    EXPECT_LT(out.analysis.lufs, -20);
    ASSERT_EQ(out.notes.size(), 1U);
    EXPECT_NE(out.notes[0].find("its peaks leave no more room"), std::string::npos);
}

TEST(FinishRecording, TakesAnyRateAndMono) {
    auto const folder = folder_for("rate");
    auto const out = finished(folder, song(7.5, 44'100, 0.5, 1));
    EXPECT_NEAR(out.analysis.seconds, 7.5, 0.02);
    auto const master = media::read_audio(out.master);
    EXPECT_EQ(master->sample_rate.value, 48'000);
    EXPECT_EQ(master->channels.size(), 2U);
    EXPECT_NEAR(master->length().count(), 7.5, 0.02);
}

TEST(FinishRecording, LeavesWhatIsRightAsItIs) {
    auto const folder = folder_for("right");
    auto const first = finished(folder, song(10, 48'000, 1.0));
    auto const again = finish_recording({.sound = first.master, .folder = folder / "again"}, {}, {});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->gain_db, 0);
    EXPECT_EQ(media::read_audio(again->master)->channels, media::read_audio(first.master)->channels);
}

TEST(FinishRecording, RefusesWhatIsNoSong) {
    auto const folder = folder_for("bad");
    std::ofstream(folder / "page.mp3") << "<html>Sorry</html>";
    auto const code = [&](std::string const& name) {
        return finish_recording({.sound = folder / name, .folder = folder}, {}, {}).error().code;
    };
    EXPECT_EQ(code("page.mp3"), ErrorCode::invalid_input);
    EXPECT_EQ(code("nothing.mp3"), ErrorCode::not_found);
    ASSERT_TRUE(media::write_audio(folder / "short.wav", song(0.5, 48'000, 1)));
    EXPECT_EQ(code("short.wav"), ErrorCode::invalid_input);
    ASSERT_TRUE(media::write_audio(folder / "silent.wav", song(3, 48'000, 0)));
    EXPECT_EQ(code("silent.wav"), ErrorCode::invalid_input);
    EXPECT_FALSE(fs::exists(folder / "master.flac"));
}

TEST(FinishRecording, StopsAndLeavesNothing) {
    auto const folder = folder_for("stopped");
    ASSERT_TRUE(media::write_audio(folder / "take.wav", song(20, 48'000, 1)));
    for (double const at : {0.1, 0.4, 0.8}) {
        std::stop_source stop;
        auto const halt = [&](double done) {
            if (done >= at) stop.request_stop();
        };
        auto const out =
            finish_recording({.sound = folder / "take.wav", .folder = folder / "out"}, halt, stop.get_token());
        ASSERT_FALSE(out);
        EXPECT_EQ(out.error().code, ErrorCode::cancelled);
        EXPECT_FALSE(fs::exists(folder / "out/master.mp3"));
    }
}

}  // namespace
}  // namespace troupe::music
