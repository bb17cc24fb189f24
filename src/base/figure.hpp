#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace troupe {

/// A number about the program as it stands, for whoever watches it. Names, units and labels as Prometheus wants them:
/// base units in the name, `_total` for what only grows. A label takes few values: never an id, never what somebody
/// typed.
struct Figure {
    enum class Kind { gauge, counter, histogram };
    /// How many of a histogram's values are at most `upper`; the last one's is infinity, and its count that of all.
    struct Step {
        double upper = 0;
        std::uint64_t count = 0;
    };

    std::string name;
    std::string help;
    double value = 0;  ///< of a histogram: the sum of its values
    std::vector<std::pair<std::string, std::string>> labels = {};
    Kind kind = Kind::gauge;
    std::vector<Step> steps = {};
};
using Figures = std::vector<Figure>;

}  // namespace troupe
