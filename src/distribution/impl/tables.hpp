#pragma once

#include <string_view>

namespace troupe::distribution::impl {

/// A built-in file of data/distribution. It is there: the name is one of ours.
[[nodiscard]] std::string_view table_text(std::string_view name);

}  // namespace troupe::distribution::impl
