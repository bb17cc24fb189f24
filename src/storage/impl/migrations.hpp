#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "storage/impl/connections.hpp"

namespace troupe::storage::impl {

/// Step N takes a database of schema N-1 to N. Steps are never changed once released, only added.
[[nodiscard]] std::span<std::vector<char const*> const> migrations();

/// The schema of the file, 0 for an empty one. Errors: invalid_input (a database of another program, or of a newer
/// Troupe); nothing is changed.
[[nodiscard]] Result<int> schema_version(Connections& connections);

/// Applies what is missing, each step whole or not at all. Errors: as `schema_version`, unavailable.
[[nodiscard]] Result<void> migrate(Connections& connections);

}  // namespace troupe::storage::impl
