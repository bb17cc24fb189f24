#pragma once

#include <map>
#include <string>
#include <vector>

#include "feedback/observation.hpp"

/// How a track does beside the artist's other tracks: the same platform, the same age, and a rate where the size of the
/// audience would speak otherwise. Two artists, two platforms, two ages are never held against each other.
namespace troupe::feedback {

struct StandingSettings {
    std::int64_t least_exposures = 500;  ///< listeners (or streams) of the track, and of the others together
    int least_others = 2;                ///< tracks to compare with
};

/// One comparison. 1 is as the others; the interval, of 90 %, holds the track's own luck as well.
struct Standing {
    std::string platform;
    std::string measure;  ///< "saves by listener", "saves by stream", "streams"
    int first_day = 0;    ///< of the track's age, 0 is the day it came out
    int last_day = 0;
    double value = 0;   ///< of this track: a rate, or streams in these days
    double usual = 0;   ///< of the others
    double ratio = 1;
    double low = 1;
    double high = 1;
    std::int64_t exposures = 0;  ///< of this track
    int others = 0;              ///< tracks that were compared with
};
BOOST_DESCRIBE_STRUCT(Standing, (), (platform, measure, first_day, last_day, value, usual, ratio, low, high, exposures, others))

struct Standings {
    std::vector<Standing> found;       ///< by platform, then age, then measure
    std::vector<std::string> missing;  ///< what it would take to say more, for people
};
BOOST_DESCRIBE_STRUCT(Standings, (), (found, missing))

/// Holds `content` against the artist's others.
///
/// `rows`: of one artist; those with flags count for nothing, and neither do days before the release (a clock that was wrong
/// is said in `missing`). Royalty rows stand in only on platforms without analytics of that track. `released`: when each
/// track came out, by content id; without it, a track's first day is that of its first row. A day without a row is unknown,
/// not zero: streams are compared only over days that both sides report.
[[nodiscard]] Standings standings(std::vector<Observation> const& rows, std::string const& content, std::map<std::string, Date> const& released,
                                  StandingSettings const& settings = {});

}  // namespace troupe::feedback
