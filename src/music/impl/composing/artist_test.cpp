// What a brief says of mood, sound and artist is heard in the song.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "music/impl/composer.hpp"
#include "music/impl/composing/measure.hpp"
#include "music/impl/composing/theme.hpp"
#include "music/impl/harmony.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music::impl {
namespace {

using testing::tables;

Score composed(Brief const& brief, int candidates = 4) { return compose(make_plan(brief, tables()), brief, candidates); }

double minor_share(double valence) {
    double minor = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) minor += is_minor(make_plan({.genre = "pop", .valence = valence, .seed = seed}, tables()).mode) ? 1 : 0;
    return minor / 40;
}

TEST(Mood, ValenceChoosesTheMode) {
    EXPECT_GT(minor_share(-1), 0.7);
    EXPECT_LT(minor_share(1), 0.15);
}

TEST(Mood, EnergyMovesTempoSectionsAndDensity) {
    double slow = 0, fast = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        auto const calm = make_plan({.genre = "pop", .energy = 0.0, .seed = seed}, tables());
        auto const wild = make_plan({.genre = "pop", .energy = 1.0, .seed = seed}, tables());
        slow += calm.bpm / 20;
        fast += wild.bpm / 20;
        EXPECT_LT(calm.sound.at("density"), wild.sound.at("density"));
    }
    EXPECT_GT(fast, slow + 10);
    auto const calm = make_plan({.genre = "pop", .energy = 0.1, .seed = 1}, tables()), wild = make_plan({.genre = "pop", .energy = 0.9, .seed = 1}, tables());
    EXPECT_LT(calm.sections.front().energy, wild.sections.front().energy);
    EXPECT_LT(calm.melody.low, wild.melody.low);
}

TEST(Mood, NumbersAloneFindTheNearestMoodAndItsGenre) {
    auto const plan = make_plan({.valence = -0.6, .energy = 0.35, .seed = 1}, tables());
    EXPECT_EQ(plan.mood_id, "melancholic");
    EXPECT_FALSE(plan.genre_id.empty());
    EXPECT_EQ(plan.valence, -0.6);
}

TEST(Sound, EachNameOfTheComposerActs) {
    auto const mean = [&](std::string const& name, double value, double Metrics::*what) {
        double sum = 0;
        for (std::uint64_t seed = 0; seed < 8; ++seed) sum += composed({.genre = "lofi", .seconds = 90, .sound = {{name, value}}, .seed = seed}, 1).metrics.*what / 8;
        return sum;
    };
    EXPECT_GT(mean("leaps", 1, &Metrics::leaps), 1.2 * mean("leaps", -1, &Metrics::leaps));
    EXPECT_LT(mean("syncopation", 1, &Metrics::on_beat), mean("syncopation", -1, &Metrics::on_beat) - 0.05);
    EXPECT_GT(mean("density", 1, &Metrics::notes_per_bar), 1.2 * mean("density", -1, &Metrics::notes_per_bar));
    auto const pitch = [&](double value) {
        auto const melody = melody_of(composed({.genre = "lofi", .seconds = 60, .sound = {{"register", value}}, .seed = 3}, 1));
        double sum = 0;
        for (auto const& note : melody) sum += note.pitch;
        return sum / static_cast<double>(melody.size());
    };
    EXPECT_GT(pitch(1), pitch(-1) + 6);
    auto const rich = [&](double value) { return composed({.genre = "pop", .seconds = 90, .sound = {{"colour", value}}, .seed = 3}, 1).metrics.rich_chords; };
    EXPECT_GT(rich(1), rich(-1) + 0.1);
}

/// The hook's first tones as scale steps from the first, and their onsets: of the first chorus's lead.
std::pair<std::vector<int>, std::vector<int>> head_of_hook(Score const& score, std::size_t tones) {
    auto const& section = *std::find_if(score.sections.begin(), score.sections.end(), [](auto const& s) { return is_hook(s); });
    std::vector<int> contour, onsets;
    int const start = section.first_bar * score.bar_ticks();
    auto const degree = [&](int pitch) {
        int steps = 0;
        for (int p = score.tonic; p < pitch; ++p) steps += in_scale(p + 1, score.tonic, score.mode) ? 1 : 0;
        return steps;
    };
    for (auto const& note : score.part("lead")->notes) {
        if (note.tick < start || contour.size() == tones) continue;
        onsets.push_back((note.tick - start) / (2 * ticks_per_step));
        contour.push_back(degree(note.pitch));
    }
    auto const first = contour.empty() ? 0 : contour.front();
    for (auto& step : contour) step -= first;
    return {contour, onsets};
}

TEST(Signature, SongsOfOneArtistShareTheMotif) {
    auto const habits = habits_of("north harbour");
    ASSERT_GE(habits.contour.size(), 3U);
    ASSERT_LE(habits.contour.size(), 6U);
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        auto const score = composed({.genre = "pop", .seconds = 120, .signature = "north harbour", .seed = seed});
        auto const [contour, onsets] = head_of_hook(score, habits.contour.size());
        EXPECT_EQ(contour, habits.contour) << seed;
        EXPECT_EQ(onsets, habits.rhythm) << seed;
    }
}

