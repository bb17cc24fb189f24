#pragma once

#include "evolution/evolve.hpp"

namespace troupe::evolution::impl {

/// All that came back for one track on one platform in one territory.
struct Cell {
    std::size_t track = 0;
    std::string platform;
    std::string territory;
    double exposures = 0;  ///< discounted by age
    double successes = 0;
};

/// What was tried with a track. Texts and list entries are levels, numbers are numbers.
struct Track {
    std::string content_id;
    std::map<std::string, std::vector<std::string>> levels;  ///< "mood" -> {"dark"}
    std::map<std::string, double> numbers;                   ///< "production.space" -> 0.4
};

struct Sample {
    std::vector<Cell> cells;
    std::vector<Track> tracks;
    std::vector<feedback::Observation const*> rows;  ///< used
    std::string measure;
    int left_out_flagged = 0;
    int left_out_unmeasured = 0;
};

/// Sums up what can be learned from; rows from before a shock count a quarter. Nothing in it when no row reports saves or skips.
[[nodiscard]] Sample make_sample(std::vector<feedback::Observation> const& observations, TimePoint now,
                                 double half_life_days, std::optional<Shock> const& shock = {});

}  // namespace troupe::evolution::impl
