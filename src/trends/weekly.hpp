#pragma once

#include <string>
#include <vector>

#include "trends/series.hpp"

namespace troupe::trends {

/// A series by weeks, oldest first, without gaps: what nobody reported is NaN, and stays so.
struct WeeklySeries {
    SeriesKey key;  ///< its grain is week
    Date first{};   ///< Monday of the first week
    std::vector<double>
        values;  ///< a week made of days is their mean times seven, when at least four of them are there
    std::vector<std::string> sources;  ///< whose numbers these are
    int missing = 0;                   ///< weeks between the first and the last that nobody reported
    int disputed = 0;                  ///< weeks about which sources disagree

    [[nodiscard]] Date last() const { return plus_days(first, 7 * (static_cast<int>(values.size()) - 1)); }
};

/// The readings as weekly series, sorted by key. Where several sources report a series, the numbers of the one with
/// most weeks are taken (of equals, the first by name), never a mixture: the others are only asked whether they agree.
/// All series of one kind, platform, country and measure end in the same week: what a series lacks at its end is NaN.
[[nodiscard]] std::vector<WeeklySeries> weekly_series(std::vector<Reading> const& readings);

}  // namespace troupe::trends
