#pragma once

#include "feedback/observation.hpp"

/// The guard against artificial streams: evolution must not learn from machines.
namespace troupe::feedback {

struct GuardSettings {
    std::int64_t least_streams = 200;       ///< a row or day below this proves nothing
    double most_streams_per_listener = 15;  ///< a day's row above this is no human habit
    double sudden_share = 0.7;              ///< of a track's day from one platform and territory..
    double usual_share = 0.35;              ///< ..that had no more than this before..
    double times_usual = 5;                 ///< ..and now brings this many times its usual day
    int history_days = 28;
    int least_history_days = 3;  ///< before that nobody knows what is usual
};

/// Puts a flag that begins with "artificial: " on every row that looks made by machines, and takes it from rows that no
/// longer do. All rows must be of one artist. Returns the places in `rows` where the flags changed.
std::vector<std::size_t> flag_artificial(std::vector<Observation>& rows, GuardSettings const& settings = {});

}  // namespace troupe::feedback
