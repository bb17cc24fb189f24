#include <gtest/gtest.h>

#include <cmath>
#include <ctime>

#include "base/testing/scratch_folder.hpp"
#include "media/audio.hpp"
#include "music/builtin/synth_track_maker.hpp"
#include "music/impl/splice.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music::builtin {
namespace {

namespace fs = std::filesystem;

using testing::tables;
SynthTrackMaker maker() { return SynthTrackMaker(tables(), {.mp3 = false, .candidates = 2}); }
fs::path take_folder(std::string const& name) { return troupe::testing::scratch_folder("revisions") / name; }
Brief song() { return {.genre = "pop", .key = "A minor", .seconds = 40, .seed = 21}; }

struct Pair {
    Track take, redone;
    int section = 1;
    std::int64_t first = 0, last = 0;  ///< frames of the section
};

/// One take with its second section made anew, shared by the tests.
Pair const& redone() {
    static Pair const pair = [] {
        Pair made;
        auto engine = maker();
        made.take = engine.make(song(), take_folder("take"), {}, {}).value();
        auto const& score = *made.take.score;
        auto const& section = score.sections[1];
        made.first = std::llround(score.seconds_at(section.first_bar * score.bar_ticks()) * 48'000);
        made.last = std::llround(score.seconds_at((section.first_bar + section.bars) * score.bar_ticks()) * 48'000);
        auto redo = engine.revise(song(), {made.section, 99, score, take_folder("take")}, take_folder("redone"), {}, {});
        EXPECT_TRUE(redo) << redo.error().message;
        made.redone = redo.value_or(Track{});
        return made;
    }();
    return pair;
}

/// How many samples differ outside and inside a stretch of frames.
std::pair<long, long> differences(fs::path const& a, fs::path const& b, std::int64_t first, std::int64_t last) {
    auto const before = media::read_audio(a).value(), after = media::read_audio(b).value();
    EXPECT_EQ(before.frames(), after.frames()) << b;
    long outside = 0, inside = 0;
    for (std::size_t c = 0; c < 2; ++c)
        for (std::size_t i = 0; i < before.frames(); ++i) {
            auto const frame = static_cast<std::int64_t>(i);
            (frame >= first && frame < last ? inside : outside) += before.channels[c][i] != after.channels[c][i] ? 1 : 0;
        }
    return {outside, inside};
}

TEST(Revision, TheMasterOutsideTheSectionIsTheTakesToTheSample) {
    auto const& pair = redone();
    auto const [outside, inside] = differences(pair.take.master, pair.redone.master, pair.first, pair.last);
    EXPECT_EQ(outside, 0);
    EXPECT_GT(inside, pair.last - pair.first) << "most of both channels' samples are new";
}

TEST(Revision, EveryStemOutsideTheSectionIsTheTakesToTheSample) {
    auto const& pair = redone();
    long inside_all = 0;
    ASSERT_GE(pair.redone.stems.size(), pair.take.stems.size());
    for (auto const& stem : pair.take.stems) {
        auto const [outside, inside] = differences(stem.file, take_folder("redone") / "stems" / (stem.name + ".flac"), pair.first, pair.last);
        EXPECT_EQ(outside, 0) << stem.name;
        inside_all += inside;
    }
    EXPECT_GT(inside_all, 0);
}

TEST(Revision, TheNewSectionIsAsLoudAsTheOldOneAndUnderTheCeiling) {
    auto const& pair = redone();
    auto const loudness = [&](Track const& track) {
        return impl::loudness_of(impl::sound_of(track.master)(), {pair.first, pair.last}).value();
    };
    EXPECT_NEAR(loudness(pair.redone), loudness(pair.take), 0.3);
    EXPECT_LE(pair.redone.analysis.true_peak_dbtp, -1.0);
    EXPECT_NEAR(pair.redone.analysis.lufs, pair.take.analysis.lufs, 0.2);
}

TEST(Revision, HasNoClickAtItsEdges) {
    auto const& pair = redone();
    auto const audio = media::read_audio(pair.redone.master).value();
    auto const& left = audio.channels[0];
    auto const jump = [&](std::int64_t at) { return std::abs(left[static_cast<std::size_t>(at)] - left[static_cast<std::size_t>(at - 1)]); };
    float usual = 0;
    for (auto at = pair.first; at < pair.last; ++at) usual = std::max(usual, jump(at));
    EXPECT_LE(jump(pair.first), usual);
    EXPECT_LE(jump(pair.last), 0.2F);
}

TEST(Revision, TheScoreChangesInTheSectionAlone) {
    auto const& pair = redone();
    auto const& before = *pair.take.score;
    auto const& after = *pair.redone.score;
    auto const& section = before.sections[1];
    auto const from = section.first_bar * before.bar_ticks(), to = (section.first_bar + section.bars) * before.bar_ticks();
    for (auto const& part : before.parts) {
        auto const* other = after.part(part.name);
        for (auto const& note : part.notes)
            if (note.tick < from || note.tick >= to) {
                ASSERT_NE(other, nullptr) << part.name;
                EXPECT_NE(std::find(other->notes.begin(), other->notes.end(), note), other->notes.end()) << part.name << " at " << note.tick;
            }
    }
    EXPECT_EQ(after.ticks(), before.ticks());
}

TEST(Revision, RefusesASectionThatIsNotThereAndAFolderWithoutTheTake) {
    auto const& pair = redone();
    auto engine = maker();
    EXPECT_EQ(engine.revise(song(), {77, 1, *pair.take.score, take_folder("take")}, take_folder("x"), {}, {}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(engine.revise(song(), {1, 1, *pair.take.score, take_folder("nowhere")}, take_folder("x"), {}, {}).error().code, ErrorCode::not_found);
    EXPECT_FALSE(fs::exists(take_folder("x")));
}

TEST(Preview, IsTenSecondsOfTheHook) {
    auto engine = maker();
    auto const file = engine.preview(song(), take_folder("preview"), {});
    ASSERT_TRUE(file) << file.error().message;
    auto const heard = analyze_file(*file);
    ASSERT_TRUE(heard);
    EXPECT_NEAR(heard->seconds, 10, 0.1);
    EXPECT_NEAR(heard->lufs, -14, 0.7);
    EXPECT_LE(heard->true_peak_dbtp, -1.0);
    EXPECT_FALSE(fs::exists(take_folder("preview") / "stems"));
}

}  // namespace
}  // namespace troupe::music::builtin
