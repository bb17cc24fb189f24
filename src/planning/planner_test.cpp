#include "planning/planner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/json.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "planning/impl/clock_time.hpp"
#include "planning/impl/release_dates.hpp"
#include "planning/testing/plan_rules.hpp"
#include "planning/testing/sample_request.hpp"

namespace troupe::planning {
namespace {

using testing::broken_rule;
using testing::sample_request;

Date day(char const* text) { return *parse_date(text); }

std::vector<PlanItem const*> items_of(Plan const& plan, std::function<bool(PlanItem const&)> const& wanted) {
    std::vector<PlanItem const*> found;
    for (auto const& item : plan.items)
        if (wanted(item)) found.push_back(&item);
    return found;
}

TEST(Planner, PlansNinetyDays) {
    auto const request = sample_request();
    auto const plan = make_plan(request);
    ASSERT_TRUE(plan) << plan.error().message;
    EXPECT_EQ(broken_rule(*plan, request.now), "");
    ASSERT_GE(plan->releases.size(), 2U);
    EXPECT_GE(days_between(plan->start, plan->releases[0].date), 28);
    EXPECT_EQ(plan->releases[0].title, "Lantern, Low");
    EXPECT_EQ(plan->releases[1].title, "Release 2 (title to come)");
    std::set<std::string> platforms;
    for (auto const& item : plan->items)
        if (item.platform != "stores") platforms.insert(item.platform);
    EXPECT_GE(platforms.size(), 4U);
}

TEST(Planner, EveryReleaseHasItsTeasersAndAnchors) {
    auto const plan = *make_plan(sample_request());
    for (auto const& release : plan.releases) {
        std::set<int> days;
        for (auto const* item : items_of(plan, [&](PlanItem const& each) {
                 return each.release == release.number && each.platform != "stores";
             })) {
            auto const away = days_between(release.date, item->date);
            days.insert(away);
            EXPECT_EQ(item->kind == ItemKind::teaser, away < 0);
        }
        for (int const step : {-14, -7, -3, -1, 0, 1, 3, 7})
            EXPECT_TRUE(days.contains(step) || plus_days(release.date, step) > plus_days(plan.start, plan.days - 1))
                << step;
        auto const day_of = items_of(plan, [&](PlanItem const& each) {
            return each.purpose == "release_day" && each.release == release.number;
        });
        EXPECT_GE(day_of.size(), 4U);
        auto const in_stores = items_of(plan, [&](PlanItem const& each) {
            return each.kind == ItemKind::release && each.release == release.number;
        });
        ASSERT_EQ(in_stores.size(), 1U);
        EXPECT_EQ(in_stores[0]->local_time, "00:00");
        EXPECT_EQ(in_stores[0]->arc_stage, ArcStage::climax);
    }
}

TEST(Planner, TheSameRequestGivesTheSamePlan) {
    auto const first = *make_plan(sample_request());
    EXPECT_EQ(json::print(first), json::print(*make_plan(sample_request())));
    auto other = sample_request();
    other.seed = 8;
    EXPECT_NE(json::print(first), json::print(*make_plan(other)));
}

TEST(Planner, NamesTheFieldAndTheRangeOfBadDays) {
    for (int const days : {0, -1, 100'000, 3651}) {
        auto request = sample_request();
        request.days = days;
        auto const plan = make_plan(request);
        ASSERT_FALSE(plan);
        EXPECT_EQ(plan.error().code, ErrorCode::invalid_input);
        EXPECT_EQ(plan.error().message, "days: " + std::to_string(days) + " is outside 1 to 3650");
    }
}

TEST(Planner, NamesOtherBadFields) {
    auto request = sample_request();
    request.profile.audience.time_zone = "Mars/Olympus";
    EXPECT_TRUE(make_plan(request).error().message.starts_with("audience.time_zone: "));
    request = sample_request();
    request.start = day("2020-01-01");
    EXPECT_TRUE(make_plan(request).error().message.starts_with("start: "));
    request = sample_request();
    request.disclosures = {{.fact_id = "nothing"}};
    EXPECT_TRUE(make_plan(request).error().message.starts_with("disclosures: "));
}

TEST(Planner, SaysWhatDoesNotFitIntoAShortCalendar) {
    auto request = sample_request();
    request.days = 10;
    auto const plan = *make_plan(request);
    EXPECT_TRUE(plan.releases.empty());
    EXPECT_EQ(broken_rule(plan, request.now), "");
    EXPECT_NE(
        text::join(plan.notes, "\n")
            .find("No release fits: production and delivery take 14 days, so the first free Friday is 2026-12-11. "
                  "A calendar of 20 days or more holds it."),
        std::string::npos);
    request.days = 20;
    auto const longer = *make_plan(request);
    ASSERT_EQ(longer.releases.size(), 1U);
    EXPECT_EQ(format_date(longer.releases[0].date), "2026-12-11");
    EXPECT_NE(text::join(longer.notes, "\n").find("has 19 days of lead time: 28 are better"), std::string::npos);
}

TEST(Planner, AHermitPostsLittleButTheReleaseStays) {
    auto request = sample_request();
    auto const open = *make_plan(request);
    request.profile.behaviour.publicness = 0.05;
    request.profile.style.posting["posts_per_week"].value = 1;
    auto const hermit = *make_plan(request);
    auto const between_releases = [](PlanItem const& item) { return !item.release; };
    EXPECT_LT(items_of(hermit, between_releases).size() * 3, items_of(open, between_releases).size() * 2);
    EXPECT_LT(hermit.items.size() * 4, open.items.size() * 3);
    for (auto const& release : hermit.releases)
        EXPECT_GE(items_of(hermit,
                           [&](PlanItem const& item) {
                               return item.purpose == "release_day" && item.release == release.number;
                           })
                      .size(),
                  4U);
}

TEST(Planner, PostsAtTheArtistsHourWhereTheAudienceLives) {
    auto request = sample_request();
    request.profile.audience.time_zone = "America/New_York";
    request.profile.style.posting["hour"].value = 20;
    request.days = 200;  // over the switch to summer time on 2027-03-14
    auto const plan = *make_plan(request);
    EXPECT_EQ(broken_rule(plan, request.now), "");
    int winter = 0;
    int summer = 0;
    for (auto const& item : plan.items) {
        if (item.platform != "instagram" || item.purpose == "release_day") continue;
        auto const minute = *impl::parse_clock(item.local_time);
        if (std::abs(minute - 20 * 60) > 20) continue;
        auto const offset = format_local(item.at, plan.zone)->substr(19);
        winter += offset == "-05:00" ? 1 : 0;
        summer += offset == "-04:00" ? 1 : 0;
    }
    EXPECT_GT(winter, 5);
    EXPECT_GT(summer, 5);
}

TEST(Planner, KeepsWhatIsLockedOrPublished) {
    auto request = sample_request();
    auto previous = *make_plan(request);
    previous.items[3].locked = true;
    for (auto& item : previous.items)
        if (item.kind == ItemKind::release && item.release == 1) item.locked = true;
    previous.items[5].state = ItemState::published;
    request.previous = previous;
    request.seed = 99;
    request.profile.style.posting["release_gap_weeks"].value = 3;
    auto const plan = *make_plan(request);
    EXPECT_EQ(plan.releases[0].date, previous.releases[0].date);
    int kept = 0;
    for (auto const& old : previous.items) {
        if (!old.locked && old.state != ItemState::published) continue;
        for (auto const& item : plan.items)
            if (item.id == old.id) kept += json::print(item) == json::print(old) ? 1 : 0;
    }
    EXPECT_EQ(kept, 3);
    EXPECT_EQ(
        items_of(plan, [](PlanItem const& item) { return item.kind == ItemKind::release && item.release == 1; }).size(),
        1U);
}

TEST(Planner, DatedReleasesStandAndWaitingSongsFollow) {
    auto request = sample_request();
    request.existing = {{.title = "Out already", .date = day("2026-11-20")},
                        {.title = "Announced", .date = day("2027-01-15")},
                        {.title = "Waiting"}};
    auto const plan = *make_plan(request);
    ASSERT_GE(plan.releases.size(), 2U);
    std::map<std::string, Date> dates;
    for (auto const& release : plan.releases) dates[release.title] = release.date;
    EXPECT_EQ(dates["Announced"], day("2027-01-15"));
    EXPECT_TRUE(dates.contains("Waiting"));
    EXPECT_FALSE(dates.contains("Out already"));
    EXPECT_EQ(plan.releases[0].number, 2);
}

TEST(Planner, TellsFactsOnceAndSecretsOnlyAtTheTurn) {
    auto const request = sample_request();
    auto const plan = *make_plan(request);
    std::multiset<std::string> told;
    for (auto const& item : plan.items) {
        if (!item.brief.fact) continue;
        told.insert(*item.brief.fact);
        EXPECT_TRUE(*item.brief.fact != "event.2" || item.arc_stage == ArcStage::turn ||
                    item.arc_stage == ArcStage::climax);
    }
    EXPECT_EQ(std::set<std::string>(told.begin(), told.end()).size(), told.size());
    EXPECT_GE(told.size(), 4U);
    EXPECT_TRUE(told.contains("event.2"));
}

TEST(Planner, TellsGivenDisclosuresInTheirOrder) {
    auto request = sample_request();
    request.disclosures = {{.fact_id = "job"}, {.text = "the second tape was never found"}, {.fact_id = "home"}};
    auto const plan = *make_plan(request);
    std::vector<std::string> order;
    for (auto const& item : plan.items)
        if (item.purpose == "disclose") order.push_back(item.brief.fact.value_or("text"));
    EXPECT_EQ(order, (std::vector<std::string>{"job", "text", "home"}));
}

TEST(Planner, EachChapterHasItsStages) {
    auto const plan = *make_plan(sample_request());
    std::map<ArcStage, int> count;
    for (auto const& item : plan.items) {
        ++count[item.arc_stage];
        for (auto const& release : plan.releases)
            EXPECT_TRUE(std::abs(days_between(item.date, release.date)) > 3 || item.arc_stage == ArcStage::climax);
    }
    EXPECT_EQ(count.size(), 5U);
}

TEST(Planner, ChoosesTheArcByTheIdentity) {
    auto request = sample_request();
    EXPECT_EQ(make_plan(request)->arc, ArcShape::man_in_a_hole);
    EXPECT_NE(make_plan(request)->arc_reason.find("\"dark\""), std::string::npos);
    request.profile.style.moods = {{.name = "romantic", .weight = 1}};
    request.profile.behaviour.personality = {"tender", "wistful"};
    request.profile.core.archetype = "the letter writer";
    request.profile.understanding.prompt = "";
    EXPECT_EQ(make_plan(request)->arc, ArcShape::cinderella);
}

std::set<std::string> five_grams(PlanItem const& item) {
    auto const bag = text::lower(item.brief.title + " " + item.brief.theme + " " + item.brief.say);
    std::set<std::string> grams;
    for (std::size_t i = 0; i + 5 <= bag.size(); ++i) grams.insert(bag.substr(i, 5));
    return grams;
}

TEST(Planner, MotifsComeBackAndNoTwoBriefsAreAlike) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto request = sample_request();
        request.seed = seed;
        auto const plan = *make_plan(request);
        std::map<std::string, int> uses;
        std::map<std::string, std::set<ArcStage>> stages;
        double callbacks = 0;
        double items = 0;
        std::vector<std::set<std::string>> grams;
        for (auto const& item : plan.items) {
            if (item.platform == "stores") continue;
            ++items;
            callbacks += item.brief.callback ? 1 : 0;
            if (!item.brief.motif.empty()) ++uses[item.brief.motif], stages[item.brief.motif].insert(item.arc_stage);
            grams.push_back(five_grams(item));
        }
        EXPECT_GE(callbacks / items, 0.25) << seed;
        EXPECT_LE(callbacks / items, 0.5) << seed;
        for (auto const& motif : request.profile.core.motifs) {
            EXPECT_GE(uses[motif], 3) << motif;
            EXPECT_GE(stages[motif].size(), 2U) << motif;
        }
        for (std::size_t i = 0; i < grams.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                std::vector<std::string> both;
                std::set_intersection(grams[i].begin(), grams[i].end(), grams[j].begin(), grams[j].end(),
                                      std::back_inserter(both));
                auto const jaccard = static_cast<double>(both.size()) /
                                     static_cast<double>(grams[i].size() + grams[j].size() - both.size());
                ASSERT_LE(jaccard, 0.6) << seed << ": " << json::print(plan.items[i].brief)
                                        << json::print(plan.items[j].brief);
            }
    }
}

using Bag = std::map<std::string, double>;

/// Words of every item, weighted by tf-idf and of length 1.
std::vector<Bag> bags_of(Plan const& plan) {
    std::vector<Bag> bags;
    std::map<std::string, int> items;
    for (auto const& item : plan.items) {
        if (item.platform == "stores") continue;
        Bag bag;
        for (auto const& word : text::words(item.brief.title + " " + item.brief.theme + " " + item.brief.say))
            ++bag[word];
        for (auto const& [word, count] : bag) ++items[word];
        bags.push_back(std::move(bag));
    }
    for (auto& bag : bags) {
        double length = 1e-12;
        for (auto& [word, weight] : bag) {
            weight = (1 + std::log(weight)) * std::log(static_cast<double>(bags.size()) / items[word]);
            length += weight * weight;
        }
        for (auto& [word, weight] : bag) weight /= std::sqrt(length);
    }
    return bags;
}

double cosine(Bag const& a, Bag const& b) {
    double sum = 0;
    for (auto const& [word, weight] : a)
        if (auto const found = b.find(word); found != b.end()) sum += weight * found->second;
    return sum;
}

/// How far the likeness of neighbours lies above that of a shuffled plan, in deviations.
double continuity(Plan const& plan) {
    auto const bags = bags_of(plan);
    std::vector<std::size_t> order(bags.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto const likeness = [&] {
        double sum = 0;
        for (std::size_t i = 1; i < order.size(); ++i) sum += cosine(bags[order[i - 1]], bags[order[i]]);
        return sum;
    };
    auto const told = likeness();
    Random random(1);
    double sum = 0;
    double squares = 0;
    for (int round = 0; round < 100; ++round) {
        random.shuffle(order);
        auto const value = likeness();
        sum += value;
        squares += value * value;
    }
    return (told - sum / 100) / std::sqrt(squares / 100 - sum * sum / 10'000);
}

TEST(Planner, NeighboursBelongTogether) {
    int coherent = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto request = sample_request();
        request.seed = seed;
        coherent += continuity(*make_plan(request)) >= 1.64 ? 1 : 0;
    }
    EXPECT_GE(coherent, 17);
}

RC_GTEST_PROP(PlannerProperty, NoPlanBreaksARule, ()) {
    auto request = sample_request();
    static std::vector<std::string> const zones{"UTC",          "Europe/Berlin",    "America/New_York",
                                                "Asia/Kolkata", "Pacific/Auckland", "America/Santiago",
                                                "Africa/Cairo", "Asia/Beirut",      "Australia/Lord_Howe"};
    request.profile.audience.time_zone = *rc::gen::elementOf(zones);
    request.days = *rc::gen::inRange(1, 800);
    request.seed = *rc::gen::arbitrary<std::uint64_t>();
    request.start = plus_days(day("2026-11-22"), *rc::gen::inRange(0, 1200));
    request.now = TimePoint{std::chrono::sys_days{request.start}} + std::chrono::minutes{*rc::gen::inRange(-600, 400)};
    request.profile.behaviour.publicness = *rc::gen::inRange(0, 101) / 100.0;
    request.profile.behaviour.platforms.resize(*rc::gen::inRange<std::size_t>(0, 5));
    request.profile.style.posting["posts_per_week"].value = *rc::gen::inRange(0, 141) / 10.0;
    request.profile.style.posting["hour"].value = *rc::gen::inRange(0, 240) / 10.0;
    request.profile.style.posting["release_gap_weeks"].value = *rc::gen::inRange(3, 17);
    if (*rc::gen::arbitrary<bool>()) request.existing.clear();
    auto const plan = make_plan(request);
    RC_ASSERT(plan);
    RC_ASSERT(broken_rule(*plan, request.now) == "");
}

TEST(Planner, TenYearsAreNoProblem) {
    auto request = sample_request();
    request.days = 3650;
    request.profile.style.posting["posts_per_week"].value = 14;
    auto const plan = make_plan(request);
    ASSERT_TRUE(plan);
    EXPECT_EQ(broken_rule(*plan, request.now), "");
    EXPECT_GT(plan->releases.size(), 60U);
}

/// The best sum over all subsets of `count` Fridays, the slow way.
double brute_force(ReleaseRules const& rules, impl::DateQuestion const& question, std::vector<Date> const& fridays,
                   std::size_t from, std::size_t count, std::optional<Date> previous) {
    if (count == 0) return 0;
    double best = -1e9;
    for (auto i = from; i < fridays.size(); ++i) {
        if (previous && days_between(*previous, fridays[i]) < 7 * rules.min_gap_weeks) continue;
        best = std::max(best, impl::date_value(rules, question, previous, fridays[i]) +
                                  brute_force(rules, question, fridays, i + 1, count - 1, fridays[i]));
    }
    return best;
}

TEST(ReleaseDates, AreTheBestThereAre) {
    Random random(5);
    for (int round = 0; round < 60; ++round) {
        auto rules = built_in_tables().rules;
        for (auto& value : rules.gap_value) value *= random.uniform(0.5, 1);
        impl::DateQuestion question{.first = plus_days(day("2026-10-01"), random.between(0, 60)),
                                    .gap_weeks = random.uniform(3, 7)};
        question.last = plus_days(question.first, random.between(20, 130));
        if (random.chance(0.5)) question.previous = plus_days(question.first, -random.between(10, 60));
        std::vector<Date> fridays;
        for (auto date = impl::friday_from(question.first); date <= question.last; date = plus_days(date, 7))
            if (!question.previous || days_between(*question.previous, date) >= 21) fridays.push_back(date);
        auto const answer = impl::choose_dates(rules, question);
        ASSERT_FALSE(answer.dates.empty());
        EXPECT_NEAR(answer.value, brute_force(rules, question, fridays, 0, answer.dates.size(), question.previous),
                    1e-9);
    }
}

TEST(Tables, NameWhatIsWrong) {
    EXPECT_EQ(built_in_tables().platforms.size(), 8U);
    EXPECT_EQ(built_in_tables().arcs.size(), 6U);
    auto const good =
        std::string(R"([{"id": "a", "formats": [{"name": "post"}], "quiet_from": "08:00", "quiet_to": "22:00"}])");
    auto const tables = read_tables(good, "{}", "[]", "{}");
    ASSERT_FALSE(tables);
    EXPECT_EQ(tables.error().message, "platform 'a': quiet_to must be a time before quiet_from, like 08:00 and 22:30");
    EXPECT_TRUE(read_tables("[{\"id\": 3}]", "{}", "[]", "{}").error().message.starts_with("platforms: "));
}

}  // namespace
}  // namespace troupe::planning
