#include "base/testing/scratch_folder.hpp"
#include "music/builtin/synth_track_maker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <thread>

#include "base/hash.hpp"
#include "media/audio.hpp"
#include "music/impl/decoded_peak.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music::builtin {
namespace {

namespace fs = std::filesystem;

using testing::tables;

fs::path folder_for(std::string const& name) { return troupe::testing::scratch_folder("synth_track_maker") / name; }

/// One short render of each genre, shared by all tests of this program.
Track const& rendered(std::string const& genre) {
    static std::map<std::string, std::unique_ptr<Track>> tracks;
    auto& track = tracks[genre];
    if (!track) {
        SynthTrackMaker maker(tables(), {});  // as many candidates as a person gets
        Brief const brief{.genre = genre, .key = "A minor", .seconds = 24, .seed = 21};
        auto made = maker.make(brief, folder_for(genre), {}, {});
        EXPECT_TRUE(made) << made.error().message;
        track = std::make_unique<Track>(made.value_or(Track{}));
    }
    return *track;
}

class EveryFamily : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Genres, EveryFamily, ::testing::Values("techno", "lofi", "trap", "pop", "ambient"));

TEST_P(EveryFamily, IsAReleasableMaster) {
    auto const& analysis = rendered(GetParam()).analysis;
    EXPECT_NEAR(analysis.seconds, 24, 0.01);
    EXPECT_NEAR(analysis.lufs, -14, 0.2);
    EXPECT_LE(analysis.true_peak_dbtp, -1.0);
    EXPECT_GE(analysis.stereo_correlation, 0.2);
    EXPECT_LE(analysis.stereo_correlation, 0.98);
    EXPECT_LT(analysis.longest_silence, 1);
}

TEST_P(EveryFamily, KeepsItsPeakThroughMp3) {
    auto const peak = impl::decoded_true_peak(rendered(GetParam()).mp3);
    ASSERT_TRUE(peak);
    EXPECT_LE(*peak, -1.0);
}

