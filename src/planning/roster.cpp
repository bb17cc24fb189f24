#include "planning/roster.hpp"

#include <algorithm>

#include "planning/impl/roster/branch.hpp"
#include "planning/impl/roster/check.hpp"
#include "planning/impl/roster/regroup.hpp"

namespace troupe::planning {
namespace {

/// One song after the other, each in its turn, at its distance, and within what is open.
std::optional<double> value_of(RosterProblem const& problem, RosterArtist const& artist,
                               std::vector<int> const& weeks) {
    if (weeks.size() > artist.songs.size() || weeks.size() < artist.at_least) return std::nullopt;
    std::vector<std::pair<int, double>> releases;  // week and value
    for (auto const week : artist.fixed_weeks) releases.emplace_back(week, artist.fixed_value);
    auto const is_fixed = [&](int week) {
        return week < 0 || std::binary_search(artist.fixed_weeks.begin(), artist.fixed_weeks.end(), week);
    };
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        bool const closed = std::binary_search(artist.closed_weeks.begin(), artist.closed_weeks.end(), weeks[i]);
        if (weeks[i] < artist.songs[i].ready_week || weeks[i] >= problem.weeks || closed) return std::nullopt;
        if (is_fixed(weeks[i]) || (i > 0 && weeks[i] <= weeks[i - 1])) return std::nullopt;
        releases.emplace_back(weeks[i], artist.songs[i].value);
    }
    std::sort(releases.begin(), releases.end());
    double sum = 0;
    auto before = artist.previous_week;
    for (auto const& [week, value] : releases) {
        bool const both_fixed = is_fixed(week) && (!before || is_fixed(*before));
        if (before && !both_fixed && week - *before < problem.min_gap_weeks) return std::nullopt;
        sum += value * impl::worth_of(problem, artist, week) *
               (before ? impl::gap_worth(artist, week - *before) : 1);
        before = week;
    }
    return sum;
}

}  // namespace

RosterEffort effort_for(RosterProblem const& problem) {
    auto const artists = std::max<std::size_t>(1, problem.artists.size());
    RosterEffort effort;
    effort.price_steps = static_cast<int>(std::clamp<std::size_t>(600'000 / artists, 400, 1'000));
    effort.search_rounds = static_cast<int>(std::clamp<std::size_t>(20'000 / artists, 20, 100));
    return effort;
}

Result<RosterPlan> solve_roster(RosterProblem const& problem, RosterEffort const& effort) {
    TRY(impl::check_roster(problem));
    impl::Assignment best;
    auto priced = impl::lower_bound_by_prices(problem, effort.price_steps, best);
    if (best.weeks.empty() && !problem.artists.empty()) return tl::unexpected(impl::explain_conflict(problem));
    auto const random = Random(effort.seed).stream("planning.roster");
    impl::regroup(problem, priced.prices,
                  static_cast<std::int64_t>(effort.search_rounds) * static_cast<std::int64_t>(problem.artists.size()),
                  random, best);
    bool const proven = impl::branch_and_bound(problem, priced, effort.nodes, best);
    RosterPlan plan{.weeks = std::move(best.weeks),
                    .value = best.value,
                    .bound = 0,
                    .proven = proven,
                    .notes = impl::overfull_weeks(problem)};
    plan.bound = proven ? plan.value : std::max(plan.value, priced.bound);
    return plan;
}

Result<RosterPlan> solve_roster(RosterProblem const& problem) { return solve_roster(problem, effort_for(problem)); }

std::optional<double> roster_value(RosterProblem const& problem, std::vector<std::vector<int>> const& weeks) {
    if (weeks.size() != problem.artists.size()) return std::nullopt;
    double sum = 0;
    std::vector<int> team(static_cast<std::size_t>(problem.weeks), 0);
    std::vector<std::vector<int>> genres(problem.genre_value.size(), team);
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        auto const& artist = problem.artists[i];
        auto const value = value_of(problem, artist, weeks[i]);
        if (!value) return std::nullopt;
        sum += *value;
        for (auto const week : artist.fixed_weeks)
            ++team[static_cast<std::size_t>(week)],
                ++genres[static_cast<std::size_t>(artist.genre)][static_cast<std::size_t>(week)];
        // A song needs room beside what is fixed; fixed releases alone may be too many.
        for (auto const week : weeks[i]) {
            auto const at = static_cast<std::size_t>(week);
            ++team[at];
            ++genres[static_cast<std::size_t>(artist.genre)][at];
        }
    }
    for (std::size_t i = 0; i < weeks.size(); ++i)
        for (auto const week : weeks[i]) {
            auto const at = static_cast<std::size_t>(week);
            auto const genre = static_cast<std::size_t>(problem.artists[i].genre);
            if (team[at] > problem.team_capacity[at] || genres[genre][at] > problem.genre_capacity[genre][at])
                return std::nullopt;
        }
    return sum;
}

}  // namespace troupe::planning
