#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace troupe::flow {

/// What is ordered from makers outside.
BOOST_DEFINE_ENUM_CLASS(Work, words, song, picture, moving_ground)

/// What one order of a kind is expected to cost. `app` writes them from the settings of the makers that have a key.
struct Fare {
    Work work = Work::song;
    std::string maker;
    std::string unit;                    ///< "USD", "credits"; empty: the installation's currency
    std::optional<std::int64_t> micros;  ///< millionths of the unit; nothing: nobody knows
    bool is_most = false;                ///< a limit that holds, rather than a price
    std::string basis;                   ///< where the number comes from
};

}  // namespace troupe::flow
