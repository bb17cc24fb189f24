#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "planning/impl/release_dates.hpp"
#include "planning/testing/plan_changes.hpp"
#include "planning/testing/plan_rules.hpp"
#include "planning/testing/post_history.hpp"

namespace troupe::planning {
namespace {

using testing::OneChange;

TEST(Replanning, MovesLittleAfterOneChangeAndBreaksNoRule) {
    for (auto const change : testing::all_changes) {
        double sum = 0;
        int count = 0;
        for (std::uint64_t seed = 0; seed < 25; ++seed) {
            auto const replanned = testing::replan(seed, change);
            if (!replanned) continue;
            EXPECT_EQ(testing::broken_rule(replanned->after, replanned->request.now), "") << seed;
            sum += testing::moved_share(*replanned);
            ++count;
        }
        ASSERT_GT(count, 20);
        EXPECT_LT(sum / count, 0.1) << static_cast<int>(change);
    }
}

TEST(Replanning, NothingMovesWhereNothingHasChanged) {
    auto request = testing::sample_request();
    auto const plan = *make_plan(request);
    request.previous = plan;
    auto again = *make_plan(request);
    ASSERT_EQ(again.items.size(), plan.items.size());
    EXPECT_TRUE(json::print(again.items) == json::print(plan.items));
    EXPECT_EQ(again.value, plan.value);
    EXPECT_EQ(again.bound, plan.bound);
}

TEST(Replanning, WhatIsLockedOrPublishedNeverMoves) {
    Random random(8);
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        auto request = testing::random_request(seed);
        request.now = TimePoint{std::chrono::sys_days{request.start}};
        auto plan = make_plan(request);
        if (!plan) continue;
        std::map<PlanItemId, std::string> kept;
        for (auto& item : plan->items) {
            item.locked = random.chance(0.2);
            if (random.chance(0.1)) item.state = ItemState::published;
            if (item.locked || item.state == ItemState::published) kept[item.id] = json::print(item);
        }
        request.previous = *plan;
        request.start = plus_days(request.start, random.between(0, 20));
        request.now += std::chrono::hours{24 * 20};
        request.profile.style.posting["posts_per_week"].value = random.uniform(0, 14);
        request.profile.style.posting["release_gap_weeks"].value = random.uniform(3, 16);
        auto const again = make_plan(request);
        if (!again) continue;
        std::size_t found = 0;
        for (auto const& item : again->items)
            if (kept.contains(item.id)) found += json::print(item) == kept[item.id] ? 1U : 0U;
        EXPECT_EQ(found, kept.size()) << seed;
    }
}

/// Sixty posts by the hours of the day; those about noon bring three times as much where `is_planted`.
std::vector<PostResult> results(bool is_planted) {
    return testing::made_history({.planted_hour = is_planted ? 12.0 : -1.0, .factor = 3}, 4);
}

TEST(Replanning, WhatIsPlannedComesToTheHourThatWasLearnedOnce) {
    auto request = testing::sample_request();
    request.now = TimePoint{std::chrono::sys_days{request.start}} - std::chrono::hours{48};
    auto plan = *make_plan(request);
    auto const locked =
        std::find_if(plan.items.begin(), plan.items.end(), [](auto const& item) { return item.platform != "stores"; });
    locked->locked = true;
    auto const locked_as = json::print(*locked);
    request.previous = plan;
    request.history = results(true);
    auto const again = *make_plan(request);
    EXPECT_EQ(testing::broken_rule(again, request.now), "");
    ASSERT_EQ(again.items.size(), plan.items.size());
    std::map<PlanItemId, PlanItem> before;
    for (auto const& item : plan.items) before[item.id] = item;
    int near_noon = 0, posts = 0;
    for (auto const& item : again.items) {
        EXPECT_EQ(item.date, before.at(item.id).date) << "the days stand";
        if (item.platform == "stores" || item.locked) continue;
        ++posts;
        EXPECT_TRUE(item.hour_from_results);
        near_noon += item.local_time >= "10:30" && item.local_time <= "14:00" ? 1 : 0;
    }
    EXPECT_GT(near_noon, 0.7 * posts) << "one post of the story in five tries another hour";
    auto const same = [&](PlanItem const& item) { return json::print(item) == locked_as; };
    EXPECT_TRUE(std::any_of(again.items.begin(), again.items.end(), same)) << "a person fixed it";
    request.previous = again;
    EXPECT_EQ(json::print(make_plan(request)->items), json::print(again.items)) << "and it stays there";
}

TEST(Replanning, WithResultsThatSayNothingOnlyTheStoryTriesHours) {
    auto request = testing::sample_request();
    request.now = TimePoint{std::chrono::sys_days{request.start}} - std::chrono::hours{48};
    request.previous = *make_plan(request);
    request.history = results(false);
    request.history.resize(25);
    auto const again = *make_plan(request);
    EXPECT_EQ(testing::broken_rule(again, request.now), "");
    std::set<std::string> hours;
    for (auto const& item : again.items) {
        EXPECT_TRUE(!item.release || !item.hour_from_results) << item.purpose;
        if (item.hour_from_results) hours.insert(item.local_time.substr(0, 2));
    }
    EXPECT_GE(hours.size(), 6U) << "they are spread over the day";
}

TEST(Replanning, AReleaseMovesForAReasonOnlyAndTheBoundSaysWhatThatCosts) {
    auto rules = built_in_tables().rules;
    rules.own_gap_spread_weeks = 8;  // an artist who is not particular about it
    rules.gap_value.assign(14, 1.0);
    impl::DateQuestion question{.first = *parse_date("2027-02-01"), .last = *parse_date("2027-05-01"), .gap_weeks = 5};
    auto const best = impl::choose_dates(rules, question);
    ASSERT_GE(best.dates.size(), 2U);
    EXPECT_EQ(best.bound, best.value);
    for (auto const date : best.dates) question.present.insert(date);
    auto const later = plus_days(best.dates[1], 7);
    question.present.erase(best.dates[1]);
    question.present.insert(later);
    auto const kept = impl::choose_dates(rules, question);
    EXPECT_EQ(kept.dates[1], later);
    EXPECT_GT(kept.bound, kept.value);
    EXPECT_NEAR(kept.bound, best.value, 1e-9);
    question.day_factor[later] = 0.1;
    EXPECT_NE(impl::choose_dates(rules, question).dates[1], later);
}

}  // namespace
}  // namespace troupe::planning
