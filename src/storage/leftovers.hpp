#pragma once

#include <filesystem>

#include "base/time.hpp"

namespace troupe::storage {

/// Removes the hidden files of writes that a kill ended (".name.71-0.part.flac", as `PendingFile` calls them) below a folder,
/// when nobody has written to them since `before`: a write that still runs is left alone. How many were removed. What
/// cannot be read or removed stays: it does no harm.
int clear_leftovers(std::filesystem::path const& folder, TimePoint before);

}  // namespace troupe::storage
