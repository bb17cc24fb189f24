#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trends/changes.hpp"
#include "trends/effects.hpp"
#include "trends/forecast.hpp"
#include "trends/lead_lag.hpp"
#include "trends/weekly.hpp"

/// What is known of every series, in one look.
namespace troupe::trends {

struct DatedBurst {
    Date first{}, last{};
    double strength = 0;
};
BOOST_DESCRIBE_STRUCT(DatedBurst, (), (first, last, strength))
struct DatedChange {
    Date at{};
    double before = 0, after = 0;
};
BOOST_DESCRIBE_STRUCT(DatedChange, (), (at, before, after))

struct SeriesView : SeriesKey {
    std::vector<std::string> sources;
    Date first{}, last{};         ///< of the weeks that were reported
    int weeks = 0;                ///< that were reported
    int missing = 0;              ///< between the first and the last
    int disputed = 0;             ///< about which sources disagree
    double latest = 0;            ///< number of the last week
    double level = 0;             ///< running median there
    double noise = 0;             ///< robust deviation from level and season
    std::optional<double> share;  ///< of the newest week of its pool, for parts of a whole: 0 to 1
    std::vector<DatedChange> changes;
    std::vector<DatedBurst> bursts;
    std::vector<Forecast> forecasts;  ///< in its own units; empty: too little is known
    std::optional<double>
        emergence;  ///< chance to be among the first 20 (artists) or 40 (songs) in four weeks, for who never was
    std::optional<double> expected_growth;  ///< of parts of a whole, over 13 weeks: only the order means anything
};
BOOST_DESCRIBE_STRUCT(SeriesView, (SeriesKey),
                      (sources, first, last, weeks, missing, disputed, latest, level, noise, share, changes, bursts,
                       forecasts, emergence, expected_growth))

struct Survey {
    std::vector<SeriesView> series;  ///< by key
    std::vector<Lead> leads;
    std::vector<Effect> effects;
    std::vector<std::string> notes;  ///< why something is not there
};
BOOST_DESCRIBE_STRUCT(Survey, (), (series, leads, effects, notes))

/// Series of one kind, platform, country and measure are one pool: shares are of its sum, chart places are by its
/// order.
[[nodiscard]] Survey survey(std::vector<Reading> const& readings);
[[nodiscard]] std::string describe(Survey const& survey);

}  // namespace troupe::trends
