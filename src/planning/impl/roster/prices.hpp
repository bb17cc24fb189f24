#pragma once

#include "planning/impl/roster/load.hpp"
#include "planning/impl/roster/paths.hpp"

namespace troupe::planning::impl {

/// What a release pays for its place: to its genre and to the team, by week.
class Prices {
public:
    explicit Prices(RosterProblem const& problem);

    /// Genre and team together, times `share`, by week.
    [[nodiscard]] std::span<double const> of(int genre, double share = 1);
    [[nodiscard]] double& genre(int genre, int week) { return genre_[at(genre, week)]; }
    [[nodiscard]] double& team(int week) { return team_[static_cast<std::size_t>(week)]; }

private:
    [[nodiscard]] std::size_t at(int genre, int week) const {
        return static_cast<std::size_t>(genre) * team_.size() + static_cast<std::size_t>(week);
    }

    std::vector<double> genre_;
    std::vector<double> team_;
    std::vector<double> sum_;
};

/// Prices under which no plan is worth more than `bound`.
struct PricedBound {
    Prices prices;
    double bound = 0;
};

/// Weeks of all artists and what they bring together.
struct Assignment {
    std::vector<std::vector<int>> weeks;
    std::vector<double> values;  ///< by artist
    double value = 0;
};

/// Lowers the bound by `steps` of prices, beginning without any. Now and then artists choose in turn under the present
/// prices, and the best such plan is kept in `best`: it sets the length of the steps (Polyak).
[[nodiscard]] PricedBound lower_bound_by_prices(RosterProblem const& problem, int steps, Assignment& best);

/// Artists choose one after the other, those with the highest profit first, at that share of the prices and from what
/// is still free. Nothing where one of them finds no path.
[[nodiscard]] std::optional<Assignment> choose_in_turn(RosterProblem const& problem, Prices& prices, double share);

}  // namespace troupe::planning::impl
