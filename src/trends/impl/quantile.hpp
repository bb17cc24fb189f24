#pragma once

#include <utility>
#include <vector>

namespace troupe::trends::impl {

/// The value below which `share` of the weight lies. 0 for no values. Values with their weights.
[[nodiscard]] double weighted_quantile(std::vector<std::pair<double, double>> values, double share);

/// As numpy's default (linear between neighbours). 0 for no values.
[[nodiscard]] double quantile(std::vector<double> values, double share);
[[nodiscard]] inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

/// 1.4826 times the median distance from the median: the deviation of a normal sample, whatever a few of its values do.
[[nodiscard]] double robust_deviation(std::vector<double> const& values);

}  // namespace troupe::trends::impl
