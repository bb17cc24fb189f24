#pragma once

#include <optional>
#include <string>

#include "base/configuration.hpp"

namespace troupe::app {

/// Asks the Redis server that is set for a word. "Redis at localhost:6379"; nothing where none is set. Errors: invalid_input (a
/// setting), unavailable (not reached, not allowed).
[[nodiscard]] Result<std::optional<std::string>> reach_redis(Configuration const& configuration);

}  // namespace troupe::app
