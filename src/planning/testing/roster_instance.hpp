#pragma once

#include <cmath>

#include <algorithm>
#include <string>

#include "base/random.hpp"
#include "planning/roster.hpp"

namespace troupe::planning::testing {

/// What a made roster looks like. Ten genres; every artist has `songs` songs.
struct RosterInstance {
    int artists = 20;
    int weeks = 13;
    int songs = 4;
    std::uint64_t seed = 1;
};

inline std::vector<double> random_seasons(int weeks, Random random) {
    std::vector<double> season;
    for (int week = 0; week < weeks; ++week)
        season.push_back(std::max(0.4, 1 + 0.08 * random.normal()) * (week % 52 >= 50 ? 0.6 : 1));
    season[random.below(season.size())] *= 0.7;
    return season;
}

inline std::vector<double> random_trend(int weeks, Random random) {
    std::vector<double> trend;
    double level = 0;
    for (int week = 0; week < weeks; ++week) {
        level += 0.06 * random.normal();
        trend.push_back(std::exp(level + 0.1 * random.normal()));
    }
    return trend;
}

inline RosterArtist random_roster_artist(RosterInstance const& instance, Random random) {
    RosterArtist artist{.name = "A" + std::to_string(random.below(1'000'000)),
                        .genre = static_cast<int>(random.below(10)),
                        .gap_value = {0, 0, 0, .75, .9, 1, 1, .97, .93, .9, .87, .85, .83, .8}};
    std::vector<int> ready;
    for (int song = 0; song < instance.songs; ++song) ready.push_back(random.between(1, instance.weeks - 6));
    std::sort(ready.begin(), ready.end());
    ready.front() = 1;
    auto const standing = std::exp(0.8 * random.normal());
    for (auto const week : ready) artist.songs.push_back({standing * std::exp(0.5 * random.normal()), week});
    return artist;
}

/// A problem as in the benchmark's definition: values log-normal by song and artist, trends as random walks, weak last
/// weeks of a year, and capacities a little above what the roster would need if it were spread evenly.
inline RosterProblem random_roster(RosterInstance const& instance) {
    Random const random(instance.seed);
    constexpr int genres = 10;
    RosterProblem problem;
    problem.weeks = instance.weeks;
    problem.season = random_seasons(instance.weeks, random.stream("season"));
    auto const releases = instance.artists * std::min<double>(instance.songs, instance.weeks / 5.0);
    auto const weeks = static_cast<std::size_t>(instance.weeks);
    auto const genre_cap = static_cast<int>(std::ceil(1.15 * releases / genres / instance.weeks));
    problem.team_capacity.assign(weeks, static_cast<int>(std::ceil(1.1 * releases / instance.weeks)));
    for (int genre = 0; genre < genres; ++genre) {
        problem.genre_value.push_back(
            random_trend(instance.weeks, random.stream("trend", static_cast<unsigned>(genre))));
        problem.genre_capacity.emplace_back(weeks, genre_cap);
    }
    for (int i = 0; i < instance.artists; ++i)
        problem.artists.push_back(random_roster_artist(instance, random.stream("artist", static_cast<unsigned>(i))));
    return problem;
}

}  // namespace troupe::planning::testing
