#include "planning/roster_calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "planning/change.hpp"
#include "planning/testing/plan_rules.hpp"
#include "planning/testing/sample_request.hpp"

namespace troupe::planning {
namespace {

/// Artists of one genre, each with a plan of 90 days.
std::vector<RosterMember> three_artists() {
    std::vector<RosterMember> members;
    std::uint64_t number = 0;
    for (char const* name : {"Vesper Lune", "Ash Meridian", "Coral Static"}) {
        auto request = testing::sample_request();
        request.profile.core.name = name;
        request.artist_id = make_id<artist::ArtistTag>(TimePoint{}, [&] { return ++number; });
        members.push_back({request.artist_id, request.profile, *make_plan(request)});
    }
    return members;
}

RosterQuestion question() { return {.weeks = 13, .at_least = 0, .now = testing::sample_request().now}; }

TEST(RosterCalendar, KeepsTheCapacityThatSinglePlansDoNotKnowOf) {
    auto members = three_artists();
    auto tables = built_in_tables();
    tables.constraints.genre_releases_per_week = 1;
    auto const calendar = plan_roster(members, question(), tables);
    ASSERT_TRUE(calendar) << calendar.error().message;
    EXPECT_TRUE(calendar->proven);
    EXPECT_EQ(calendar->bound, calendar->value);
    std::map<Date, int> by_day;
    for (auto const& release : calendar->releases) EXPECT_EQ(++by_day[release.date], 1) << format_date(release.date);
    EXPECT_GE(calendar->releases.size(), 6U);
    EXPECT_TRUE(std::any_of(calendar->releases.begin(), calendar->releases.end(),
                            [](auto const& each) { return each.was.has_value(); }));
}

TEST(RosterCalendar, WhatIsLockedStays) {
    auto members = three_artists();
    auto tables = built_in_tables();
    tables.constraints.genre_releases_per_week = 1;
    std::vector<Date> locked;
    for (auto& member : members) {
        auto& plan = *member.plan;
        auto const item = std::find_if(plan.items.begin(), plan.items.end(),
                                       [](auto const& each) { return each.kind == ItemKind::release; });
        locked.push_back(item->date);
        plan = *set_lock(std::move(plan), item->id, Lock::on);
    }
    auto const calendar = *plan_roster(members, question(), tables);
    for (std::size_t i = 0; i < members.size(); ++i)
        EXPECT_TRUE(std::any_of(calendar.releases.begin(), calendar.releases.end(), [&](auto const& release) {
            return release.fixed && release.artist_id == members[i].id && release.date == locked[i];
        }));
    ASSERT_FALSE(calendar.notes.empty());
    EXPECT_NE(calendar.notes[0].find("3 releases of dark ambient are locked or out, above the genre's capacity of 1"),
              std::string::npos);
}

TEST(RosterCalendar, APlanTakesTheDatesOver) {
    auto members = three_artists();
    auto tables = built_in_tables();
    tables.constraints.genre_releases_per_week = 1;
    auto const calendar = *plan_roster(members, question(), tables);
    for (auto const& member : members) {
        auto request = testing::sample_request();
        request.existing.clear();
        request.artist_id = member.id;
        request.profile = member.profile;
        request.previous = member.plan;
        request.no_more_before = plus_days(calendar.first, 7 * calendar.weeks);
        std::vector<Date> wanted;
        for (auto const& release : calendar.releases) {
            if (release.artist_id != member.id) continue;
            request.existing.push_back({release.number, "", release.date, {}, true});
            wanted.push_back(release.date);
        }
        auto const plan = make_plan(request, tables);
        ASSERT_TRUE(plan) << plan.error().message;
        EXPECT_EQ(testing::broken_rule(*plan, request.now, tables), "");
        std::vector<Date> dates;
        for (auto const& release : plan->releases) {
            EXPECT_FALSE(release.fixed);
            dates.push_back(release.date);
        }
        wanted.erase(std::remove_if(wanted.begin(), wanted.end(),
                                    [&](Date date) { return date > plus_days(plan->start, plan->days - 1); }),
                     wanted.end());
        EXPECT_EQ(dates, wanted);
    }
}

TEST(RosterCalendar, SaysWhatForbidsIt) {
    auto asked = question();
    asked.at_least = 9;
    auto const calendar = plan_roster(three_artists(), asked);
    ASSERT_FALSE(calendar);
    EXPECT_EQ(calendar.error().code, ErrorCode::conflict);
    EXPECT_NE(calendar.error().message.find("weeks lie between two releases of an artist"), std::string::npos);
    asked.weeks = 0;
    EXPECT_EQ(plan_roster({}, asked).error().message, "weeks: 0 is outside 1 to 104");
    auto members = three_artists();
    members[1].profile.audience.time_zone = "Mars/Olympus";
    EXPECT_NE(plan_roster(members, question()).error().message.find("Ash Meridian: audience.time_zone"),
              std::string::npos);
}

}  // namespace
}  // namespace troupe::planning
