#include "music/impl/composer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/json.hpp"
#include "music/impl/harmony.hpp"
#include "music/impl/syllables.hpp"
#include "music/midi.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music::impl {
namespace {

using testing::tables;

Score song(Brief const& brief, int candidates = 8) {
    EXPECT_TRUE(validate(brief, tables()));
    return compose(make_plan(brief, tables()), brief, candidates);
}

TEST(Composer, SameSeedSameSongOtherSeedAnother) {
    Brief brief{.genre = "lofi", .seconds = 60, .seed = 5};
    auto const first = midi_of(song(brief));
    EXPECT_EQ(first, midi_of(song(brief)));
    brief.seed = 6;
    EXPECT_NE(first, midi_of(song(brief)));
}

TEST(Composer, MeetsTempoKeyAndLengthInEveryGenre) {
    for (auto const& [id, genre] : tables().genres()) {
        Brief const brief{.genre = id, .bpm = 97, .key = "F# minor", .seconds = 75, .seed = 3};
        auto const plan = make_plan(brief, tables());
        auto const score = compose(plan, brief, 2);
        EXPECT_EQ(score.bpm, 97) << id;
        EXPECT_EQ(score.tonic, 6) << id;
        EXPECT_NEAR(score.seconds() + plan.tail_seconds, 75, 1e-6) << id;
        EXPECT_EQ(score.chords.back().root, 6) << id << " must end at home";
        int bars = 0;
        for (auto const& section : score.sections) bars += section.bars;
        EXPECT_EQ(bars, score.bars) << id;
    }
}

TEST(Composer, FitsEveryLength) {
    for (auto const& [id, genre] : tables().genres())
        for (double const seconds : {15.0, 20.0, 33.3, 90.0, 240.0, 600.0}) {
            Brief const brief{.genre = id, .seconds = seconds, .seed = 1};
            auto const plan = make_plan(brief, tables());
            int bars = 0;
            for (auto const& section : plan.sections) {
                EXPECT_GT(section.bars, 0) << id << " " << seconds;
                EXPECT_EQ(section.first_bar, bars) << id;
                bars += section.bars;
            }
            EXPECT_EQ(bars, plan.bars) << id << " " << seconds;
        }
}

TEST(Composer, TheHookReturns) {
    auto const score = song({.genre = "pop", .key = "C major", .seconds = 150, .seed = 11});
    EXPECT_GT(score.metrics.bars_returning, 0.5);
    EXPECT_GT(score.metrics.scale_consistency, 0.85);
    EXPECT_GT(score.metrics.steps, 0.25);
    EXPECT_LT(score.metrics.wide_leaps, 0.12);
}

TEST(Composer, KeepsTheBestCandidate) {
    Brief const brief{.genre = "indie", .seconds = 90, .seed = 2};
    EXPECT_GE(song(brief, 16).metrics.score, song(brief, 1).metrics.score);
}

TEST(Composer, FollowsTheAskedFormAndParts) {
    auto const score = song({.genre = "techno", .seconds = 60, .form = {"intro", "drop", "outro"}, .parts = {"drums", "bass", "lead"}, .seed = 1});
    ASSERT_EQ(score.sections.size(), 3U);
    EXPECT_EQ(score.sections[1].name, "drop");
    EXPECT_EQ(score.part("pad"), nullptr);
    EXPECT_NE(score.part("lead"), nullptr);
}

TEST(Composer, SetsEverySyllableOfTheLyrics) {
    Brief brief{.genre = "pop", .seconds = 90, .vocals = "sung", .seed = 4};
    brief.lyrics = {{"verse", {{"walking through the rain tonight"}, {"every window holds a light"}}}, {"chorus", {{"call me home"}, {"before the morning comes"}}}};
    auto const score = song(brief);
    auto const* vocals = score.part("vocals");
    ASSERT_NE(vocals, nullptr);
    EXPECT_EQ(vocals->notes.size(), score.syllables.size());
    std::set<std::string> const lines(score.lines.begin(), score.lines.end());
    EXPECT_EQ(lines.size(), 4U);
    for (std::size_t i = 0; i + 1 < score.syllables.size(); ++i) EXPECT_LT(score.syllables[i].tick, score.syllables[i + 1].tick);
    auto const timeline = timeline_of(score, 2);
    EXPECT_EQ(timeline.lyrics.size(), score.lines.size());
}

TEST(Composer, GenresDifferInTheirDrums) {
    std::map<std::string, double> per_bar;
    for (auto const* genre : {"techno", "lofi", "trap", "pop"}) {
        auto const score = song({.genre = genre, .seconds = 90, .seed = 7}, 2);
        per_bar[genre] = static_cast<double>(score.part("drums")->notes.size()) / score.bars;
    }
    EXPECT_GT(per_bar["techno"], per_bar["lofi"] + 3);
}

TEST(Composer, EighthsSwingInJazzAndSixteenthsInGarage) {
    auto const lateness = [](std::string const& genre, int step) {
        auto const score = song({.genre = genre, .seconds = 60, .seed = 3}, 2);
        double sum = 0, count = 0;
        for (auto const& note : score.part("drums")->notes)
            if (note.tick % ticks_per_beat == step * ticks_per_step) {
                sum += note.shift;
                count += 1;
            }
        return count > 0 ? sum / count : 0;
    };
    EXPECT_NEAR(lateness("jazz", 2), 0.32 * 2 * ticks_per_step, 8) << "the second eighth of a beat makes a triplet";
    EXPECT_NEAR(lateness("jazz", 0), 0, 8);
    EXPECT_NEAR(lateness("garage", 1), 0.28 * ticks_per_step, 4);
    EXPECT_NEAR(lateness("garage", 2), 0, 4);
}

TEST(Midi, SaysTempoMetreKeyAndSections) {
    auto const score = song({.genre = "house", .bpm = 123.5, .key = "A minor", .seconds = 40, .seed = 9});
    auto const midi = midi_of(score);
    EXPECT_EQ(midi.substr(0, 4), "MThd");
    auto const tempo = midi.find(std::string("\xff\x51\x03", 3));
    ASSERT_NE(tempo, std::string::npos);
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(midi[tempo + 3 + i]); };
    auto const microseconds = byte(0) << 16 | byte(1) << 8 | byte(2);
    EXPECT_NEAR(60e6 / microseconds, 123.5, 0.001);
    EXPECT_NE(midi.find(std::string("\xff\x59\x02\x00\x01", 5)), std::string::npos) << "A minor has no accidentals";
    EXPECT_NE(midi.find(std::string("\xff\x58\x04\x04\x02", 5)), std::string::npos);
    for (auto const& section : score.sections) EXPECT_NE(midi.find(section.name), std::string::npos);
}

