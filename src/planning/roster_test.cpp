#include "planning/roster.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "base/json.hpp"
#include "planning/impl/conflict.hpp"
#include "planning/testing/golden_rosters.hpp"
#include "planning/testing/roster_instance.hpp"

namespace troupe::planning {
namespace {

std::vector<double> const gaps{0, 0, 0, .75, .9, 1, 1, .97, .93, .9, .87, .85, .83, .8};

struct GoldenRoster {
    double optimum = 0;
    std::vector<int> genres;
    std::vector<std::vector<int>> ready;
    std::vector<std::vector<double>> values;
    std::vector<std::vector<double>> trend;
    std::vector<double> season;
};
BOOST_DESCRIBE_STRUCT(GoldenRoster, (), (optimum, genres, ready, values, trend, season))

RosterProblem problem_of(GoldenRoster const& golden) {
    RosterProblem problem{.weeks = 13, .season = golden.season, .genre_value = golden.trend};
    auto const releases = static_cast<double>(golden.genres.size()) * 13 / 5;
    problem.team_capacity.assign(13, static_cast<int>(std::ceil(1.1 * releases / 13)));
    problem.genre_capacity.assign(10, std::vector<int>(13, static_cast<int>(std::ceil(1.15 * releases / 130))));
    for (std::size_t i = 0; i < golden.genres.size(); ++i) {
        RosterArtist artist{.genre = golden.genres[i], .gap_value = gaps};
        for (std::size_t r = 0; r < 4; ++r) artist.songs.push_back({golden.values[i][r], golden.ready[i][r]});
        problem.artists.push_back(artist);
    }
    return problem;
}

TEST(Roster, FindsTheOptimumThatAnotherSolverFound) {
    auto const rosters = json::parse<std::vector<GoldenRoster>>(testing::golden_rosters);
    ASSERT_TRUE(rosters) << rosters.error().message;
    ASSERT_EQ(rosters->size(), 3U);
    for (auto const& golden : *rosters) {
        auto const problem = problem_of(golden);
        auto const plan = solve_roster(problem);
        ASSERT_TRUE(plan) << plan.error().message;
        EXPECT_TRUE(plan->proven);
        EXPECT_NEAR(plan->value, golden.optimum, 1e-5);
        EXPECT_EQ(plan->bound, plan->value);
        EXPECT_NEAR(roster_value(problem, plan->weeks).value_or(-1), plan->value, 1e-9);
    }
}

/// Everything that an artist of two songs may do, the slow way.
std::vector<std::vector<int>> all_choices(int weeks) {
    std::vector<std::vector<int>> choices{{}};
    for (int first = 0; first < weeks; ++first) {
        choices.push_back({first});
        for (int second = first + 1; second < weeks; ++second) choices.push_back({first, second});
    }
    return choices;
}

double best_by_trying(RosterProblem const& problem) {
    auto const choices = all_choices(problem.weeks);
    double best = -1;
    std::vector<std::vector<int>> weeks;
    std::function<void()> const go_on = [&] {
        if (weeks.size() == problem.artists.size()) {
            best = std::max(best, roster_value(problem, weeks).value_or(-1));
            return;
        }
        for (auto const& choice : choices) {
            weeks.push_back(choice);
            go_on();
            weeks.pop_back();
        }
    };
    go_on();
    return best;
}

TEST(Roster, IsTheBestOfAllPlansWithFixedClosedAndEarlierWeeks) {
    Random random(3);
    for (unsigned round = 0; round < 30; ++round) {
        auto problem = testing::random_roster({.artists = 3, .weeks = 8, .songs = 2, .seed = round});
        for (auto& artist : problem.artists) {
            artist.genre = random.between(0, 1);
            if (random.chance(0.4)) artist.previous_week = random.between(-6, -1);
            if (random.chance(0.4)) artist.fixed_weeks = {random.between(0, 7)};
            if (random.chance(0.3)) artist.closed_weeks = {2, 5};
            if (random.chance(0.2)) artist.at_least = 1;
        }
        auto const slow = best_by_trying(problem);
        auto const plan = solve_roster(problem);
        ASSERT_EQ(plan.has_value(), slow >= 0) << round;
        if (!plan) continue;
        EXPECT_TRUE(plan->proven) << round;
        EXPECT_NEAR(plan->value, slow, 1e-9) << round;
    }
}

TEST(Roster, SaysHowFarABetterPlanCouldLie) {
    auto const problem = testing::random_roster({.artists = 60, .weeks = 20, .songs = 5, .seed = 4});
    auto const plan = *solve_roster(problem, {.price_steps = 150, .search_rounds = 5, .nodes = 10});
    EXPECT_GE(plan.bound, plan.value);
    EXPECT_LT(plan.gap(), 0.05);
    EXPECT_NEAR(*roster_value(problem, plan.weeks), plan.value, 1e-9);
}

TEST(Roster, TheSameProblemGivesTheSameWeeks) {
    auto const problem = testing::random_roster({.artists = 30, .weeks = 13, .songs = 4, .seed = 6});
    RosterEffort const little{.price_steps = 100, .search_rounds = 5, .nodes = 50};
    EXPECT_EQ(solve_roster(problem, little)->weeks, solve_roster(problem, little)->weeks);
}

RosterProblem one_artist(int weeks, std::size_t songs) {
    auto const all = static_cast<std::size_t>(weeks);
    RosterProblem problem{.first = *parse_date("2026-11-27"), .genres = {"techno"}, .weeks = weeks};
    problem.season.assign(all, 1);
    problem.genre_value = {std::vector<double>(all, 1)};
    problem.genre_capacity = {std::vector<int>(all, 1)};
    problem.team_capacity.assign(all, 2);
    problem.artists.push_back({.name = "Vesper Lune", .songs = std::vector<RosterSong>(songs), .gap_value = gaps});
    return problem;
}

TEST(Roster, NamesTheSmallestSetOfRulesThatForbidAPlan) {
    auto problem = one_artist(10, 4);
    problem.artists[0].at_least = 4;
    for (auto& song : problem.artists[0].songs) song.ready_week = 2;
    problem.artists[0].closed_weeks = {4};
    auto const plan = solve_roster(problem);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::conflict);
    EXPECT_EQ(
        plan.error().message,
        "Vesper Lune cannot release 4 songs in 10 weeks: these cannot all be kept: (1) songs are ready, delivered "
        "and pitched in time; (2) 3 weeks lie between two releases of an artist. Any one of these makes room: "
        "plan more weeks, or have songs ready earlier; lower min_gap_weeks of the release rules. Or ask for fewer "
        "songs.");
}

TEST(Roster, NamesTheCapacityThatForbidsAPlan) {
    auto problem = one_artist(3, 1);
    for (char const* name : {"B", "C", "D"}) {
        problem.artists.push_back(problem.artists[0]);
        problem.artists.back().name = name;
    }
    for (auto& artist : problem.artists) artist.at_least = 1;
    auto const plan = solve_roster(problem);
    ASSERT_FALSE(plan);
    EXPECT_NE(plan.error().message.find("(1) a genre has a capacity a week. "), std::string::npos)
        << plan.error().message;
}

TEST(Roster, LocksAboveACapacityStayAndAreSaid) {
    auto problem = one_artist(12, 1);
    problem.artists.push_back(problem.artists[0]);
    for (auto& artist : problem.artists) artist.fixed_weeks = {4};
    auto const plan = solve_roster(problem);
    ASSERT_TRUE(plan) << plan.error().message;
    ASSERT_EQ(plan->notes.size(), 1U);
    EXPECT_EQ(plan->notes[0],
              "2026-12-25: 2 releases of techno are locked or out, above the genre's capacity of 1. They stay.");
}

TEST(Roster, NamesTheWrongField) {
    auto problem = one_artist(10, 1);
    problem.artists[0].songs[0].value = -1;
    EXPECT_EQ(solve_roster(problem).error().message, "artists 'Vesper Lune'.songs: a value must not be negative");
    problem = one_artist(10, 1);
    problem.artists[0].fixed_weeks = {10};
    EXPECT_EQ(solve_roster(problem).error().message,
              "artists 'Vesper Lune'.fixed_weeks: must be sorted weeks from 0 to 9");
    problem = one_artist(10, 1);
    problem.season.pop_back();
    EXPECT_EQ(solve_roster(problem).error().message, "season: must name every week");
    EXPECT_EQ(solve_roster({}).error().message, "weeks: 0 is outside 1 to 520");
}

TEST(Conflict, KeepsOnlyWhatIsInTheWay) {
    auto const possible = [](std::vector<bool> const& kept) { return !(kept[1] && kept[3]); };
    EXPECT_EQ(impl::smallest_conflict(5, possible), (std::vector<std::size_t>{1, 3}));
    EXPECT_TRUE(impl::smallest_conflict(5, [](auto const&) { return true; }).empty());
}

}  // namespace
}  // namespace troupe::planning
