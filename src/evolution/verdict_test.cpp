#include "evolution/verdict.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "artist/distance.hpp"
#include "artist/testing/example_profile.hpp"
#include "base/random.hpp"

namespace troupe::evolution {
namespace {

using artist::Document;
using artist::testing::example_author;

Date const change_day = date_of(example_author().at);

/// A locked artist whose moods evolution has moved.
class Verdicts : public ::testing::Test {
protected:
    std::vector<Document> history{*artist::lock_core(artist::testing::example_artist(), example_author())};

    Document const& now() const { return history.back(); }
    static artist::Profile darker(artist::Profile profile) {
        profile.style.moods[0].weight += 0.05;
        profile.style.moods[1].weight -= 0.05;
        return profile;
    }
    void evolve() {
        ProposedChange const change{
            .path = "style.moods[dark].weight",
            .before = now().profile.style.moods[0].weight,
            .after = now().profile.style.moods[0].weight + 0.05,
            .reason = "dark is saved more",
            .evidence = {.compared = "mood dark against calm", .from = change_day, .until = change_day},
            .gain = {}};
        auto author = example_author("evolved");
        author.evidence = json::to_value(std::vector{change});
        history.push_back(*artist::apply_change(now(), darker(now().profile), author, artist::VersionKind::evolved));
    }
    void take_back(AppliedChange const& change) {
        auto author = example_author("took back");
        author.evidence = json::to_value(std::vector{
            TakenBack{change.change.path, change.version, change.change.after, change.change.before, "harm"}});
        history.push_back(*artist::apply_change(now(), *without_change(history, now().profile, change), author,
                                                artist::VersionKind::evolved));
    }
    void edit(artist::Profile const& profile) {
        history.push_back(*artist::apply_change(now(), profile, example_author()));
    }

    /// Pieces from before and since, a week apart; `effect`: of the change, log odds.
    Pieces pieces(std::uint64_t seed, int before, int since, double effect) {
        Random random(seed);
        Pieces made{.pieces = {}, .measure = "saves by stream", .rate = 0.05};
        for (int i = -before; i < since; ++i) {
            auto const is_control = i >= 0 && i % 10 == 9;
            auto const odds = std::log(0.05 / 0.95) + 0.25 * random.normal() + (i >= 0 && !is_control ? effect : 0);
            Piece piece{.content_id = std::to_string(i),
                        .first = plus_days(change_day, 7 * i),
                        .count = {3'000, 3'000 / (1 + std::exp(-odds))}};
            if (i >= 0) piece.version = now().version.number;
            if (i >= 0) piece.arm = is_control ? Arm::control : Arm::learned;
            made.pieces.push_back(piece);
        }
        return made;
    }
};

TEST_F(Verdicts, WithoutPiecesSinceThereIsNone) {
    evolve();
    auto const changes = applied_changes(history);
    ASSERT_EQ(changes.size(), 1U);
    auto const verdict = judge(changes[0], pieces(1, 20, 0, 0), {});
    EXPECT_EQ(verdict.ruling, Ruling::no_verdict_yet);
    EXPECT_EQ(verdict.before, 20);
    EXPECT_NE(verdict.text.find("0 pieces since against 20 from before"), std::string::npos) << verdict.text;
}

TEST_F(Verdicts, LookingAfterEveryPieceRarelyRulesOnNothing) {
    evolve();
    auto const change = applied_changes(history)[0];
    int harmful = 0;
    int kept = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        auto const all = pieces(seed, 60, 60, 0);
        auto seen = all;
        bool was_harmful = false;
        bool was_kept = false;
        for (std::size_t until = 61; until <= all.pieces.size(); ++until) {
            seen.pieces.assign(all.pieces.begin(), all.pieces.begin() + static_cast<std::ptrdiff_t>(until));
            auto const ruling = judge(change, seen, {}).ruling;
            was_harmful = was_harmful || ruling == Ruling::harmful;
            was_kept = was_kept || ruling == Ruling::kept;
        }
        harmful += was_harmful ? 1 : 0;
        kept += was_kept ? 1 : 0;
    }
    RecordProperty("harmful_of_200", harmful);
    RecordProperty("kept_of_200", kept);
    EXPECT_LE(harmful, 10);
    EXPECT_LE(kept, 10);
}

TEST_F(Verdicts, HarmAndGainAreFound) {
    evolve();
    auto const change = applied_changes(history)[0];
    int harmful = 0;
    int kept = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        harmful += judge(change, pieces(seed, 40, 44, -0.6), {}).ruling == Ruling::harmful ? 1 : 0;
        kept += judge(change, pieces(seed, 40, 44, 0.6), {}).ruling == Ruling::kept ? 1 : 0;
    }
    EXPECT_GE(harmful, 36);
    EXPECT_GE(kept, 36);
}

