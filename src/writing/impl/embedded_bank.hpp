#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::writing::impl {

/// The built-in data/writing/<name>.json. The name must exist.
[[nodiscard]] std::string_view embedded_bank(std::string_view name);

/// The names in data/writing/<folder>, sorted.
[[nodiscard]] std::vector<std::string> embedded_banks(std::string_view folder);

}  // namespace troupe::writing::impl
