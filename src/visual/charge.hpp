#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>

namespace troupe::visual {

/// What a picture or clip cost at a maker who takes money, in millionths of a unit.
struct Charge {
    std::string maker;         ///< "leonardo"
    std::string unit;          ///< "USD", "credits"; empty: not known
    std::int64_t before = 0;   ///< what it was expected to cost; 0: nobody knew
    std::int64_t after = 0;    ///< what the maker says it cost; 0: it did not say
    int orders = 1;            ///< how often it was ordered; each may have been paid
};
BOOST_DESCRIBE_STRUCT(Charge, (), (maker, unit, before, after, orders))

}  // namespace troupe::visual
