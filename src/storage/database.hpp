#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/unit_of_work.hpp"
#include "storage/postgres_settings.hpp"

namespace troupe::storage {

namespace impl {
class Connections;
}

/// What `db check` tells.
struct DatabaseReport {
    std::string file;  ///< or the server: "postgresql://host:5432/name"
    int schema = 0;
    std::uint64_t size_bytes = 0;
    std::vector<std::string> problems;  ///< empty: it is whole
};
BOOST_DESCRIBE_STRUCT(DatabaseReport, (), (file, schema, size_bytes, problems))

/// The database of an installation: a SQLite file, or a schema on a PostgreSQL server. May be used from any thread, and by several
/// processes at once. The stores of this module work on it and must not outlive it.
class Database {
public:
    /// Opens the file, makes it when missing, and brings it to this build's schema. A file that is no database of ours, or of a
    /// newer Troupe, is not touched. Errors: invalid_input (such a file), unavailable (not allowed, full, busy, damaged).
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(std::filesystem::path const& file);
    /// The same on a server: makes the schema when it is missing and brings it to this build's tables, while servers of the build
    /// before go on. Errors: invalid_input (a setting; tables of another program, or of a newer Troupe), unavailable (not reached,
    /// not allowed, busy).
    [[nodiscard]] static Result<std::unique_ptr<Database>> connect(PostgresSettings const& settings);
    ~Database();

    /// In which every store of this database takes part.
    [[nodiscard]] UnitOfWork& unit_of_work();

    /// Reads the whole file, or what a server says of itself. Error: unavailable.
    [[nodiscard]] Result<DatabaseReport> check();

    /// Writes the state of this moment into a file of its own, whole or not at all, while others go on. Errors: conflict (the file
    /// exists), unavailable (full, not writable), invalid_input (a server's: it names the tool that does it).
    [[nodiscard]] Result<void> back_up(std::filesystem::path const& to);

    /// Puts a backup in the place of `file`, which no program may have open; what was there stays beside it as
    /// "<name>.before-restore". Errors: not_found, invalid_input (the backup is no whole database of ours), unavailable
    /// (`file` is in use; full).
    [[nodiscard]] static Result<void> restore(std::filesystem::path const& backup, std::filesystem::path const& file);

    [[nodiscard]] impl::Connections& connections() { return *connections_; }

private:
    explicit Database(std::unique_ptr<impl::Connections> connections);
    std::unique_ptr<impl::Connections> connections_;
};

}  // namespace troupe::storage
