#pragma once

#include <map>
#include <string>
#include <vector>

#include "feedback/observation.hpp"

namespace troupe::feedback {

struct CountedOnce {
    std::vector<Observation const*> rows;   ///< of the given ones, in their order
    std::map<std::string, int> artificial;  ///< rows that look made by machines, by content: they count for nothing
    int by_country = 0;                     ///< rows that a number of the whole world for the same day holds already
};

/// The rows of which each tells of listening that no other row tells of. Of one track on one platform royalty rows say what
/// analytics say already, and countries what a row for the whole world (ZZ) of that day does. Rows without a track are left out.
/// Points into `rows`.
[[nodiscard]] CountedOnce count_once(std::vector<Observation> const& rows);
CountedOnce count_once(std::vector<Observation>&& rows) = delete;

}  // namespace troupe::feedback
