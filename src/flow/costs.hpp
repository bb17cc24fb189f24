#pragma once

#include <string>
#include <vector>

#include "flow/fare.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// What makers outside will ask for one part of the work.
struct ExpectedCost {
    Work work = Work::song;
    std::string maker;  ///< "suno"
    int count = 1;      ///< orders of that kind
    std::string unit;   ///< "USD", "credits"; empty: the installation's currency
    std::optional<std::int64_t> micros;  ///< of all of them, in millionths of the unit; nothing: nobody knows
    bool is_most = false;  ///< a limit that holds, rather than a price
    std::string basis;     ///< where the number comes from
};
BOOST_DESCRIBE_STRUCT(ExpectedCost, (), (work, maker, count, unit, micros, is_most, basis))

struct ExpectedCosts {
    std::string type;
    int takes = 1;
    std::vector<ExpectedCost> items;  ///< empty: it costs nothing but this machine's time
    std::string summary;              ///< one sentence for people
};
BOOST_DESCRIBE_STRUCT(ExpectedCosts, (), (type, takes, items, summary))

/// What making that would cost, before it is ordered. `type` as of `GenerateRequest`, or "artist" or "debut". A maker that
/// fails or passes its limit is stood in for by the embedded one, which costs nothing. Error: invalid_input (type, takes).
[[nodiscard]] Result<ExpectedCosts> expected_costs(std::vector<Fare> const& fares, std::string const& type, int takes = 1);

}  // namespace troupe::flow
