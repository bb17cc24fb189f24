#include "planning/change.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "base/json.hpp"
#include "planning/testing/plan_rules.hpp"
#include "planning/testing/sample_request.hpp"

namespace troupe::planning {
namespace {

class Change : public ::testing::Test {
protected:
    PlanItem const& item(std::string const& purpose, int release) const {
        return *std::find_if(plan.items.begin(), plan.items.end(),
                             [&](PlanItem const& each) { return each.purpose == purpose && each.release == release; });
    }
    Result<Plan> move(PlanItem const& what, Date to) const { return move_item(plan, what.id, to, now); }
    static PlanItem const& same(Plan const& other, PlanItem const& what) {
        return *std::find_if(other.items.begin(), other.items.end(),
                             [&](PlanItem const& each) { return each.id == what.id; });
    }

    Plan plan = *make_plan(testing::sample_request());
    TimePoint now = testing::sample_request().now;
};

TEST_F(Change, AReleaseTakesItsItemsAlong) {
    auto const& first = plan.releases.front();
    auto const& release = item("release", first.number);
    auto const to = plus_days(first.date, -7);
    auto const moved = move(release, to);
    ASSERT_TRUE(moved) << moved.error().message;
    EXPECT_EQ(moved->releases.front().date, to);
    EXPECT_EQ(moved->releases.front().deliver_by, plus_days(to, -10));
    for (auto const& before : plan.items) {
        auto const& after = same(*moved, before);
        EXPECT_EQ(days_between(before.date, after.date), before.release == first.number ? -7 : 0) << before.purpose;
        EXPECT_EQ(format_local(after.at, plan.zone)->substr(0, 16), format_date(after.date) + "T" + after.local_time);
    }
    EXPECT_TRUE(std::is_sorted(moved->items.begin(), moved->items.end(),
                               [](auto const& a, auto const& b) { return a.at < b.at; }));
}

TEST_F(Change, AReleaseMovesToPossibleFridaysOnly) {
    auto const& first = plan.releases.front();
    auto const& release = item("release", first.number);
    auto const thursday = move(release, plus_days(first.date, -1));
    ASSERT_FALSE(thursday);
    EXPECT_EQ(thursday.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(thursday.error().message, "date: " + format_date(plus_days(first.date, -1)) +
                                            " is no Friday. The nearest possible day is " + format_date(first.date));
    auto const early = move(release, *parse_date("2026-11-27"));
    EXPECT_EQ(early.error().message,
              "date: 2026-11-27 is nearer than the 14 days that production and delivery take. The nearest possible day "
              "is 2026-12-11");
    auto const near = move(release, plus_days(plan.releases[1].date, -14));
    EXPECT_NE(near.error().message.find("is nearer than 3 weeks to 'Release 2 (title to come)'"), std::string::npos);
    auto const outside = move(release, *parse_date("2028-01-07"));
    EXPECT_NE(outside.error().message.find("runs from 2026-11-22 to 2027-02-19"), std::string::npos);
}

TEST_F(Change, LockedAndPublishedItemsStay) {
    auto const& release = item("release", 1);
    auto const to = plus_days(release.date, -7);
    auto locked = *set_lock(plan, release.id, Lock::on);
    EXPECT_EQ(move_item(locked, release.id, to, now).error().code, ErrorCode::conflict);
    EXPECT_TRUE(move_item(*set_lock(locked, release.id, Lock::off), release.id, to, now));

    auto const companion = move_item(*set_lock(plan, item("tease_7", 1).id, Lock::on), release.id, to, now);
    ASSERT_FALSE(companion);
    EXPECT_EQ(companion.error().code, ErrorCode::conflict);
    EXPECT_NE(companion.error().message.find("is locked: unlock it, or leave"), std::string::npos);

    auto published = plan;
    for (auto& each : published.items)
        if (each.id == release.id) each.state = ItemState::published;
    EXPECT_NE(move_item(published, release.id, to, now).error().message.find("published"), std::string::npos);
}

TEST_F(Change, ATeaserStaysBeforeItsRelease) {
    auto const& teaser = item("tease_3", 1);
    auto const late = move(teaser, plus_days(plan.releases[0].date, 2));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::conflict);
    EXPECT_NE(late.error().message.find(" may stand from "), std::string::npos);
    auto const moved = move(teaser, plus_days(teaser.date, 1));
    ASSERT_TRUE(moved) << moved.error().message;
    EXPECT_EQ(same(*moved, teaser).date, plus_days(teaser.date, 1));
    auto const same_day = move(teaser, item("tease_7", 1).date);
    ASSERT_FALSE(same_day);
    EXPECT_EQ(same_day.error().code, ErrorCode::conflict);
    auto const past = move_item(plan, teaser.id, plus_days(plan.start, 1), now + std::chrono::hours{24 * 10});
    EXPECT_EQ(past.error().message, "date: 2026-11-23 is over, today is 2026-12-02");
}

TEST_F(Change, AFullDayNamesTheNearestFreeOne) {
    std::vector<PlanItem> posts;
    for (auto const& each : plan.items)
        if (!each.release && each.platform == "instagram") posts.push_back(each);
    ASSERT_GE(posts.size(), 3U);
    auto const target = posts[0].date;
    auto changed = move_item(plan, posts[1].id, target, now);
    ASSERT_TRUE(changed) << changed.error().message;
    auto const third = move_item(*changed, posts[2].id, target, now);
    ASSERT_FALSE(third);
    EXPECT_EQ(third.error().code, ErrorCode::conflict);
    EXPECT_NE(third.error().message.find("instagram has no free time on " + format_date(target) + ": "),
              std::string::npos);
    EXPECT_NE(third.error().message.find(" is the nearest free day"), std::string::npos);
}

TEST_F(Change, EachDayIsJudgedAsItsMoveWouldBe) {
    auto const& release = item("release", plan.releases.front().number);
    auto const days = days_for_item(plan, release.id, now);
    ASSERT_TRUE(days) << days.error().message;
    ASSERT_EQ(days->size(), static_cast<std::size_t>(plan.days));
    EXPECT_EQ(days->front().date, plan.start);
    for (auto const& day : *days) {
        if (day.date == release.date) {
            EXPECT_TRUE(day.free) << day.reason;
            continue;
        }
        auto const moved = move(release, day.date);
        EXPECT_EQ(day.free, moved.has_value()) << format_date(day.date);
        EXPECT_EQ(day.reason, moved ? "" : moved.error().message);
    }
    EXPECT_TRUE(std::any_of(days->begin(), days->end(), [](auto const& day) { return !day.free; }));

    auto const locked = *set_lock(plan, release.id, Lock::on);
    auto const of_locked = *days_for_item(locked, release.id, now);
    for (auto const& day : of_locked) {
        EXPECT_FALSE(day.free) << format_date(day.date);
        EXPECT_NE(day.reason.find("is locked: unlock it first"), std::string::npos) << day.reason;
    }
    EXPECT_EQ(days_for_item(plan, PlanItemId{}, now).error().code, ErrorCode::not_found);
}

TEST_F(Change, ATitleReachesEveryBriefOfItsRelease) {
    EXPECT_NE(json::print(plan).find("Release 2"), std::string::npos);
    auto const named = name_release(plan, 2, "Undertow", "content-7");
    ASSERT_TRUE(named);
    EXPECT_EQ(json::print(*named).find("Release 2"), std::string::npos);
    EXPECT_EQ(named->releases[1].title, "Undertow");
    EXPECT_EQ(same(*named, item("release", 2)).content_id, "content-7");
    EXPECT_EQ(name_release(plan, 9, "Undertow", {}).error().code, ErrorCode::not_found);
    EXPECT_EQ(name_release(plan, 2, " ", {}).error().code, ErrorCode::invalid_input);
}

TEST_F(Change, SaysWhatDoesNotExist) {
    EXPECT_EQ(move_item(plan, PlanItemId{}, plan.start, now).error().code, ErrorCode::not_found);
    EXPECT_EQ(set_lock(plan, PlanItemId{}, Lock::on).error().code, ErrorCode::not_found);
}

RC_GTEST_PROP(ChangeProperty, NoMoveBreaksARule, ()) {
    auto request = testing::sample_request();
    request.seed = *rc::gen::arbitrary<std::uint64_t>();
    request.profile.style.posting["posts_per_week"].value = *rc::gen::inRange(0, 15);
    request.profile.style.posting["release_gap_weeks"].value = *rc::gen::inRange(3, 7);
    auto plan = *make_plan(request);
    for (int round = 0; round < 12; ++round) {
        auto const index = *rc::gen::inRange<std::size_t>(0, plan.items.size());
        auto const item = plan.items[index];
        auto const to = plus_days(item.date, *rc::gen::inRange(-30, 31));
        auto moved = move_item(plan, item.id, to, request.now);
        if (!moved) {
            RC_ASSERT(moved.error().message.size() > 20);
            continue;
        }
        plan = *std::move(moved);
        RC_ASSERT(testing::broken_rule(plan, request.now) == "");
    }
}

}  // namespace
}  // namespace troupe::planning
