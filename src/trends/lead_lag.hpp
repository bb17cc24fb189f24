#pragma once

#include <string>
#include <vector>

#include "trends/weekly.hpp"

namespace troupe::trends {

/// One platform moves before another, for things of one kind in one country.
struct Lead {
    Kind kind = Kind::genre;
    std::string country;
    std::string leader, follower;  ///< platforms
    int weeks = 0;                 ///< by which the leader is ahead, 1 to 8
    double correlation = 0;        ///< of their changes at that distance, the mean over series
    double at_once = 0;            ///< the same without any distance
    int series = 0;                ///< that both have, with at least a year of common weeks
};
BOOST_DESCRIBE_STRUCT(Lead, (), (kind, country, leader, follower, weeks, correlation, at_once, series))

/// Every pair of platforms where a lead stands out: stronger than all that chance brings in 19 of 20 comparisons of as
/// many weeks and lags, and clearly above what they do at once. None is an answer.
[[nodiscard]] std::vector<Lead> find_leads(std::vector<WeeklySeries> const& series);

}  // namespace troupe::trends
