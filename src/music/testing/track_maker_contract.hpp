#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "base/testing/scratch_folder.hpp"
#include "media/audio.hpp"
#include "music/track_maker.hpp"

namespace troupe::music::testing {

/// What every TrackMaker promises; an adapter's test only instantiates it with a bench that has `TrackMaker& maker` and
/// `Brief brief`, a short song that it can make.
template <class Bench>
class TrackMakerContract : public ::testing::Test {
protected:
    TrackMakerContract()
        : folder_(troupe::testing::scratch_folder("track_maker_contract") / typeid(Bench).name()) {
        std::filesystem::remove_all(folder_);
    }
    ~TrackMakerContract() override { std::filesystem::remove_all(folder_); }

    Result<Track> make(Progress const& progress = {}, std::stop_token stop = {}) {
        return bench.maker.make(bench.brief, folder_, progress, std::move(stop));
    }

    /// Files that no caller was told of: hidden, or the only thing in the folder.
    [[nodiscard]] bool has_leftovers() const {
        if (!std::filesystem::exists(folder_)) return false;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(folder_))
            if (entry.path().filename().string().starts_with('.')) return true;
        return false;
    }

    std::filesystem::path folder_;
    Bench bench;
};
TYPED_TEST_SUITE_P(TrackMakerContract);

TYPED_TEST_P(TrackMakerContract, MakesFilesThatAreWhole) {
    double last = 0;
    auto const rises = [&](double fraction, std::string_view) {
        EXPECT_GE(fraction, last);
        EXPECT_LE(fraction, 1);
        last = fraction;
    };
    auto const track = this->make(rises);
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_EQ(track->master, this->folder_ / "master.flac");
    auto const master = media::read_audio(track->master);
    ASSERT_TRUE(master) << master.error().message;
    EXPECT_EQ(master->channels.size(), 2U);
    EXPECT_EQ(master->sample_rate.value, 48'000);
    EXPECT_NEAR(master->length().count(), track->analysis.seconds, 0.05);
    EXPECT_NEAR(track->timeline.length.count(), track->analysis.seconds, 0.1);
    EXPECT_TRUE(media::read_audio(track->mp3));
    for (auto const& stem : track->stems) EXPECT_TRUE(media::read_audio(stem.file)) << stem.name;
    EXPECT_TRUE(track->midi.empty() || std::filesystem::file_size(track->midi) > 0);
    EXPECT_FALSE(this->has_leftovers());
    EXPECT_GT(last, 0.9);
}

TYPED_TEST_P(TrackMakerContract, KeepsToItsCapabilities) {
    auto const can = this->bench.maker.capabilities();
    auto const track = this->make();
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_EQ(track->score.has_value(), can.score);
    EXPECT_EQ(track->midi.empty(), !can.score);
    EXPECT_EQ(track->stems.empty(), !can.stems);
    if (can.exact_tempo) {
        EXPECT_EQ(track->timeline.confidence, 1);
        EXPECT_EQ(track->timeline.tempo.value, this->bench.brief.bpm);
    }
    if (can.exact_key) {
        EXPECT_EQ(track->key, this->bench.brief.key);
    }
    EXPECT_LE(track->analysis.seconds, can.longest_seconds);
}

TYPED_TEST_P(TrackMakerContract, SaysWhoMadeItAndFromWhat) {
    auto const track = this->make();
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_FALSE(track->provenance.engine.empty());
    EXPECT_FALSE(track->provenance.prompt.empty());
    EXPECT_FALSE(track->provenance.licence.empty());
    EXPECT_TRUE(track->provenance.ai.composition) << "our engines count as AI, others are";
}

TYPED_TEST_P(TrackMakerContract, IsAsLoudAsStoresWantIt) {
    auto const track = this->make();
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_LE(track->analysis.true_peak_dbtp, -1);
    EXPECT_LE(track->analysis.lufs, -13.5);
}

TYPED_TEST_P(TrackMakerContract, NamesTheWrongFieldAndMakesNothing) {
    auto const refused = [&](Brief const& brief) {
        auto const track = this->bench.maker.make(brief, this->folder_, {}, {});
        EXPECT_EQ(track.error().code, ErrorCode::invalid_input);
        EXPECT_FALSE(std::filesystem::exists(this->folder_));
        return track.error().message.substr(0, track.error().message.find(':'));
    };
    auto brief = this->bench.brief;
    brief.bpm = 500;
    EXPECT_EQ(refused(brief), "bpm");
    brief = this->bench.brief;
    brief.genre = "opera seria";
    EXPECT_EQ(refused(brief), "genre");
    brief = this->bench.brief;
    brief.key = "H# blue";
    EXPECT_EQ(refused(brief), "key");
}

TYPED_TEST_P(TrackMakerContract, StopsBeforeItBegins) {
    std::stop_source stop;
    stop.request_stop();
    auto const track = this->make({}, stop.get_token());
    ASSERT_FALSE(track);
    EXPECT_EQ(track.error().code, ErrorCode::cancelled);
    EXPECT_FALSE(std::filesystem::exists(this->folder_ / "master.flac"));
    EXPECT_FALSE(this->has_leftovers());
}

TYPED_TEST_P(TrackMakerContract, StopsOnItsWayAndLeavesNothingHalf) {
    std::stop_source stop;
    auto const halt = [&](double fraction, std::string_view) {
        if (fraction > 0.02) stop.request_stop();
    };
    auto const track = this->make(halt, stop.get_token());
    ASSERT_FALSE(track);
    EXPECT_EQ(track.error().code, ErrorCode::cancelled);
    EXPECT_FALSE(std::filesystem::exists(this->folder_ / "master.flac"));
    EXPECT_FALSE(this->has_leftovers());
}

TYPED_TEST_P(TrackMakerContract, ReplacesWhatWasThere) {
    std::filesystem::create_directories(this->folder_);
    ASSERT_TRUE(media::write_audio(this->folder_ / "master.flac", {Hertz{48'000}, {{0.1F, 0.2F}, {0.1F, 0.2F}}}));
    auto const track = this->make();
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_GT(media::read_audio(track->master)->length().count(), 1);
}

TYPED_TEST_P(TrackMakerContract, RefusesAFolderThatCannotBe) {
    auto const track = this->bench.maker.make(this->bench.brief, "/proc/nowhere", {}, {});
    ASSERT_FALSE(track);
    EXPECT_NE(track.error().message.find("/proc/nowhere"), std::string::npos) << track.error().message;
}

TYPED_TEST_P(TrackMakerContract, DoesOnlyWhatItSaysItCan) {
    auto const can = this->bench.maker.capabilities();
    if (!can.revises) {
        EXPECT_EQ(this->bench.maker.revise({}, {}, this->folder_, {}, {}).error().code, ErrorCode::unavailable);
    }
    if (!can.previews) {
        EXPECT_EQ(this->bench.maker.preview({}, this->folder_, {}).error().code, ErrorCode::unavailable);
    }
}

REGISTER_TYPED_TEST_SUITE_P(TrackMakerContract, MakesFilesThatAreWhole, KeepsToItsCapabilities,
                            SaysWhoMadeItAndFromWhat, IsAsLoudAsStoresWantIt, NamesTheWrongFieldAndMakesNothing,
                            StopsBeforeItBegins, StopsOnItsWayAndLeavesNothingHalf, ReplacesWhatWasThere,
                            RefusesAFolderThatCannotBe, DoesOnlyWhatItSaysItCan);

}  // namespace troupe::music::testing
