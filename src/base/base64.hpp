#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

/// Bytes as text (RFC 4648).
namespace troupe {

[[nodiscard]] std::string base64(std::string_view bytes);      ///< with + and /, padded with =
[[nodiscard]] std::string base64_url(std::string_view bytes);  ///< with - and _, not padded

/// Reads what `base64` writes, and nothing else: padding, alphabet and the unused bits of the last character must be right.
/// Error: invalid_input.
[[nodiscard]] Result<std::string> parse_base64(std::string_view text);

}  // namespace troupe
