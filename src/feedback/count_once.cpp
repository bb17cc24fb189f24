#include "feedback/count_once.hpp"

#include <set>
#include <tuple>

namespace troupe::feedback {
namespace {

using Channel = std::pair<std::string, std::string>;  ///< content, platform

Channel channel_of(Observation const& row) { return {row.content_id, row.platform}; }

}  // namespace

CountedOnce count_once(std::vector<Observation> const& rows) {
    std::set<Channel> analysed;
    std::set<std::pair<Channel, Date>> worldwide;
    CountedOnce counted;
    std::vector<Observation const*> good;
    for (auto const& row : rows) {
        if (row.content_id.empty()) continue;
        if (!row.flags.empty()) {
            ++counted.artificial;
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
