#pragma once

#include <filesystem>
#include <memory>

#include "base/configuration.hpp"
#include "base/result.hpp"
#include "cli/shell.hpp"

namespace troupe::storage {
class Database;
}

namespace troupe::app {

/// The database's file in TROUPE_HOME, where it is one.
inline constexpr auto database_name = "troupe.db";

/// The server that POSTGRES_* names where POSTGRES_HOST is set, else the file in that home. Errors: invalid_input (a setting), and
/// those as `storage::Database::open` and `connect`.
[[nodiscard]] Result<std::unique_ptr<storage::Database>> open_database(Configuration const& configuration,
                                                                       std::filesystem::path const& home);

/// The care of that database.
[[nodiscard]] std::unique_ptr<cli::Maintenance> make_maintenance(Configuration const& configuration,
                                                                 std::filesystem::path home);

}  // namespace troupe::app
