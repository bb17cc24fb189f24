#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/configuration.hpp"
#include "base/result.hpp"
#include "cli/shell.hpp"
#include "storage/database.hpp"

namespace troupe::app {

/// POSTGRES_* and TROUPE_POSTGRES_*; nothing where POSTGRES_HOST is not set. Error: invalid_input, naming the variable.
[[nodiscard]] Result<std::optional<storage::PostgresSettings>> read_postgres_settings(
    Configuration const& configuration);

/// The server that is named, else the file in that home. Errors: as `storage::Database::open` and `connect`.
[[nodiscard]] Result<std::unique_ptr<storage::Database>> open_database(Configuration const& configuration,
                                                                       std::filesystem::path const& home);

/// The care of that database.
[[nodiscard]] std::unique_ptr<cli::Maintenance> make_maintenance(Configuration const& configuration,
                                                                 std::filesystem::path home);

}  // namespace troupe::app
