#pragma once

#include <string>

namespace troupe::access {

/// 256 bits of the system's randomness for cryptography, as 32 bytes. Throws std::runtime_error where it has none.
[[nodiscard]] std::string random_bits();

}  // namespace troupe::access
