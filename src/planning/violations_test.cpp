#include "planning/violations.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/testing/scratch_folder.hpp"
#include "base/text.hpp"
#include "planning/change.hpp"
#include "planning/testing/plan_rules.hpp"
#include "planning/testing/random_request.hpp"

namespace troupe::planning {
namespace {

Date day(char const* text) { return *parse_date(text); }

TEST(Violations, ThereAreNoneInRandomPlansOverZonesAndSwitches) {
    int made = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        auto const request = testing::random_request(seed);
        auto const tables = testing::random_tables(seed, request);
        auto const plan = make_plan(request, tables);
        if (!plan) {
            EXPECT_NE(plan.error().message.find("is over already"), std::string::npos) << plan.error().message;
            continue;
        }
        ++made;
        EXPECT_EQ(testing::broken_rule(*plan, request.now, tables), "") << seed;
    }
    EXPECT_GT(made, 250);
}

/// Spoils a plan in one way and expects that rule to be named.
class Spoiled : public ::testing::Test {
protected:
    void expect(char const* rule) const {
        auto const found = violations(plan, request.now);
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](auto const& each) { return each.rule == rule; }))
            << rule << " is not among " << found.size();
    }
    PlanItem& post(std::string const& platform) {
        return *std::find_if(plan.items.begin(), plan.items.end(),
                             [&](PlanItem const& each) { return each.platform == platform && !each.release; });
    }

    PlanRequest request = testing::sample_request();
    Plan plan = *make_plan(request);
};

TEST_F(Spoiled, ReleasesAreChecked) {
    auto const sound = plan;
    plan.releases[0].date = plus_days(plan.releases[0].date, 1);
    expect("friday");
    plan = sound;
    plan.releases[0].date = plus_days(plan.start, 5);
    expect("lead");
    plan = sound;
    plan.releases[1].date = plus_days(plan.releases[0].date, 14);
    expect("gap");
    plan = sound;
    plan.quiet.push_back({plan.releases[0].date, plan.releases[0].date, {}, ""});
    expect("quiet_period");
    plan = sound;
    plan.releases[0].windows.clear();
    expect("window");
    plan = sound;
    plan.releases[0].deliver_by = plan.releases[0].date;
    expect("window");
    plan = sound;
    plan.releases[0].date = plus_days(plan.start, 7 * 52);
    expect("outside");
}

TEST_F(Spoiled, ItemsAreChecked) {
    auto const sound = plan;
    post("instagram").local_time = "07:59";
    expect("quiet_hours");
    expect("clock");
    plan = sound;
    post("instagram").at += std::chrono::hours{1};
    expect("clock");
    plan = sound;
    post("instagram").brief.theme.clear();
    expect("brief");
    plan = sound;
    plan.items[1].id = plan.items[0].id;
    expect("id");
    plan = sound;
    std::swap(plan.items[0], plan.items[1]);
    expect("order");
    plan = sound;
    plan.items[0].at = request.now - std::chrono::hours{1};
    expect("past");
    plan = sound;
    for (auto& item : plan.items)
        if (item.kind == ItemKind::teaser) item.release = 2;
    plan.releases[1].date = plan.start;
    expect("deadline");
}

