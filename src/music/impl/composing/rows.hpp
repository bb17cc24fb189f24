#pragma once

#include <span>
#include <string_view>

#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// One measure of a song: the name by which genre files and reports know it, where a score keeps it, and its percentiles
/// over 909 real pop songs (POP909).
struct MetricRow {
    char const* name;
    double Metrics::*value;
    double p5, p25, p50, p75, p95;
};
[[nodiscard]] std::span<MetricRow const> metric_rows();
/// Null when there is none of that name.
[[nodiscard]] MetricRow const* metric_row(std::string_view name);

/// Where a genre's songs should lie, and where most of them.
struct Bounds {
    double low = 0, inner_low = 0, inner_high = 0, high = 0;
    [[nodiscard]] bool holds(double value) const { return value >= low - 1e-9 && value <= high + 1e-9; }
    [[nodiscard]] bool centres(double value) const { return value >= inner_low - 1e-9 && value <= inner_high + 1e-9; }
};
/// The genre's own range with its middle half (up to the end where that is 0 or 1), or the real songs' percentiles 5, 25,
/// 75 and 95.
[[nodiscard]] Bounds bounds_of(MetricRow const& row, Genre const& genre);

}  // namespace troupe::music::impl
