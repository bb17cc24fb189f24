#pragma once

#include "planning/violations.hpp"

namespace troupe::planning::testing {

/// The first rule that a plan breaks, in words; empty when there is none.
inline std::string broken_rule(Plan const& plan, TimePoint now, Tables const& tables = built_in_tables()) {
    auto const found = violations(plan, now, tables);
    return found.empty() ? "" : found.front().rule + ": " + found.front().says;
}

}  // namespace troupe::planning::testing
