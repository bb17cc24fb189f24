#pragma once

#include <string_view>

namespace troupe::writing::impl {

/// The built-in data/writing/<name>.json. The name must exist.
[[nodiscard]] std::string_view embedded_bank(std::string_view name);

}  // namespace troupe::writing::impl
