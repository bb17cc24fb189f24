#pragma once

#include "feedback/observation.hpp"

/// The guard against artificial streams: evolution must not learn from machines.
namespace troupe::feedback {

struct GuardSettings {
    std::int64_t least_streams = 30;        ///< a row below this proves nothing
    std::int64_t least_looped = 200;        ///< for what follows
    double most_streams_per_listener = 15;  ///< a day's row above this is no human habit
    double most_times_usual = 50;           ///< one place brings so much more than its usual day..
    double sudden_share = 0.8;              ///< ..and so much of all that rises on the track's day
    double least_suspicion = -1.5;          ///< log odds, see impl/stream_signs.hpp; chosen on fitted simulations
    double least_suspicion_by_counts = 0;   ///< where saves or skips are not reported
};

/// Puts a flag that begins with "artificial: " and says why on every row that looks made by machines, and takes it from rows
/// that no longer do; rows that a person has cleared stay as they are. A flag `second_measure` comes on royalty rows whose
/// track, platform and day an analytics row counts, too: the same streams are not learned from twice. All rows must be of one
/// artist. Returns the places in `rows` where the flags changed.
std::vector<std::size_t> flag_artificial(std::vector<Observation>& rows, GuardSettings const& settings = {});

constexpr auto second_measure = "counted twice: analytics have this track, platform and day, too";

}  // namespace troupe::feedback
