#pragma once

#include <string>
#include <vector>

#include "evolution/market/simulation.hpp"

namespace troupe::evolution::market {

struct Plot {
    std::string name;  ///< of the file, without ending: "audience", "identity", "regret"
    std::string svg;   ///< 1200 x 640, in the ground, type and accent of a dark press kit; nothing is loaded from outside
};

/// Three drawings of many lives: how large the audience gets, how far from its core an artist goes, and what was missed
/// against the oracle, summed up. Each shows the median artist as a line, and where eight of ten are as a band.
/// `lives` must not be empty; all are of one length.
[[nodiscard]] std::vector<Plot> plots(std::vector<Life> const& lives, std::string const& who);

}  // namespace troupe::evolution::market
