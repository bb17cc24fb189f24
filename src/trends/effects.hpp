#pragma once

#include <string>
#include <vector>

#include "trends/weekly.hpp"

/// What successful artists do differently: how the upper quarter differs from the rest, with an interval. It says what
/// goes together, not what causes it.
namespace troupe::trends {

/// Measures of artists that say what they do; all others say how they are received.
inline constexpr char const* habits[] = {"releases",  "posts",  "length_seconds",
                                         "tempo_bpm", "videos", "release_gap_weeks"};
[[nodiscard]] bool is_habit(std::string const& measure);

struct Effect {
    std::string habit;
    std::string platform, country;   ///< of the success
    std::string success;             ///< the measure by which artists are ranked
    int successful = 0, others = 0;  ///< artists in each group
    double median_successful = 0, median_others = 0;
    double difference = 0;     ///< median of all differences between the groups (Hodges and Lehmann)
    double low = 0, high = 0;  ///< of the difference: 95 % interval by resampling artists
    bool is_clear = false;     ///< the interval holds no 0
};
BOOST_DESCRIBE_STRUCT(Effect, (),
                      (habit, platform, country, success, successful, others, median_successful, median_others,
                       difference, low, high, is_clear))

/// Over the last half year of every series of artists. Groups of less than 8 artists say nothing, and give no effect.
/// The same series give the same intervals.
[[nodiscard]] std::vector<Effect> find_effects(std::vector<WeeklySeries> const& series);

}  // namespace troupe::trends
