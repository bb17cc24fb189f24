#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "music/impl/composer.hpp"
#include "music/impl/composing/draft.hpp"
#include "music/impl/composing/rhythm.hpp"
#include "music/midi.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music::impl {
namespace {

using testing::tables;

/// Ticks of the markers in the first track of a MIDI file.
std::vector<int> marker_ticks(std::string const& midi) {
    std::vector<int> ticks;
    std::size_t at = midi.find("MTrk") + 8;
    int tick = 0;
    auto const byte = [&] { return static_cast<unsigned char>(midi.at(at++)); };
    auto const number = [&] {
        int value = 0;
        for (;;) {
            int const next = byte();
            value = value << 7 | (next & 0x7f);
            if (next < 0x80) return value;
        }
    };
    for (;;) {
        tick += number();
        EXPECT_EQ(byte(), 0xff) << "the conductor's track has meta events alone";
        int const type = byte();
        int const length = number();
        if (type == 0x2f) return ticks;
        if (type == 0x06) ticks.push_back(tick);
        at += static_cast<std::size_t>(length);
    }
}

TEST(Metres, SectionsStartOnTheirBarsInEveryMetreOfEveryGenre) {
    for (auto const& [id, genre] : tables().genres())
        for (auto const& name : genre.metres) {
            Brief const brief{.genre = id, .metre = name, .seconds = 80, .seed = 4};
            ASSERT_TRUE(validate(brief, tables())) << id << " " << name;
            auto const plan = make_plan(brief, tables());
            auto const score = compose(plan, brief, 2);
            auto const metre = parse_metre(name).value();
            EXPECT_EQ(score.metre, metre) << id;
            EXPECT_EQ(score.bar_ticks(), metre.beats * 1920 / metre.unit) << id << " " << name;
            EXPECT_NEAR(score.seconds() + plan.tail_seconds, 80, 1e-6) << id << " " << name;
            auto const ticks = marker_ticks(midi_of(score));
            ASSERT_EQ(ticks.size(), score.sections.size()) << id << " " << name;
            for (std::size_t i = 0; i < ticks.size(); ++i)
                EXPECT_EQ(ticks[i], score.sections[i].first_bar * metre.beats * 1920 / metre.unit) << id << " " << name;
        }
}

TEST(Metres, NothingRunsOverTheSong) {
    for (auto const& [id, genre] : tables().genres())
        for (auto const& name : genre.metres) {
            Brief const brief{.genre = id, .metre = name, .seconds = 60, .seed = 9};
            auto const score = compose(make_plan(brief, tables()), brief, 1);
            ASSERT_FALSE(score.parts.empty()) << id << " " << name;
            for (auto const& part : score.parts)
                for (auto const& note : part.notes) {
                    EXPECT_GE(note.tick, 0) << id << " " << name << " " << part.name;
                    EXPECT_GT(note.length, 0) << id << " " << name << " " << part.name;
                    EXPECT_LE(note.tick + note.length, score.ticks()) << id << " " << name << " " << part.name;
                }
            int end = 0;
            for (auto const& chord : score.chords) {
                EXPECT_EQ(chord.tick, end) << id << " " << name << ": chords leave no gap";
                end = chord.tick + chord.length;
            }
            EXPECT_EQ(end, score.ticks()) << id << " " << name;
        }
}

TEST(Metres, DrumsMarkTheDownbeatOfAWaltz) {
    Brief const brief{.genre = "indie", .metre = "3/4", .seconds = 90, .seed = 2};
    auto const score = compose(make_plan(brief, tables()), brief, 4);
    auto const* drums = score.part("drums");
    ASSERT_NE(drums, nullptr);
    std::map<int, int> kicks;
    for (auto const& note : drums->notes)
        if (note.pitch == 36) ++kicks[note.tick % score.bar_ticks()];
    for (auto const& [place, times] : kicks) EXPECT_LE(times, kicks[0]) << place;
}

TEST(Metres, AnEmptyMetreIsTheGenresFirst) {
    EXPECT_EQ(make_plan({.genre = "ambient"}, tables()).metre_name, tables().genre("ambient").metres.front());
}

TEST(Pattern, VariationsKeepWholeBarsAndTheFirstOne) {
    Random random(3);
    for (auto const* name : {"4/4", "3/4", "6/8", "12/8", "5/4", "7/8"}) {
        auto const metre = parse_metre(name).value();
        std::string steps(static_cast<std::size_t>(metre.steps()), '.');
        for (std::size_t i = 0; i < steps.size(); i += 4) steps[i] = 'x';
        auto const many = varied(steps, metre, 1, 'o', random);
        EXPECT_EQ(many.size(), steps.size() * 4) << name;
        EXPECT_EQ(many.substr(0, steps.size()), steps) << name;
        EXPECT_NE(many, steps + steps + steps + steps) << name;
        EXPECT_EQ(varied(steps, metre, 0, 'o', random), steps + steps + steps + steps) << name;
        EXPECT_EQ(accents_of(metre).size(), steps.size()) << name;
        EXPECT_GT(middle_of(metre), 0) << name;
        EXPECT_LT(middle_of(metre), metre.steps()) << name;
    }
}

TEST(Rhythm, OnsetsLieOnTheGridAndBeatsAreMostOfThem) {
    MelodyStyle style;
    style.grid = 2;
    double on = 0, all = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Random random(seed);
        for (int const onset : draw_onsets(32, 9, Metre{}, style, draw_taste(32, random))) {
            EXPECT_EQ(onset % 2, 0);
            on += onset % 4 == 0 ? 1 : 0;
            all += 1;
        }
    }
    EXPECT_GT(on / all, 0.5);
}

TEST(Rhythm, StressedSyllablesTakeTheStrongPlaces) {
    MelodyStyle const style;
    std::vector<Syllable> iambs;
    for (int i = 0; i < 8; ++i) iambs.push_back({"da", i % 2 == 1, i % 2 == 1});
    double strong = 0, weak = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Random random(seed);
        auto const onsets = set_syllables(iambs, 32, Metre{}, style, draw_taste(32, random));
        ASSERT_EQ(onsets.size(), iambs.size());
        for (std::size_t i = 0; i < onsets.size(); ++i) {
            if (i > 0) {
                EXPECT_GT(onsets[i], onsets[i - 1]);
            }
            if (i > 0 && !iambs[i - 1].ends_word) {
                EXPECT_LE(onsets[i] - onsets[i - 1], 6) << "a word is sung in one breath";
            }
            if (onsets[i] % 4 == 0) (iambs[i].stressed ? strong : weak) += 1;
        }
    }
    EXPECT_GT(strong, 4 * weak);
}

TEST(Rhythm, AsManySyllablesAsSteps) {
    MelodyStyle const style;
    Random random(1);
    for (int const count : {1, 2, 11, 12}) {
        auto const onsets = set_syllables(std::vector<Syllable>(static_cast<std::size_t>(count)), 12, Metre{3, 4}, style, draw_taste(12, random));
        EXPECT_EQ(onsets.size(), static_cast<std::size_t>(count));
        EXPECT_GE(onsets.front(), 0);
        EXPECT_LT(onsets.back(), 12);
    }
}

}  // namespace
}  // namespace troupe::music::impl
