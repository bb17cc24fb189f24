#pragma once

#include <array>

#include "feedback/impl/stream_signs.hpp"

namespace troupe::feedback::impl {

/// Logistic regression over simulated audiences and bot farms, printed by `guard_benchmark fit`: intercept, whether the
/// excess is long, then one weight a sign.
using SuspicionWeights = std::array<double, Signs::size + 2>;

constexpr SuspicionWeights complete_weights{-9, 0, 0.5, 3, 3, 2, 2, 1.5, 1, 0.5};
/// For reports that say how often and nothing else.
constexpr SuspicionWeights counts_weights{-8, 0, 1, 3, 3, 0, 0, 3, 3, 1};

}  // namespace troupe::feedback::impl
