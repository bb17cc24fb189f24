#pragma once

#include <filesystem>
#include <string>

#include "base/configuration.hpp"

namespace troupe::access {

/// The secret of the installation under which API keys are hashed: without it the hashes in the database are worth nothing
/// to a thief, and with another one no key is known any more.
///
/// TROUPE_KEY_PEPPER, when set (32 characters or more); else the file `key-pepper` of the home, made on the first call for the
/// owner alone to read, whole or not at all: of processes that make it at once, all get the same.
/// Errors: invalid_input (too short, a placeholder; names the variable or the file), unavailable (not readable, full).
[[nodiscard]] Result<std::string> load_pepper(Configuration const& configuration, std::filesystem::path const& home);

}  // namespace troupe::access
