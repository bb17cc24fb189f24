#pragma once

#include <optional>
#include <vector>

#include "trends/forecast.hpp"

/// Which genres will grow over the next quarter. What rose lately tends to fall back: this is learned, not assumed, and
/// nothing in Troupe follows a rising series because it rises.
namespace troupe::trends {

struct GrowthModel {
    impl::Weights weights;  ///< of a ridge regression
};
BOOST_DESCRIBE_STRUCT(GrowthModel, (), (weights))

/// Learns from a pool of shares, as `learn_forecasts`; the last 12 years count.
[[nodiscard]] GrowthModel learn_growth(Pool const& pool);

/// Expected change of the share within 13 weeks, in parts of its usual size; only the order means anything. Nothing
/// when too little is known of the series.
[[nodiscard]] std::optional<double> expected_growth(GrowthModel const& model, std::span<double const> weeks,
                                                    Date newest);

/// What ships with the program (data/trends/growth.json).
[[nodiscard]] GrowthModel const& shipped_growth();

}  // namespace troupe::trends
