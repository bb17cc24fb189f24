#pragma once

#include <span>

#include "evolution/impl/style_features.hpp"

namespace troupe::evolution::impl {

/// How promising choices are: the sum of their effects plus `width` deviations of that sum. An unknown is thereby given
/// the benefit of the doubt, and tried where that could pay (upper confidence: Li et al., WWW 2010).
struct Promise {
    std::span<double const> effects;     ///< by feature
    std::span<double const> covariance;  ///< of them, as Belief gives it
    double width = 0;
};

/// The most promising allowed choice that is found: deviations do not add up by factor, so the bounded factors as one
/// and each other factor are improved in turn, from the choice with the largest sum of effects, until nothing changes.
[[nodiscard]] StyleChoice most_promising(StyleFeatures const& features, std::size_t context, Promise const& promise);

}  // namespace troupe::evolution::impl
