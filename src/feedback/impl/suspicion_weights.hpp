#pragma once

#include <array>

#include "feedback/impl/stream_signs.hpp"

namespace troupe::feedback::impl {

/// Logistic regression over simulated audiences and bot farms, printed by `guard_benchmark fit`: intercept, whether the
/// excess is long, then one weight a sign.
using SuspicionWeights = std::array<double, Signs::size + 2>;

constexpr SuspicionWeights complete_weights{-21.11, 3.92, 0.48, 7.17, 0.56, 2.82, 14.73, -0.43, 2.88, 8.18};
/// For reports that say how often and nothing else.
constexpr SuspicionWeights counts_weights{-15.17, 3.56, -0.07, 13.69, 4.13, 0.00, 0.00, 0.93, 7.19, 4.84};

}  // namespace troupe::feedback::impl
