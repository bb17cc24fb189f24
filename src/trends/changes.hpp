#pragma once

#include <boost/describe.hpp>
#include <span>
#include <vector>

/// What a series of numbers is made of, and when it changed, with few false alarms. Everything works on orders and
/// medians: a few wild numbers change nothing. Missing numbers are NaN.
namespace troupe::trends {

struct Decomposition {
    std::vector<double> level;     ///< running median of a year (less at the ends), as long as the series
    std::vector<double> season;    ///< what its part of the year adds; zeros when two whole years are not there
    std::vector<double> residual;  ///< what remains; NaN where the number is missing
    double noise = 0;              ///< robust deviation of what remains
};

/// `period` numbers make a year (52 for weeks, 7 for the week of days).
[[nodiscard]] Decomposition decompose(std::span<double const> values, std::size_t period = 52);

struct Burst {
    int first = 0, last = 0;  ///< places in the series, both included
    double strength = 0;      ///< deviations of the mean of its numbers above the rest, on ranks
    double height = 0;        ///< its median above the level
};
BOOST_DESCRIBE_STRUCT(Burst, (), (first, last, strength, height))

/// Runs of 3 to 13 numbers that stand out above what surrounds them. In noise alone a series alarms in at most 5 % of
/// all cases, whatever the noise's distribution, as long as its neighbours are no more alike than a first-order process
/// of its measured correlation makes them. None in less than 30 numbers.
[[nodiscard]] std::vector<Burst> find_bursts(std::span<double const> values);

struct ChangePoint {
    int at = 0;         ///< the first number of the new level
    double before = 0;  ///< medians
    double after = 0;
    double strength = 0;  ///< of the best division, in deviations on ranks
};
BOOST_DESCRIBE_STRUCT(ChangePoint, (), (at, before, after, strength))

/// Where the level changed for good: at least 8 numbers on each side. Alarms as rare as those of `find_bursts`.
[[nodiscard]] std::vector<ChangePoint> find_changes(std::span<double const> values);

}  // namespace troupe::trends