TEST_F(Verdicts, AFallOfTheWholeMarketIsNoHarmOfTheChange) {
    evolve();
    auto const change = applied_changes(history)[0];
    auto const verdict = judge(change, pieces(3, 40, 44, -0.6), Shock{.at = change_day, .pieces = 12, .artists = 5});
    EXPECT_EQ(verdict.before, 0);
    EXPECT_EQ(verdict.ruling, Ruling::no_verdict_yet);
    EXPECT_EQ(judge(change, pieces(3, 40, 44, -0.6), Shock{.at = change_day, .pieces = 12, .artists = 1}).ruling,
              Ruling::harmful)
        << "who falls alone may have done it";
}

TEST_F(Verdicts, WhatIsTakenBackIsAsItWasToTheByte) {
    evolve();
    auto const change = applied_changes(history)[0];
    take_back(change);
    EXPECT_EQ(artist::print_without_version(now()), artist::print_without_version(history[0]));
    auto whole = history;
    whole.insert(whole.begin(), artist::testing::example_artist());
    EXPECT_TRUE(artist::verify_chain(whole));
    EXPECT_TRUE(applied_changes(history)[0].is_undone);
    EXPECT_EQ(judge(applied_changes(history)[0], {}, {}).ruling, Ruling::taken_back);
    EXPECT_FALSE(without_change(history, now().profile, change)) << "once is enough";
    auto const past = past_changes(history);
    ASSERT_EQ(past.size(), 2U);
    EXPECT_EQ(past[1].rests_until, plus_days(change_day, rest_days));
}

TEST_F(Verdicts, WhatAPersonHasSetStays) {
    evolve();
    auto profile = now().profile;
    profile.style.moods = {{"dark", 0.5}, {"calm", 0.5}};
    edit(profile);
    auto const refused = without_change(history, now().profile, applied_changes(history)[0]);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("style.moods has been set by a person"), std::string::npos)
        << refused.error().message;
}

TEST_F(Verdicts, WhatElseChangedStaysWhenOneIsTakenBack) {
    evolve();
    auto profile = now().profile;
    profile.positioning.tagline = "Said since";
    edit(profile);
    auto const back = without_change(history, now().profile, applied_changes(history)[0]);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->positioning.tagline, "Said since");
    EXPECT_EQ(json::print(back->style), json::print(history[0].profile.style));
}

TEST_F(Verdicts, APersonsUndoCountsAsTakenBack) {
    evolve();
    history.push_back(*artist::undo(history, history[0].version.number, example_author()));
    EXPECT_TRUE(applied_changes(history)[0].is_undone);
}

TEST_F(Verdicts, ThePersonaIsWhatPeopleSet) {
    evolve();
    EXPECT_EQ(json::print(persona_of(history)), json::print(history[0].profile.style));
    auto profile = now().profile;
    profile.style.modes = {{"minor", 0.5}, {"phrygian", 0.5}};
    edit(profile);
    auto const persona = persona_of(history);
    EXPECT_EQ(json::print(persona.modes), json::print(profile.style.modes));
    EXPECT_EQ(json::print(persona.moods), json::print(history[0].profile.style.moods)) << "evolution moved those";
    EXPECT_EQ(json::print(*anchor_of(history)), json::print(history[0].profile.style));
}

TEST_F(Verdicts, StepsOfTheQuarterAddUpAndGoingBackCostsNothing) {
    evolve();
    auto const at = now().version.at;
    auto const step = artist::style_distance(history[0].profile.style, now().profile.style);
    EXPECT_NEAR(distance_spent(history, at, 90), step, 1e-9);
    evolve();
    EXPECT_NEAR(distance_spent(history, at, 90), 2 * step, 1e-9);
    take_back(applied_changes(history)[1]);
    EXPECT_NEAR(distance_spent(history, at, 90), 2 * step, 1e-9);
    EXPECT_EQ(distance_spent(history, at + std::chrono::days(91), 90), 0);
}

}  // namespace
}  // namespace troupe::evolution
