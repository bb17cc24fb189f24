#include "evolution/impl/save_reading.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::evolution::impl {
namespace {

constexpr int most_steps = 8;
constexpr double close_enough = 1e-6;
constexpr double furthest = 12;  // log odds: beyond, a rate is 0 or 1

/// The logarithm of the rate as a straight line in the log odds, around a place.
struct Line {
    double value = 0;     ///< logarithm of the rate there
    double slope = 0;     ///< of it
    double variance = 0;  ///< of what is measured there
};

Line line_at(double log_odds, double exposures, double noise) {
    auto const rate = 1 / (1 + std::exp(-std::clamp(log_odds, -furthest, furthest)));
    return {std::log(rate), 1 - rate, noise * noise + (1 - rate) / (rate * (exposures + 1))};
}

}  // namespace

SaveReading read_saves(SaveCount const& count, Expectation const& expected, double noise) {
    auto const start = line_at(expected.mean, count.exposures, noise);
    // One more listener, of whom is expected what is expected of all: none of few is no rate of 0.
    auto const seen = std::log((count.saves + std::exp(start.value)) / (count.exposures + 1));
    auto at = expected.mean;
    auto line = start;
    for (int step = 0; step < most_steps; ++step) {
        auto const missing = seen - line.value + line.slope * (at - expected.mean);
        auto const gain =
            expected.variance * line.slope / (line.slope * line.slope * expected.variance + line.variance);
        auto const next = expected.mean + gain * missing;
        auto const moved = std::abs(next - at);
        at = next;
        line = line_at(at, count.exposures, noise);
        if (moved < close_enough) break;
    }
    return {at + (seen - line.value) / line.slope, line.slope * line.slope / line.variance,
            (seen - start.value) / std::sqrt(start.slope * start.slope * expected.variance + start.variance)};
}

}  // namespace troupe::evolution::impl