TEST_F(Spoiled, PlatformsAreChecked) {
    auto const copies = [&](int count, std::chrono::minutes apart) {
        auto const first = post("x");
        for (int i = 1; i <= count; ++i) {
            plan.items.push_back(first);
            plan.items.back().at += i * apart;
        }
        std::sort(plan.items.begin(), plan.items.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
    };
    request.profile.behaviour.platforms[0].name = "x";
    plan = *make_plan(request);
    auto const sound = plan;
    copies(1, std::chrono::minutes{20});
    expect("spacing");
    plan = sound;
    copies(5, std::chrono::minutes{1});
    expect("per_day");
    plan = sound;
    copies(17, std::chrono::minutes{60});
    expect("in_24_hours");
}

TEST(Constraints, AHolidayOfTheMarketMakesAFridayWorseAndAQuietPeriodClosesIt) {
    auto const& constraints = built_in_tables().constraints;
    EXPECT_EQ(holiday_factor(constraints, {"US"}, day("2026-11-27")), 0.8);  // the day after Thanksgiving
    EXPECT_EQ(holiday_factor(constraints, {"DE"}, day("2026-11-27")), 1);
    EXPECT_EQ(holiday_factor(constraints, {"DE"}, day("2027-03-26")), 0.85);  // Good Friday
    EXPECT_EQ(holiday_factor(constraints, {"SE"}, day("2027-06-25")), 0.75);  // Midsummer's Eve
    EXPECT_EQ(holiday_factor(constraints, {"CN"}, day("2027-02-12")), 0.75);
    EXPECT_EQ(holiday_factor(constraints, {}, day("2026-12-31")), 0.8);
    EXPECT_EQ(easter_sunday(2026), day("2026-04-05"));
    EXPECT_EQ(easter_sunday(2038), day("2038-04-25"));
    auto request = testing::sample_request();
    auto tables = built_in_tables();
    auto const free = *make_plan(request, tables);
    tables.constraints.quiet_periods = {{free.releases[0].date, free.releases[0].date, {"Vesper Lune"}, "wedding"},
                                        {request.start, plus_days(request.start, 300), {"Somebody Else"}, "away"}};
    auto const plan = *make_plan(request, tables);
    EXPECT_NE(plan.releases[0].date, free.releases[0].date);
    EXPECT_EQ(plan.quiet.size(), 1U);
    EXPECT_EQ(testing::broken_rule(plan, request.now, tables), "");
}

TEST(Constraints, EveryFigureSaysWhoseWordItIs) {
    auto const& tables = built_in_tables();
    EXPECT_GE(tables.constraints.stores.size(), 5U);
    for (auto const& platform : tables.platforms)
        EXPECT_FALSE(platform.source.empty() || platform.verified.empty()) << platform.id;
    EXPECT_EQ(tables.find_platform("tiktok")->most_in_24_hours, 5);
    auto wrong = tables.constraints;
    wrong.holidays[0].factor = 2;
    EXPECT_EQ(check(wrong).error().message, "holidays[0].factor: expected 0 to 1");
}

class OwnTables : public ::testing::Test {
protected:
    Result<Tables> load(std::string const& text) {
        auto const file = troupe::testing::scratch_folder("own_planning.json");
        std::ofstream(file) << text;
        return load_tables(file);
    }
};

TEST_F(OwnTables, LieOverTheBuiltInOnes) {
    auto const tables = load(R"({"constraints": {"stores": [{"id": "spotify", "delivery_days": 21},
        {"id": "own", "name": "Own shop", "delivery_days": 1, "source": "us", "verified": "2026-11-23"}]},
        "platforms": [{"id": "tiktok", "max_per_day": 1}], "release_rules": {"min_gap_weeks": 4}})");
    ASSERT_TRUE(tables) << tables.error().message;
    EXPECT_EQ(tables->lead_days(), 21);
    EXPECT_EQ(tables->constraints.stores.size(), built_in_tables().constraints.stores.size() + 1);
    EXPECT_EQ(tables->constraints.stores[0].pitch_days, 7);
    EXPECT_EQ(tables->find_platform("tiktok")->max_per_day, 1);
    EXPECT_EQ(tables->rules.min_gap_weeks, 4);
    auto const request = testing::sample_request();
    EXPECT_EQ(testing::broken_rule(*make_plan(request, *tables), request.now, *tables), "");
    EXPECT_EQ(load_tables({})->platforms.size(), built_in_tables().platforms.size());
}

TEST_F(OwnTables, NameTheFileAndTheField) {
    auto const unknown = load(R"({"arcs": []})");
    EXPECT_NE(unknown.error().message.find("own_planning.json: unknown field 'arcs'"), std::string::npos);
    auto const wrong = load(R"({"platforms": [{"id": "x", "most_in_24_hours": 0}]})");
    EXPECT_NE(wrong.error().message.find("platform 'x': most_in_24_hours"), std::string::npos) << wrong.error().message;
}

TEST(AtLeast, NamesTheSmallestSetOfRulesThatForbidsTheReleases) {
    auto request = testing::sample_request();
    request.days = 60;
    request.at_least = 2;
    EXPECT_EQ(make_plan(request)->releases.size(), 2U);
    request.at_least = 4;
    auto const plan = make_plan(request);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::conflict);
    EXPECT_EQ(
        plan.error().message,
        "releases: 4 do not fit: these cannot all be kept: (1) 3 weeks lie between two releases; (2) the "
        "calendar ends on 2027-01-20. Any one of these makes room: lower release_rules.min_gap_weeks; plan 97 "
        "days or more. Or ask for 2.");
}

}  // namespace
}  // namespace troupe::planning