TEST(Signature, ArtistsDiffer) {
    auto const a = habits_of("north harbour"), b = habits_of("glass season");
    EXPECT_TRUE(a.contour != b.contour || a.rhythm != b.rhythm);
    EXPECT_FALSE(habits_of("").own);
    EXPECT_EQ(habits_of("").favour("anything"), 1);
    EXPECT_NE(composed({.genre = "pop", .seconds = 60, .signature = "north harbour", .seed = 1}).parts[0].notes,
              composed({.genre = "pop", .seconds = 60, .signature = "glass season", .seed = 1}).parts[0].notes);
}

TEST(Signature, InstrumentsStayMostly) {
    std::map<std::string, int> patches;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) ++patches[composed({.genre = "pop", .seconds = 40, .signature = "north harbour", .seed = seed}, 1).part("lead")->patch];
    int most = 0;
    for (auto const& [name, times] : patches) most = std::max(most, times);
    EXPECT_GE(most, 14);
}

/// Which sixteenths of its second bar a song's first hook strikes, and what.
std::vector<std::pair<int, int>> beat_of(Score const& score) {
    auto const& hook = *std::find_if(score.sections.begin(), score.sections.end(), [](auto const& s) { return is_hook(s); });
    int const start = (hook.first_bar + 1) * score.bar_ticks();
    std::vector<std::pair<int, int>> beat;
    for (auto const& note : score.part("drums")->notes)
        if (note.tick >= start && note.tick < start + score.bar_ticks() && note.pitch == 42) beat.emplace_back(note.pitch, (note.tick - start) / ticks_per_step);
    return beat;
}

int times_of_the_usual_beat(std::string const& signature) {
    std::map<std::vector<std::pair<int, int>>, int> beats;
    for (std::uint64_t seed = 1; seed <= 16; ++seed) ++beats[beat_of(composed({.genre = "pop", .seconds = 40, .signature = signature, .seed = seed}, 1))];
    int most = 0;
    for (auto const& [beat, times] : beats) most = std::max(most, times);
    return most;
}

TEST(Signature, ADrummerPlaysItsOwnBeatInMostSongs) {
    EXPECT_GE(times_of_the_usual_beat("north harbour"), 8);
    EXPECT_GT(times_of_the_usual_beat("north harbour"), times_of_the_usual_beat(""));
}

TEST(Signature, NoTwoSongsAreOne) {
    std::vector<MelodyPrint> prints;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Brief const brief{.genre = "pop", .seconds = 120, .signature = "north harbour", .catalogue = prints, .seed = seed};
        auto const score = composed(brief, 8);
        for (auto const& other : prints) EXPECT_LE(likeness(print_of(score), other), likeness_limit);
        prints.push_back(print_of(score));
    }
}

TEST(Catalogue, ATuneInItIsNotWrittenAgain) {
    Brief brief{.genre = "pop", .seconds = 90, .title = "First", .seed = 5};
    auto const first = composed(brief, 6);
    brief.catalogue = {print_of(first)};
    auto const second = composed(brief, 6);
    EXPECT_LE(likeness(print_of(second), brief.catalogue[0]), likeness_limit);
    EXPECT_GE(second.verdict.refused, 1);
    EXPECT_GT(first.metrics.score, 0);
}

TEST(Catalogue, WhenEverythingIsTakenTheVerdictSaysSo) {
    Brief brief{.genre = "pop", .seconds = 60, .title = "Taken", .seed = 5};
    for (int i = 0; i < 4; ++i) {
        auto const score = composed(brief, 1);
        brief.catalogue.push_back(print_of(score));
    }
    auto const last = composed(brief, 1);
    EXPECT_EQ(last.verdict.heard, 4);
    EXPECT_EQ(last.verdict.refused, 4);
    EXPECT_GT(last.verdict.likeness, likeness_limit);
    EXPECT_NE(last.verdict.reason.find("'Taken'"), std::string::npos) << last.verdict.reason;
}

TEST(MelodyPrint, KnowsACopyInAnotherKeyRhythmOrWithAFewTonesChanged) {
    auto const original = composed({.genre = "pop", .seconds = 120, .seed = 21});
    auto const print = print_of(original);
    auto changed = original;
    auto& lead = *std::find_if(changed.parts.begin(), changed.parts.end(), [](auto const& part) { return part.name == "lead"; });
    for (auto& note : lead.notes) note.pitch += 5;
    EXPECT_EQ(likeness(print, print_of(changed)), 1) << "transposed";
    for (std::size_t i = 0; i < lead.notes.size(); i += 10) lead.notes[i].pitch += 1;
    EXPECT_GT(likeness(print, print_of(changed)), likeness_limit) << "every tenth tone another";
    auto stretched = original;
    for (auto& part : stretched.parts)
        for (std::size_t i = 0; i < part.notes.size(); ++i) part.notes[i].tick += static_cast<int>(i) * 300;
    EXPECT_GT(likeness(print, print_of(stretched)), likeness_limit) << "in another rhythm";
    EXPECT_LT(likeness(print, print_of(composed({.genre = "pop", .seconds = 120, .seed = 22}))), likeness_limit / 2);
}

TEST(Verdict, SaysHowItWasChosen) {
    auto const score = composed({.genre = "pop", .seconds = 90, .seed = 8}, 12);
    EXPECT_EQ(score.verdict.heard, 12);
    EXPECT_EQ(score.verdict.others.size(), 5U);
    for (auto const other : score.verdict.others) EXPECT_LE(other, score.verdict.score);
    EXPECT_FALSE(score.verdict.rows.empty());
    EXPECT_NE(score.verdict.reason.find("best of 12"), std::string::npos);
}

}  // namespace
}  // namespace troupe::music::impl
