#include "base/testing/scratch_folder.hpp"
#include "music/takes.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"

namespace troupe::music {
namespace {

/// Writes what it was told to: a master of a few bytes, and an analysis and a tune for each call.
class ScriptedMaker final : public TrackMaker {
public:
    struct Answer {
        Analysis analysis;
        double critic = 0.8;
        int first_pitch = 60;
        std::string bytes = "sound";
    };
    explicit ScriptedMaker(std::vector<Answer> answers) : answers_(std::move(answers)) {}

    [[nodiscard]] Capabilities capabilities() const override { return {}; }
    [[nodiscard]] Result<Track> make(Brief const& brief, std::filesystem::path const& folder, Progress const&, std::stop_token) override {
        auto const& answer = answers_[std::min(briefs.size(), answers_.size() - 1)];
        briefs.push_back(brief);
        Track track;
        track.master = folder / "master.flac";
        if (auto const written = write_file(track.master, answer.bytes); !written) return tl::unexpected(written.error());
        track.analysis = answer.analysis;
        track.key = "A minor";
        track.score = Score{};
        track.score->metrics.score = answer.critic;
        Part lead{"lead", "lead", "", {}};
        for (int i = 0; i < 12; ++i) lead.notes.push_back({.tick = i * 240, .length = 240, .pitch = answer.first_pitch + i * i % (answer.first_pitch % 7 + 3)});
        track.score->parts.push_back(lead);
        return track;
    }
    std::vector<Brief> briefs;

private:
    std::vector<Answer> answers_;
};

Analysis heard(std::string const& key, double lufs = -14) { return {.bpm = 120, .key = key, .seconds = 60, .lufs = lufs}; }

std::filesystem::path folder() { return troupe::testing::scratch_folder("takes"); }

TEST(Takes, TheBestComesFirst) {
    ScriptedMaker maker({{heard("C major"), 0.8, 60, "a"}, {heard("A minor"), 0.8, 61, "b"}, {heard("A minor", -11), 0.8, 62, "c"}});
    auto const takes = make_takes(maker, {.genre = "pop", .seed = 5}, 3, folder(), {}, {});
    ASSERT_TRUE(takes) << takes.error().message;
    ASSERT_EQ(takes->size(), 3U);
    EXPECT_EQ((*takes)[0].number, 2);
    EXPECT_EQ((*takes)[1].number, 3);
    EXPECT_EQ((*takes)[2].number, 1);
    EXPECT_NE(takes_table(*takes).find("as asked"), std::string::npos);
}

TEST(Takes, TheFirstHasTheBriefsSeedAndEachKnowsTheTunesBefore) {
    ScriptedMaker maker({{heard("A minor"), 0.8, 60, "a"}, {heard("A minor"), 0.8, 61, "b"}, {heard("A minor"), 0.8, 62, "c"}});
    ASSERT_TRUE(make_takes(maker, {.genre = "pop", .seed = 5}, 3, folder(), {}, {}));
    EXPECT_EQ(maker.briefs[0].seed, 5U);
    EXPECT_NE(maker.briefs[1].seed, 5U);
    EXPECT_NE(maker.briefs[1].seed, maker.briefs[2].seed);
    EXPECT_EQ(maker.briefs[0].catalogue.size(), 0U);
    EXPECT_EQ(maker.briefs[2].catalogue.size(), 2U);
}

TEST(Takes, AnEqualTakeIsMadeAgainWithAnotherSeed) {
    ScriptedMaker maker({{heard("A minor"), 0.8, 60, "a"}, {heard("A minor"), 0.8, 61, "a"}, {heard("A minor"), 0.8, 60, "b"}, {heard("A minor"), 0.8, 61, "c"}});
    auto const takes = make_takes(maker, {.genre = "pop", .seed = 5}, 2, folder(), {}, {});
    ASSERT_TRUE(takes) << takes.error().message;
    EXPECT_EQ(maker.briefs.size(), 4U) << "the same bytes, then the same tune, are refused";
    ScriptedMaker stubborn({ScriptedMaker::Answer{heard("A minor"), 0.8, 60, "a"}});
    EXPECT_EQ(make_takes(stubborn, {.genre = "pop"}, 2, folder(), {}, {}).error().code, ErrorCode::conflict);
}

TEST(Takes, RefusesANumberOfTakesThatNobodyWants) {
    ScriptedMaker maker({ScriptedMaker::Answer{}});
    EXPECT_EQ(make_takes(maker, {.genre = "pop"}, 0, folder(), {}, {}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(make_takes(maker, {.genre = "pop"}, 11, folder(), {}, {}).error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(maker.briefs.empty());
}

TEST(Takes, AKeyThatIsNearlyRightCountsALittle) {
    Track track;
    track.key = "A minor";
    auto const mark = [&](std::string const& key) {
        track.analysis = heard(key);
        return marks_of(track, {}).key;
    };
    EXPECT_EQ(mark("A minor"), 1);
    EXPECT_EQ(mark("E minor"), 0.5);
    EXPECT_EQ(mark("C major"), 0.3);
    EXPECT_EQ(mark("A major"), 0.2);
    EXPECT_EQ(mark("F# minor"), 0);
}

TEST(Takes, ATempoAnOctaveOffIsNoFault) {
    Track track;
    track.analysis = heard("A minor");
    EXPECT_EQ(marks_of(track, {.bpm = 60}).tempo, 1);
    EXPECT_LT(marks_of(track, {.bpm = 117}).tempo, 0.6);
}

}  // namespace
}  // namespace troupe::music
