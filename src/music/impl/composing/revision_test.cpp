#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.hpp"
#include "music/impl/composer.hpp"
#include "music/impl/composing/measure.hpp"
#include "music/impl/composing/draft.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music::impl {
namespace {

using testing::tables;

struct Made {
    Brief brief;
    Plan plan;
    Score score;
};

Made make(Brief const& brief) {
    auto const plan = make_plan(brief, tables());
    return {brief, plan, compose(plan, brief, 6)};
}

std::vector<Note> outside(Score const& score, Part const& part, int section) {
    auto const& row = score.sections[static_cast<std::size_t>(section)];
    auto notes = part.notes;
    std::erase_if(notes, [&](Note const& note) {
        return note.tick >= row.first_bar * score.bar_ticks() && note.tick < (row.first_bar + row.bars) * score.bar_ticks();
    });
    return notes;
}

int section_named(Score const& score, std::string const& name) {
    for (std::size_t i = 0; i < score.sections.size(); ++i)
        if (score.sections[i].name == name) return static_cast<int>(i);
    return -1;
}

TEST(Recomposed, OutsideNothingChangesInsideIsAnother) {
    for (auto const* genre : {"pop", "lofi", "techno", "house", "ambient"}) {
        auto const made = make({.genre = genre, .seconds = 120, .seed = 7});
        for (int section = 0; section < static_cast<int>(made.score.sections.size()); ++section) {
            auto const version = recomposed(made.score, made.plan, made.brief, section, 99, 6);
            ASSERT_TRUE(version) << genre << " " << section << ": " << version.error().message;
            for (auto const& part : made.score.parts) {
                ASSERT_NE(version->part(part.name), nullptr) << part.name;
                EXPECT_EQ(outside(made.score, part, section), outside(*version, *version->part(part.name), section)) << genre << " " << part.name;
            }
            // Drums and a pad on the last chord have little to change; anything with a tune or chords has.
            auto const& row = made.score.sections[static_cast<std::size_t>(section)];
            bool const rich = plays(row, "chords") || plays(row, "lead");
            EXPECT_LE(section_likeness(made.score, *version, section), rich ? 0.65 : 0.95) << genre << " " << section;
        }
    }
}

TEST(Recomposed, ChordsStillLead) {
    auto const made = make({.genre = "indie", .seconds = 150, .seed = 3});
    int const section = section_named(made.score, "bridge") >= 0 ? section_named(made.score, "bridge") : 1;
    auto const version = recomposed(made.score, made.plan, made.brief, section, 5, 16).value();
    int end = 0;
    for (std::size_t i = 0; i < version.chords.size(); ++i) {
        EXPECT_EQ(version.chords[i].tick, end);
        end = version.chords[i].tick + version.chords[i].length;
        auto const& row = version.sections[static_cast<std::size_t>(section)];
        bool const border = version.chords[i].tick == row.first_bar * version.bar_ticks() ||
                            version.chords[i].tick == (row.first_bar + row.bars) * version.bar_ticks();
        if (i > 0 && border) {
            EXPECT_NE((version.chords[i].root - version.chords[i - 1].root + 12) % 12, 6) << "no tritone at a border";
        }
    }
    EXPECT_EQ(end, version.ticks());
    EXPECT_FALSE(version.verdict.rows.empty());
}

TEST(Recomposed, TheHooksHeadReturns) {
    auto const made = make({.genre = "pop", .key = "C major", .seconds = 170, .seed = 12});
    std::vector<int> hooks;
    for (std::size_t i = 0; i < made.score.sections.size(); ++i)
        if (is_hook(made.score.sections[i])) hooks.push_back(static_cast<int>(i));
    ASSERT_GE(hooks.size(), 2U);
    auto const version = recomposed(made.score, made.plan, made.brief, hooks[1], 4, 8).value();
    auto const rhythm = [&](int section) {
        std::vector<int> onsets;
        int const start = version.sections[static_cast<std::size_t>(section)].first_bar * version.bar_ticks();
        for (auto const& note : version.part("lead")->notes)
            if (note.tick >= start && note.tick < start + version.bar_ticks()) onsets.push_back(note.tick - start);
        return onsets;
    };
    EXPECT_EQ(rhythm(hooks[0]), rhythm(hooks[1]));
}

TEST(Recomposed, KeepsTheWordsAndRefusesWhatIsNotThere) {
    Brief brief{.genre = "pop", .seconds = 120, .vocals = "sung", .seed = 6};
    brief.lyrics = {{"verse", {{"walking through the rain tonight"}, {"every window holds a light"}}}, {"chorus", {{"call me home"}, {"before the morning comes"}}}};
    auto const made = make(brief);
    int const section = section_named(made.score, "chorus");
    auto const version = recomposed(made.score, made.plan, made.brief, section, 5, 6).value();
    auto const words = [](Score const& score) {
        std::string text;
        for (auto const& syllable : score.syllables)
            if (syllable.text != "~") text += syllable.text + " ";
        return text;
    };
    EXPECT_EQ(words(made.score), words(version));
    EXPECT_EQ(version.part("vocals")->notes.size(), version.syllables.size());
    EXPECT_EQ(recomposed(made.score, made.plan, made.brief, 99, 5, 1).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(recomposed(made.score, made.plan, made.brief, -1, 5, 1).error().message.substr(0, 8), "section:");
}

TEST(Recomposed, SameSeedSameSection) {
    auto const made = make({.genre = "pop", .seconds = 60, .seed = 2});
    EXPECT_EQ(json::print(recomposed(made.score, made.plan, made.brief, 1, 3, 4).value()), json::print(recomposed(made.score, made.plan, made.brief, 1, 3, 4).value()));
    EXPECT_NE(json::print(recomposed(made.score, made.plan, made.brief, 1, 3, 4).value()), json::print(recomposed(made.score, made.plan, made.brief, 1, 4, 4).value()));
}

TEST(Excerpt, HoldsItsBarsAlone) {
    auto const made = make({.genre = "pop", .seconds = 150, .seed = 1});
    auto const hook = hook_bars(made.score);
    auto const seconds = hook.bars * made.score.seconds_at(made.score.bar_ticks());
    EXPECT_GE(seconds, 8);
    EXPECT_LE(seconds, 12);
    auto const cut = excerpt(made.score, hook.first_bar, hook.bars);
    EXPECT_EQ(cut.bars, hook.bars);
    EXPECT_EQ(cut.sections.front().first_bar, 0);
    EXPECT_TRUE(is_hook(cut.sections.front()));
    int bars = 0;
    for (auto const& section : cut.sections) bars += section.bars;
    EXPECT_EQ(bars, cut.bars);
    for (auto const& part : cut.parts)
        for (auto const& note : part.notes) {
            EXPECT_GE(note.tick, 0);
            EXPECT_LE(note.tick + note.length, cut.ticks());
        }
    EXPECT_EQ(cut.chords.front().tick, 0);
    EXPECT_EQ(cut.chords.back().tick + cut.chords.back().length, cut.ticks());
    EXPECT_EQ(excerpt(made.score, -4, 1000).bars, made.score.bars) << "within the song's bars";
}

}  // namespace
}  // namespace troupe::music::impl
