#include "planning/impl/roster/prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace troupe::planning::impl {
namespace {

constexpr double direction_memory = 0.75;  ///< of the steps before: they zigzag otherwise (Camerini et al. 1975)
constexpr int patience = 12;               ///< steps without a better bound before they are halved
constexpr int turns_every = 40;

/// Asks every artist for the best path under prices, and moves the prices against what they crowd.
class PriceSearch {
public:
    PriceSearch(RosterProblem const& problem, Assignment& best)
        : problem_(problem),
          best_(best),
          free_(problem),
          finder_(problem),
          prices_(problem),
          found_{prices_, std::numeric_limits<double>::infinity()},
          always_open_(static_cast<std::size_t>(problem.weeks), 1),
          direction_((problem.genre_value.size() + 1) * always_open_.size(), 0) {}

    PricedBound run(int steps) {
        for (int step = 0; step < steps; ++step) {
            auto const bound = ask();
            if (bound < found_.bound - 1e-9) {
                found_ = {prices_, bound};
                without_gain_ = 0;
            } else if (++without_gain_ >= patience) {
                length_ /= 2;
                without_gain_ = 0;
                prices_ = found_.prices;
            }
            if (step % turns_every == 0) take_turns();
            if (found_.bound - best_.value < 1e-9 || length_ < 1e-4) break;
            move(bound);
        }
        take_turns();
        return found_;
    }

private:
    /// The bound under the present prices; `left_` becomes what the artists' choices leave of each capacity.
    double ask() {
        Load load(free_);
        double bound = 0;
        for (auto const& artist : problem_.artists) {
            auto const path = finder_.best(artist, prices_.of(artist.genre), always_open_);
            if (!path) continue;
            bound += path->profit;
            load.add(artist, path->weeks);
        }
        std::size_t at = 0;
        left_.resize(direction_.size());
        for (int genre = -1; genre < static_cast<int>(problem_.genre_value.size()); ++genre)
            for (int week = 0; week < problem_.weeks; ++week) {
                bound += price(genre, week) * (genre < 0 ? free_.team_left(week) : free_.genre_left(genre, week));
                left_[at++] = genre < 0 ? load.team_left(week) : load.genre_left(genre, week);
            }
        return bound;
    }

    double& price(int genre, int week) { return genre < 0 ? prices_.team(week) : prices_.genre(genre, week); }

    void move(double bound) {
        std::size_t at = 0;
        double square = 0;
        for (int genre = -1; genre < static_cast<int>(problem_.genre_value.size()); ++genre)
            for (int week = 0; week < problem_.weeks; ++week, ++at) {
                direction_[at] = direction_memory * direction_[at] - (1 - direction_memory) * left_[at];
                if (price(genre, week) > 0 || direction_[at] > 0) square += direction_[at] * direction_[at];
            }
        if (square == 0) return;
        auto const step = length_ * std::max(bound - best_.value, 1e-6) / square;
        at = 0;
        for (int genre = -1; genre < static_cast<int>(problem_.genre_value.size()); ++genre)
            for (int week = 0; week < problem_.weeks; ++week, ++at)
                price(genre, week) = std::max(0.0, price(genre, week) + step * direction_[at]);
    }

    void take_turns() {
        for (double const share : {0.7, 0.9}) {
            auto assignment = choose_in_turn(problem_, prices_, share);
            if (assignment && (best_.weeks.empty() || assignment->value > best_.value)) best_ = *std::move(assignment);
        }
    }

    RosterProblem const& problem_;
    Assignment& best_;
    Load free_;
    PathFinder finder_;
    Prices prices_;
    PricedBound found_;
    std::vector<char> always_open_;
    std::vector<double> direction_;
    std::vector<int> left_;
    double length_ = 1;
    int without_gain_ = 0;
};

}  // namespace

Prices::Prices(RosterProblem const& problem)
    : genre_(problem.genre_value.size() * static_cast<std::size_t>(problem.weeks), 0),
      team_(static_cast<std::size_t>(problem.weeks), 0),
      sum_(team_.size()) {}

std::span<double const> Prices::of(int genre, double share) {
    for (std::size_t week = 0; week < team_.size(); ++week)
        sum_[week] = share * (team_[week] + genre_[at(genre, static_cast<int>(week))]);
    return sum_;
}

PricedBound lower_bound_by_prices(RosterProblem const& problem, int steps, Assignment& best) {
    return PriceSearch(problem, best).run(steps);
}

std::optional<Assignment> choose_in_turn(RosterProblem const& problem, Prices& prices, double share) {
    PathFinder finder(problem);
    std::vector<char> const all(static_cast<std::size_t>(problem.weeks), 1);
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t i = 0; i < problem.artists.size(); ++i) {
        auto const path = finder.best(problem.artists[i], prices.of(problem.artists[i].genre), all);
        if (!path) return std::nullopt;
        ranked.emplace_back(-path->profit, i);
    }
    std::sort(ranked.begin(), ranked.end());
    Load load(problem);
    Assignment chosen{std::vector<std::vector<int>>(ranked.size()), std::vector<double>(ranked.size()), 0};
    for (auto const& [rank, i] : ranked) {
        auto const& artist = problem.artists[i];
        auto path = finder.best(artist, prices.of(artist.genre, share), load.open(artist.genre));
        if (!path) return std::nullopt;
        load.add(artist, path->weeks);
        chosen.values[i] = path->value;
        chosen.value += path->value;
        chosen.weeks[i] = std::move(path->weeks);
    }
    return chosen;
}

}  // namespace troupe::planning::impl
