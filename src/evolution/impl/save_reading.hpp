#pragma once

#include "evolution/style_learner.hpp"

namespace troupe::evolution::impl {

/// What is expected of the log odds of a save before they are measured.
struct Expectation {
    double mean = 0;
    double variance = 0;
};

/// What a count says of the log odds of a save.
struct SaveReading {
    double log_odds = 0;
    double weight = 0;    ///< one over the variance of that
    double surprise = 0;  ///< of the rate against what was expected, in deviations; above 0: better
};

/// A rate lies around its expected value by chance, and beyond that by a share of itself (`noise`, a deviation of its
/// logarithm): 6 of 10 may as well be 7 or 5, 1 of 10 rarely 2. In log odds that is lopsided and grows with the rate,
/// so the logarithm of the rate is read, and turned into log odds where both together are most likely (an iterated
/// extended Kalman filter: Bell & Cathey, IEEE Trans. Autom. Control 38, 1993). `count.exposures` must be above 0.
[[nodiscard]] SaveReading read_saves(SaveCount const& count, Expectation const& expected, double noise);

}  // namespace troupe::evolution::impl
