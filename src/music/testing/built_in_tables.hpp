#pragma once

#include "music/tables.hpp"

namespace troupe::music::testing {

/// Loaded once for all tests.
inline Tables const& tables() {
    static auto const loaded = Tables::load().value();
    return loaded;
}

}  // namespace troupe::music::testing
