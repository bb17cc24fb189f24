#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

/// Release weeks of a whole roster: which song of which artist comes out when, so that the sum of values is as high as
/// possible while artists of one genre, and the team behind them, do not stand in each other's way.
namespace troupe::planning {

/// A song that waits for its week. An artist's songs come out in their order, and the first of them first.
struct RosterSong {
    double value = 1;    ///< at a season, a trend and a gap of 1; not negative
    int ready_week = 0;  ///< no earlier
};

struct RosterArtist {
    std::string name{};  ///< for messages
    int genre = 0;       ///< index into RosterProblem::genre_value
    std::vector<RosterSong> songs{};
    std::vector<double> gap_value{};     ///< by weeks since the release before; beyond the end, the last value
    std::vector<int> fixed_weeks{};      ///< of releases that nothing moves, sorted; they take capacity
    double fixed_value = 1;              ///< of each of them, as of a song
    std::optional<int> previous_week{};  ///< of the last release before week 0: negative
    std::vector<int> closed_weeks{};     ///< no release of this artist (quiet periods), sorted
    std::vector<double> week_factor{};  ///< by week: holidays of the artist's markets; empty: 1
    std::size_t at_least = 0;            ///< songs that must come out
};

/// Weeks count from 0. A week without capacity is one in which nobody releases.
struct RosterProblem {
    Date first{};                                  ///< the Friday of week 0, for messages
    std::vector<std::string> genres;               ///< their names, for messages
    int weeks = 0;                                 ///< 1 to 520
    int min_gap_weeks = 3;                         ///< between two releases of an artist
    std::vector<double> season;                    ///< by week
    std::vector<std::vector<double>> genre_value;  ///< by genre and week: what the genre is worth then
    std::vector<std::vector<int>> genre_capacity;  ///< by genre and week: releases of the genre
    std::vector<int> team_capacity;                ///< by week: releases of all
    std::vector<RosterArtist> artists;
};

/// How much work to spend, in steps and not in seconds: the same problem gives the same weeks on every machine.
struct RosterEffort {
    int price_steps = 600;
    int search_rounds = 20;  ///< of six artists each, times the number of artists
    std::int64_t nodes = 20'000;
    std::uint64_t seed = 1;
};

/// More for small rosters, where it costs nothing: 20 artists and 13 weeks take a tenth of a second, 1,000 and 52 a
/// quarter of a minute.
[[nodiscard]] RosterEffort effort_for(RosterProblem const& problem);

struct RosterPlan {
    std::vector<std::vector<int>> weeks;  ///< by artist: the week of each song that comes out, in the songs' order
    double value = 0;                     ///< of the songs, fixed releases included
    double bound = 0;                     ///< no plan is worth more
    bool proven = false;                  ///< nothing is better: the search came to its end
    std::vector<std::string> notes;       ///< what stands as it is though it breaks a rule

    /// How far the best plan may lie above this one, as a share of this one: 0.01 is a percent.
    [[nodiscard]] double gap() const { return value > 0 ? std::max(0.0, bound / value - 1) : 0; }
};

/// The best weeks it can find and a bound on all others.
///
/// Every artist's own choice is exact (dynamic programming over songs and weeks). What they share, capacity of genre
/// and team, is priced (Lagrangian relaxation with Polyak's steps), which gives the bound; artists then choose one
/// after the other at a part of those prices, and groups of them choose anew as long as that gains. What the gap leaves
/// open is searched to the end where that can be done within `nodes`: small rosters are proven optimal.
///
/// Errors: invalid_input (sizes and ranges, naming the field), conflict (`at_least` cannot be kept: the smallest set of
/// rules that forbid it, and the way out).
[[nodiscard]] Result<RosterPlan> solve_roster(RosterProblem const& problem, RosterEffort const& effort);
[[nodiscard]] Result<RosterPlan> solve_roster(RosterProblem const& problem);

/// The value of those weeks, added up anew; nothing where they break a rule.
[[nodiscard]] std::optional<double> roster_value(RosterProblem const& problem,
                                                 std::vector<std::vector<int>> const& weeks);

}  // namespace troupe::planning
