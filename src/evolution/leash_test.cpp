#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "artist/distance.hpp"
#include "evolution/evolve.hpp"
#include "evolution/testing/audience.hpp"

/// How far a step may go, what it promises, and what rests.
namespace troupe::evolution {
namespace {

using testing::Audience;
using testing::Song;
using testing::text_in;

/// Twelve songs; calm ones are loved.
EvolveRequest loved() {
    Audience audience(3, [](Song const& song) { return text_in(song.factors, "mood") == "calm" ? 1.0 : 0.0; });
    EvolveRequest request;
    request.profile = testing::drawn_profile();
    request.now = *parse_time("2026-04-10T12:00:00Z");
    for (int i = 0; i < 12; ++i) {
        auto const rows =
            audience.hear({"song " + std::to_string(i),
                           plus_days(*parse_date("2026-01-02"), 7 * i),
                           {{"genre", i % 4 < 2 ? "techno" : "ambient"}, {"mood", i % 2 == 0 ? "dark" : "calm"}}});
        request.observations.insert(request.observations.end(), rows.begin(), rows.end());
    }
    return request;
}

std::string joined(std::vector<std::string> const& lines) {
    return std::accumulate(lines.begin(), lines.end(), std::string());
}

TEST(Leash, AChangePromisesWhatItsOwnSizeIsWorth) {
    auto const proposal = *propose(loved());
    ASSERT_TRUE(proposal.changed) << explain(proposal);
    auto const& change = proposal.changes[0];
    EXPECT_EQ(change.path, "style.moods[calm].weight");
    ASSERT_TRUE(change.gain);
    auto const size = change.after.as_double() - change.before.as_double();
    EXPECT_NEAR(change.gain->percent, 100 * (std::pow(change.evidence.effect, size) - 1), 0.01);
    EXPECT_LT(change.gain->low, change.gain->percent);
    EXPECT_GT(change.gain->low, 0);
    EXPECT_NE(explain(proposal).find("Expected: +"), std::string::npos);
}

TEST(Leash, AStepGoesNoFartherThanItsBudget) {
    auto request = loved();
    auto const whole = *propose(request);
    auto const went = artist::style_distance(request.profile.style, whole.profile.style);
    ASSERT_GT(went, 0.002);
    request.settings.step_budget = went / 2;
    auto const half = *propose(request);
    ASSERT_TRUE(half.changed);
    EXPECT_LE(artist::style_distance(request.profile.style, half.profile.style), went / 2 + 1e-9);
    EXPECT_NE(joined(half.notes).find("for one step is near"), std::string::npos) << joined(half.notes);
}

TEST(Leash, WhatTheQuarterHasSpentIsGone) {
    auto request = loved();
    request.spent_this_quarter = request.settings.quarter_budget;
    auto const proposal = *propose(request);
    EXPECT_FALSE(proposal.changed);
    EXPECT_EQ(json::print(proposal.profile), json::print(request.profile));
    EXPECT_NE(joined(proposal.notes)
                  .find("style.moods[calm].weight does not move: the budget of 0.08 for a quarter (0.080 spent before) "
                        "is reached."),
              std::string::npos)
        << joined(proposal.notes);
}

TEST(Leash, WhatDidHarmRests) {
    auto request = loved();
    request.history = {{"style.moods[calm].weight", *parse_date("2025-12-01"), *parse_date("2026-06-01")}};
    auto const proposal = *propose(request);
    EXPECT_EQ(json::print(proposal.profile.style.moods), json::print(request.profile.style.moods));
    EXPECT_NE(joined(proposal.missing).find("rests until 2026-06-01"), std::string::npos) << joined(proposal.missing);
    request.now = *parse_time("2026-06-02T12:00:00Z");
    EXPECT_NE(json::print(propose(request)->profile.style.moods), json::print(request.profile.style.moods));
}

TEST(Leash, WhatCameBeforeAShockWeighsLess) {
    auto request = loved();
    auto const sure = *propose(request);
    request.shock = Shock{.at = *parse_date("2026-03-30"), .pieces = 5, .artists = 4, .fall = -0.7};
    auto const unsure = *propose(request);
    EXPECT_NE(joined(unsure.notes).find("The audience turned on 2026-03-30 (5 pieces of 4 artists"), std::string::npos)
        << joined(unsure.notes);
    ASSERT_TRUE(sure.changed && unsure.changed) << explain(unsure);
    auto const width = [](Proposal const& proposal) {
        return proposal.changes[0].evidence.high / proposal.changes[0].evidence.low;
    };
    EXPECT_GT(width(unsure), width(sure));
}

}  // namespace
}  // namespace troupe::evolution
