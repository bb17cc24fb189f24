#include "feedback/count_once.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "feedback/guard.hpp"

namespace troupe::feedback {
namespace {

using Channel = std::pair<std::string, std::string>;  ///< content, platform

Channel channel_of(Observation const& row) { return {row.content_id, row.platform}; }

/// A row whose only flag is that analytics count the same day is real, and told by another row.
bool looks_artificial(Observation const& row) {
    return std::any_of(row.flags.begin(), row.flags.end(), [](std::string const& flag) { return flag != second_measure; });
}

}  // namespace

CountedOnce count_once(std::vector<Observation> const& rows) {
    std::set<Channel> analysed;
    std::set<std::pair<Channel, Date>> worldwide;
    CountedOnce counted;
    std::vector<Observation const*> good;
    for (auto const& row : rows) {
        if (row.content_id.empty()) continue;
        if (!row.flags.empty()) {
            if (looks_artificial(row)) ++counted.artificial[row.content_id];
            continue;
        }
        good.push_back(&row);
        if (row.measure == Measure::analytics) analysed.insert(channel_of(row));
    }
    auto const is_told = [&](Observation const& row) { return row.measure == Measure::royalty && analysed.contains(channel_of(row)); };
    for (auto const* row : good)
        if (row->territory == "ZZ" && !is_told(*row)) worldwide.insert({channel_of(*row), row->date});
    for (auto const* row : good) {
        if (is_told(*row)) continue;
        bool const is_held = row->territory != "ZZ" && worldwide.contains({channel_of(*row), row->date});
        if (is_held) ++counted.by_country;
        else counted.rows.push_back(row);
    }
    return counted;
}

}  // namespace troupe::feedback