TEST(Harmony, ReadsRomanNumerals) {
    EXPECT_EQ(realise("i", 9, "minor").pitches, (std::vector<int>{9, 0, 4}));
    EXPECT_EQ(realise("V7", 9, "minor").pitches, (std::vector<int>{4, 8, 11, 2})) << "with the raised seventh";
    EXPECT_EQ(realise("bII", 0, "phrygian").root, 1);
    EXPECT_EQ(realise("VI", 9, "minor").root, 5);
    for (auto const* wrong : {"", "X", "viiii", "V99"}) EXPECT_FALSE(parse_roman(wrong)) << wrong;
}

TEST(Syllables, CountsAsSingersDo) {
    auto const count = [](std::string const& text) { return syllables_of({text}).size(); };
    EXPECT_EQ(count("walking home"), 3U);
    EXPECT_EQ(count("I loved the lanes"), 4U);
    EXPECT_EQ(count("wanted roses"), 4U);
    EXPECT_EQ(count("table"), 2U);
    EXPECT_EQ(count("yesterday"), 3U);
    EXPECT_EQ(count(""), 0U);
    EXPECT_EQ(syllables_of({"fire", 2}).size(), 2U);
    EXPECT_EQ(syllables_of({"one two three", 2}).size(), 2U);
}

}  // namespace
}  // namespace troupe::music::impl
