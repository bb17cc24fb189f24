#include "music/impl/composing/measure.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "music/impl/composing/critic.hpp"
#include "music/impl/composing/rows.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr int bar = 4 * ticks_per_beat;

Score with_lead(std::vector<Note> notes, int bars) {
    Score score;
    score.bars = bars;
    score.mode = "major";
    score.parts = {{"lead", "lead", "", std::move(notes)}};
    return score;
}

TEST(Measure, EntropyOfOneFourAndAllBars) {
    std::vector<Note> notes;
    for (int b = 0; b < 4; ++b) notes.push_back({b * bar, 0, 480, 60 + b % 2 * 4, 0.8, 0});
    auto const metrics = measure(with_lead(notes, 4));
    EXPECT_NEAR(metrics.bar_entropy, 0, 1e-9) << "one tone a bar";
    EXPECT_NEAR(metrics.phrase_entropy, 1, 1e-9) << "two tones as often";
    EXPECT_NEAR(metrics.pitch_class_entropy, 1, 1e-9);
}

TEST(Measure, ScaleByDuration) {
    auto const metrics = measure(with_lead({{0, 0, 900, 60, 0.8, 0}, {960, 0, 100, 61, 0.8, 0}}, 1));
    // C and C# lie together in Ab major: the best of the twelve scales counts, as in MusPy.
    EXPECT_NEAR(metrics.scale_consistency, 1, 1e-9);
    auto const chromatic = measure(with_lead({{0, 0, 800, 60, 0.8, 0}, {800, 0, 100, 61, 0.8, 0}, {900, 0, 100, 62, 0.8, 0}}, 1));
    EXPECT_NEAR(chromatic.scale_consistency, 0.9, 1e-9);
}

TEST(Measure, GrooveOfNeighboursAndOfAllPairs) {
    // Bars 0 and 1 share their onsets, bar 2 has two others: 2 of 16 missing and 2 added.
    std::vector<Note> const notes{{0, 0, 120, 60, 1, 0},       {480, 0, 120, 60, 1, 0},           {bar, 0, 120, 60, 1, 0},
                                  {bar + 480, 0, 120, 60, 1, 0}, {2 * bar + 120, 0, 120, 60, 1, 0}, {2 * bar + 600, 0, 120, 60, 1, 0}};
    auto const metrics = measure(with_lead(notes, 3));
    EXPECT_NEAR(metrics.groove_consistency, (1 + 0.75) / 2, 1e-9);
    EXPECT_NEAR(metrics.grooving_similarity, (1 + 0.75 + 0.75) / 3, 1e-9);
}

TEST(Measure, BarsThatReturn) {
    std::vector<Note> const notes{{0, 0, 120, 60, 1, 0}, {bar, 0, 120, 60, 1, 0}, {2 * bar, 0, 120, 64, 1, 0}, {3 * bar + 240, 0, 120, 60, 1, 0}};
    auto const metrics = measure(with_lead(notes, 8));
    EXPECT_NEAR(metrics.bars_returning, 0.5, 1e-9);
    EXPECT_NEAR(metrics.rhythms_returning, 0.75, 1e-9);
    EXPECT_NEAR(metrics.active_bars, 0.5, 1e-9);
    EXPECT_NEAR(metrics.on_beat, 0.75, 1e-9);
    EXPECT_NEAR(metrics.on_half_beat, 0.25, 1e-9);
}

TEST(Measure, BeatsOfCompoundAndOddMetres) {
    auto score = with_lead({{0, 0, 120, 60, 1, 0}, {720, 0, 120, 60, 1, 0}, {480, 0, 120, 60, 1, 0}}, 1);
    score.metre = {6, 8};
    auto const metrics = measure(score);
    EXPECT_NEAR(metrics.on_beat, 2.0 / 3, 1e-9) << "dotted quarters";
    EXPECT_NEAR(metrics.on_half_beat, 1.0 / 3, 1e-9) << "the eighths between";
}

TEST(Measure, ChordsByKind) {
    Score score;
    score.bars = 2;
    for (auto const* roman : {"I", "I/3", "vi7", "Vsus4"}) {
        score.chords.push_back(realise(roman, 0, "major"));
        score.chords.back().length = 960;
    }
    auto const metrics = measure(score);
    EXPECT_EQ(metrics.chords_per_bar, 2);
    EXPECT_EQ(metrics.distinct_chords, 4);
    EXPECT_EQ(metrics.inverted_chords, 0.25);
    EXPECT_EQ(metrics.rich_chords, 0.5);
    EXPECT_EQ(metrics.minor_chords, 0.25);
}

TEST(Critic, AGenresOwnRangeTakesThePlaceOfTheSongs) {
    Genre genre;
    Metrics metrics;
    metrics.active_bars = 0.3;
    auto const before = judge(metrics, genre);
    genre.metric_ranges["active_bars"] = {0.2, 0.4};
    EXPECT_GT(judge(metrics, genre), before);
    auto const bounds = bounds_of(*metric_row("active_bars"), genre);
    EXPECT_TRUE(bounds.centres(0.3));
    EXPECT_FALSE(bounds.centres(0.22));
    EXPECT_TRUE(bounds.holds(0.22));
    genre.metric_ranges["active_bars"] = {0, 1};
    EXPECT_TRUE(bounds_of(*metric_row("active_bars"), genre).centres(0)) << "nothing is as good as the middle";
    EXPECT_EQ(metric_row("loudness"), nullptr);
}

TEST(Critic, EveryRowHasItsPercentilesInOrder) {
    for (auto const& row : metric_rows()) {
        EXPECT_LE(row.p5, row.p25) << row.name;
        EXPECT_LE(row.p25, row.p50) << row.name;
        EXPECT_LE(row.p50, row.p75) << row.name;
        EXPECT_LE(row.p75, row.p95) << row.name;
    }
}

}  // namespace
}  // namespace troupe::music::impl
