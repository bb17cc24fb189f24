#pragma once

#include <array>

#include "feedback/impl/stream_signs.hpp"

namespace troupe::feedback::impl {

/// Logistic regression over simulated audiences and bot farms, printed by `guard_benchmark fit`: intercept, whether the
/// excess is long, then one weight a sign.
using SuspicionWeights = std::array<double, Signs::size + 2>;

constexpr SuspicionWeights complete_weights{-10.50, 2.07, 0.93, 3.63, -1.10, 2.01, 8.49, 0.17, 2.15, -0.33};
/// For reports that say how often and nothing else.
constexpr SuspicionWeights counts_weights{-9.52, 1.77, 0.20, 9.69, 0.69, 0.00, 0.00, 1.37, 6.42, 0.42};

}  // namespace troupe::feedback::impl
