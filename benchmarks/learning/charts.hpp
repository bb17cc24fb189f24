#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

/// Weekly song charts to judge by. They are not ours to hand on: TROUPE_CHART_DATA says where they lie.
namespace troupe::trends {

/// One number a week, since the first week of the charts.
using Weeks = std::vector<double>;

struct Charts {
    std::vector<Date> weeks;
    std::map<std::string, Weeks> genres;   ///< share of a week's points that mapped artists of the genre have
    std::map<std::string, Weeks> artists;  ///< points of the lead artist: 100 for the first place, 1 for the last
    std::map<std::string, Weeks> songs;    ///< points; by song and artist
    std::map<std::string, Weeks> best;     ///< of an artist: points of the best song

    /// The number of the first week on or after the day.
    [[nodiscard]] std::size_t week_of(Date day) const;
};

/// Reads hot100-1958-2025h1.csv.gz and artist-macro-genre.csv of the folder. Errors: not_found, invalid_input.
[[nodiscard]] Result<Charts> load_charts(std::filesystem::path const& folder);

}  // namespace troupe::trends
