#pragma once

#include <vector>

#include "base/random.hpp"
#include "visual/impl/sheet.hpp"

/// Branches that grow towards free room: space colonisation after Runions, Lane and Prusinkiewicz (2007).
namespace troupe::visual::impl {

struct Twig {
    Point at;
    int parent = -1;      ///< index of the twig it grew from, always smaller than its own; -1: the root
    float weight = 1;     ///< thickness: 1 at a tip, more the more tips it carries
    float distance = 0;   ///< along the branches from the root
    bool tip = true;
};

struct Growth {
    std::vector<Point> room;   ///< places to be reached
    std::vector<Point> roots;  ///< where it begins
    float step = 0.008F;       ///< length of a twig
    float clear = 0.018F;      ///< a place that near counts as reached
    float sight = 0.12F;       ///< farther places do not pull, once there is something near
    float thicken = 2.3F;      ///< exponent of the pipe model: larger, thinner trunks
    Point pull;                ///< added to every direction: gravity or light
    std::size_t most = 9000;   ///< twigs
};

[[nodiscard]] std::vector<Twig> grow(Growth growth, Random random);

}  // namespace troupe::visual::impl
