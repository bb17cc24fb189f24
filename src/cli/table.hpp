#pragma once

#include <string>
#include <vector>

namespace troupe::cli {

/// Rows under a heading, columns as wide as they need: for people, not for programs.
[[nodiscard]] std::string table(std::vector<std::string> const& heading, std::vector<std::vector<std::string>> const& rows);

}  // namespace troupe::cli
