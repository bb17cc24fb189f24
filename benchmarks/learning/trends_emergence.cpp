#include <algorithm>
#include <cmath>
#include <functional>

#include "trends/emergence.hpp"
#include "trends_bars.hpp"

namespace troupe::trends {
namespace {

struct Contest {
    std::string what;
    EmergenceGoal goal;
    double target = 0;  ///< NDCG@10; 0: shown, and no bar
};

struct Entrant {
    double score = 0, level = 0, draw = 0;
    bool came = false;
};

/// Normalised discounted gain of the first ten.
double ndcg(std::vector<Entrant> entrants, std::function<double(Entrant const&)> const& score) {
    std::stable_sort(entrants.begin(), entrants.end(),
                     [&](auto const& a, auto const& b) { return score(a) > score(b); });
    double gain = 0, best = 0;
    auto const came = static_cast<std::size_t>(
        std::count_if(entrants.begin(), entrants.end(), [](auto const& each) { return each.came; }));
    for (std::size_t place = 0; place < std::min<std::size_t>(10, entrants.size()); ++place) {
        auto const worth = 1 / std::log2(static_cast<double>(place) + 2);
        if (entrants[place].came) gain += worth;
        if (place < came) best += worth;
    }
    return gain / best;
}

/// What is known of everybody at the end of a week.
std::vector<Climber> climbers_at(Charts const& charts, bool is_song, std::size_t week) {
    std::vector<Climber> climbers;
    for (auto const& [name, best] : is_song ? charts.songs : charts.best) {
        auto const& total = is_song ? best : charts.artists.at(name);
        climbers.push_back({{best.data(), week + 1}, {total.data(), week + 1}});
    }
    return climbers;
}

struct Sums {
    double ours = 0, level = 0;
    int weeks = 0;
};

/// One week: everybody who is a candidate, and who of them came.
void judge_week(Charts const& charts, Contest const& contest, EmergenceModel const& model, std::size_t week,
                Sums& sums) {
    std::vector<Entrant> entrants;
    for (auto const& climber : climbers_at(charts, contest.what == "song", week)) {
        if (!is_candidate(climber, contest.goal)) continue;
        auto const* const now = &climber.best.back();
        auto const came = std::any_of(now + 1, now + 1 + contest.goal.ahead,
                                      [&](double points) { return points >= contest.goal.points; });
        entrants.push_back({emergence_chance(model, climber), climber.best.back(), 0, came});
    }
    if (std::none_of(entrants.begin(), entrants.end(), [](auto const& each) { return each.came; })) return;
    sums.ours += ndcg(entrants, [](Entrant const& each) { return each.score; });
    sums.level += ndcg(entrants, [](Entrant const& each) { return each.level; });
    ++sums.weeks;
}

bool judge(Charts const& charts, Contest const& contest, Years years) {
    auto const from = charts.week_of(Date{std::chrono::year(years.first) / 1 / 1}),
               to = charts.week_of(Date{std::chrono::year(years.last + 1) / 1 / 1});
    Sums sums;
    EmergenceModel model;
    for (auto week = from; week + static_cast<std::size_t>(contest.goal.ahead) < to; ++week) {
        if ((week - from) % 52 == 0)
            model = learn_emergence(contest.what, climbers_at(charts, contest.what == "song", week - 1), contest.goal);
        judge_week(charts, contest, model, week, sums);
    }
    auto const name = fmt::format("trends_{}_to_top_{}_{}_weeks_ndcg", contest.what,
                                  101 - static_cast<int>(contest.goal.points), contest.goal.ahead);
    fmt::print("# {}: by its level alone {:.2f}, {} weeks\n", name, sums.level / sums.weeks, sums.weeks);
    if (contest.target > 0) return at_least(name, sums.ours / sums.weeks, contest.target);
    fmt::print("# {} {:.3f}\n", name, sums.ours / sums.weeks);
    return true;
}

}  // namespace

bool judge_emergence(Charts const& charts, Years years) {
    bool ok = true;
    for (auto const& contest :
         {Contest{"artist", {81, 4}, 0.66}, Contest{"artist", {81, 13}, 0.53}, Contest{"song", {61, 4}, 0.59},
          Contest{"song", {91, 4}, 0}, Contest{"song", {91, 13}, 0}})
        ok = judge(charts, contest, years) && ok;
    return ok;
}

}  // namespace troupe::trends
