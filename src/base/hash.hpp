#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::string md5_hex(std::string_view bytes);  ///< for DDEX messages alone, where stores still ask for it
/// Errors: not_found, unavailable (cannot be read).
[[nodiscard]] Result<std::string> sha256_of_file(std::filesystem::path const& file);
[[nodiscard]] Result<std::string> md5_of_file(std::filesystem::path const& file);

/// HMAC-SHA-256 (RFC 2104): 32 raw bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view message);
[[nodiscard]] std::string hex(std::string_view bytes);  ///< lower case

}  // namespace troupe
