#include "planning/arc_measures.hpp"

#include <gtest/gtest.h>

#include "planning/planner.hpp"
#include "planning/testing/sample_request.hpp"

namespace troupe::planning {
namespace {

/// A plan of one item a day with these texts.
Plan plan_of(std::vector<std::string> const& texts) {
    Plan plan;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        PlanItem item;
        item.platform = "instagram";
        item.arc_stage = i < texts.size() / 2 ? ArcStage::setup : ArcStage::turn;
        item.brief.theme = texts[i];
        plan.items.push_back(item);
    }
    return plan;
}

TEST(ArcMeasures, NeighboursThatShareWordsAreContinuousAndShuffledOnesAreNot) {
    std::vector<std::string> story;
    for (int day = 0; day < 16; ++day) {
        auto const word = [](int at) { return "word" + std::to_string(at / 2); };
        story.push_back(word(day) + " " + word(day + 1) + " filler" + std::to_string(day));
    }
    EXPECT_GT(continuity(plan_of(story), Random(1)), 3);
    Random random(2);
    double sum = 0;
    for (int round = 0; round < 40; ++round) {
        random.shuffle(story);
        sum += continuity(plan_of(story), Random(1));
    }
    EXPECT_NEAR(sum / 40, 0, 0.5);
    EXPECT_EQ(continuity(plan_of({"one", "two"}), Random(1)), 0);
}

TEST(ArcMeasures, FindsTextsThatAreNearlyTheSame) {
    EXPECT_EQ(near_duplicates(plan_of({"the rain falls on the empty station tonight",
                                       "the rain falls on the empty station tonight again",
                                       "a quite different sentence about a piano in the cellar"})),
              1);
    EXPECT_EQ(near_duplicates(plan_of({"one thing", "another matter"})), 0);
}

TEST(ArcMeasures, CountsMotifsOverStagesAndCallbacks) {
    auto plan = plan_of({"a", "b", "c", "d", "e", "f", "g", "h"});
    for (std::size_t const at : {0U, 4U, 7U}) plan.items[at].brief.motif = "rain";
    for (std::size_t const at : {0U, 1U, 2U}) plan.items[at + 1].brief.motif = "wire";
    plan.items[4].brief.callback = plan.items[7].brief.callback = true;
    auto const economy = motif_economy(plan);
    EXPECT_EQ(economy.motifs, 2);
    EXPECT_EQ(economy.well_used, 1);
    EXPECT_DOUBLE_EQ(economy.callback_share, 0.25);
}

TEST(ArcMeasures, APostOfTheStoryLeadsOnFromTheOneBefore) {
    auto const plan = *make_plan(testing::sample_request());
    int led_on = 0;
    for (std::size_t i = 1; i < plan.items.size(); ++i) {
        auto const& item = plan.items[i];
        auto const& before = plan.items[i - 1];
        if (item.release || item.platform == "stores" || before.platform == "stores") continue;
        auto const title = before.brief.title.substr(0, before.brief.title.find(" · "));
        EXPECT_NE(item.brief.say.find('"' + title + '"'), std::string::npos) << item.brief.say;
        ++led_on;
    }
    EXPECT_GT(led_on, 10);
    EXPECT_GT(continuity(plan, Random(1)), 1.64);
}

}  // namespace
}  // namespace troupe::planning