TEST_P(EveryFamily, HasStemsAsLongAsItself) {
    auto const& track = rendered(GetParam());
    EXPECT_GE(track.stems.size(), 4U);
    for (auto const& stem : track.stems) {
        auto const audio = media::read_audio(stem.file);
        ASSERT_TRUE(audio) << stem.name;
        EXPECT_EQ(audio->frames(), 24U * 48'000) << stem.name;
    }
}

TEST_P(EveryFamily, HasAnExactTimeline) {
    auto const& timeline = rendered(GetParam()).timeline;
    EXPECT_NEAR(timeline.length.count(), 24, 0.001);
    ASSERT_GT(timeline.beats.size(), 8U);
    EXPECT_NEAR((timeline.beats[1].at - timeline.beats[0].at).count(), 60 / timeline.tempo.value, 1e-9);
    ASSERT_FALSE(timeline.sections.empty());
    EXPECT_EQ(timeline.sections.front().start.count(), 0);
    EXPECT_EQ(timeline.sections.back().end, timeline.length);
    for (std::size_t i = 1; i < timeline.sections.size(); ++i) EXPECT_EQ(timeline.sections[i].start, timeline.sections[i - 1].end);
    EXPECT_LT(timeline.hook_start, timeline.length);
}

TEST(SynthTrackMaker, IsHeardInTheAskedTempoAndKey) {
    // Stretches of 24 s, chosen among 4: some float between their key and the relative one. benchmarks/music counts songs.
    std::string heard;
    int keys = 0;
    for (auto const* genre : {"techno", "lofi", "trap", "pop", "ambient"}) {
        keys += rendered(genre).analysis.key == "A minor" ? 1 : 0;
        heard += std::string(genre) + ": " + rendered(genre).analysis.key + "; ";
    }
    EXPECT_GE(keys, 3) << heard;
    auto const& pop = rendered("pop");
    auto const ratio = pop.analysis.bpm / pop.score->bpm;
    EXPECT_NEAR(std::exp2(std::log2(ratio) - std::round(std::log2(ratio))), 1, 0.005);
}

TEST(SynthTrackMaker, GenresDoNotSoundAlike) {
    auto const& lofi = rendered("lofi").analysis;
    auto const& techno = rendered("techno").analysis;
    auto const& ambient = rendered("ambient").analysis;
    auto const& trap = rendered("trap").analysis;
    EXPECT_GT(techno.octave_bands_db[9] - lofi.octave_bands_db[9], 4) << "lo-fi has no top";
    auto const sub_over_body = [](Analysis const& heard) { return heard.octave_bands_db[1] - heard.octave_bands_db[3]; };
    EXPECT_GT(sub_over_body(trap), sub_over_body(ambient) + 5) << "trap lives in its sub";
    EXPECT_GT(rendered("techno").score->bpm, rendered("lofi").score->bpm + 20);
}

TEST(SynthTrackMaker, SameSeedSameBytesOnAnyNumberOfThreads) {
    Brief const brief{.genre = "house", .seconds = 15, .vocals = "choir", .seed = 77};
    std::vector<std::string> hashes;
    for (int const threads : {1, 2, 4}) {
        SynthTrackMaker maker(tables(), {.threads = threads, .mp3 = false, .candidates = 2});
        auto const track = maker.make(brief, folder_for("threads" + std::to_string(threads)), {}, {});
        ASSERT_TRUE(track) << track.error().message;
        hashes.push_back(sha256_of_file(track->master).value() + sha256_of_file(track->midi).value() + sha256_of_file(track->stems.front().file).value());
    }
    EXPECT_EQ(hashes[0], hashes[1]);
    EXPECT_EQ(hashes[0], hashes[2]);
    SynthTrackMaker maker(tables(), {.stems = false, .mp3 = false, .candidates = 2});
    auto other = brief;
    other.seed = 78;
    auto const track = maker.make(other, folder_for("other"), {}, {});
    ASSERT_TRUE(track);
    EXPECT_NE(hashes[0].substr(0, 64), sha256_of_file(track->master).value());
}

TEST(SynthTrackMaker, SingsAndWritesTheLyrics) {
    Brief brief{.genre = "indie", .seconds = 30, .vocals = "sung", .title = "Low Tide", .seed = 8};
    brief.lyrics = {{"verse", {{"the harbour keeps its silence"}, {"and I keep mine"}}}, {"chorus", {{"come back slow"}, {"come back slow"}}}};
    SynthTrackMaker maker(tables(), {.mp3 = false, .candidates = 2});
    auto const track = maker.make(brief, folder_for("sung"), {}, {});
    ASSERT_TRUE(track) << track.error().message;
    ASSERT_TRUE(track->lyrics_lrc);
    EXPECT_FALSE(track->timeline.lyrics.empty());
    EXPECT_NE(track->provenance.engine.find("synthetic"), std::string::npos);
    bool const has_stem = std::any_of(track->stems.begin(), track->stems.end(), [](auto const& stem) { return stem.name == "vocals"; });
    EXPECT_TRUE(has_stem);
}

TEST(SynthTrackMaker, StopsWithinASecondAndLeavesNoHalfFile) {
    std::stop_source stop;
    SynthTrackMaker maker(tables(), {.candidates = 2});
    auto const folder = folder_for("stopped");
    fs::remove_all(folder);
    std::chrono::steady_clock::time_point asked;
    auto const stop_once = [&](double fraction, std::string_view) {
        if (fraction <= 0.03 || stop.stop_requested()) return;
        asked = std::chrono::steady_clock::now();
        stop.request_stop();
    };
    auto const track = maker.make({.genre = "techno", .seconds = 300, .seed = 1}, folder, stop_once, stop.get_token());
    ASSERT_FALSE(track);
    EXPECT_EQ(track.error().code, ErrorCode::cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
    EXPECT_FALSE(fs::exists(folder / "master.flac"));
    EXPECT_TRUE(fs::is_empty(folder / "stems"));
}

TEST(SynthTrackMaker, RefusesABadBriefAndABadFolder) {
    SynthTrackMaker maker(tables());
    EXPECT_EQ(maker.make({.genre = "pop", .bpm = 500}, folder_for("bad"), {}, {}).error().code, ErrorCode::invalid_input);
    EXPECT_FALSE(fs::exists(folder_for("bad")));
    EXPECT_FALSE(maker.make({.genre = "pop", .seconds = 20}, "/proc/nowhere", {}, {}));
}

}  // namespace
}  // namespace troupe::music::builtin
