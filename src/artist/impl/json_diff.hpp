#pragma once

#include <string>
#include <vector>

#include "artist/version.hpp"

namespace troupe::artist::impl {

/// Appends the fields below `path` in which the values differ.
void compare(json::Value const& before, json::Value const& after, std::string const& path, std::vector<Change>& changes);

}  // namespace troupe::artist::impl
