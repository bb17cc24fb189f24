#include "storage/database.hpp"

#include <fmt/format.h>

#include "base/files.hpp"
#include "storage/impl/migrations.hpp"
#include "storage/impl/postgres_connections.hpp"
#include "storage/impl/sql.hpp"
#include "storage/impl/sqlite_connections.hpp"

namespace troupe::storage {
namespace fs = std::filesystem;
namespace {

/// Makes sure that nobody else has the database open, and leaves all of it in the one file: the log beside it goes.
/// Error: unavailable (in use). A file that is no database, or a damaged one, is in nobody's use.
Result<void> take_out_of_use(fs::path const& file) {
    if (!fs::exists(file)) return {};
    auto const leave = [](impl::Session& sql) -> Result<bool> {
        return impl::select(sql, "PRAGMA journal_mode = DELETE", 1).at(0).text(0) == "delete";
    };
    auto const connections = impl::SqliteConnections::open(file);
    auto const left = connections ? (*connections)->outside(leave) : Result<bool>(tl::unexpected(connections.error()));
    if (left ? *left : left.error().code != ErrorCode::unavailable) return {};
    return fail(ErrorCode::unavailable, fmt::format("database {}: is in use by another program, stop it first", file.string()));
}

Result<void> move_file(fs::path const& from, fs::path const& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (!error) return {};
    return fail(ErrorCode::unavailable, fmt::format("{}: cannot be renamed to {} ({})", from.string(), to.string(), error.message()));
}

Result<void> set_aside(fs::path const& file) {
    for (auto const* part : {"", "-wal", "-shm"})
        if (fs::exists(file.string() + part)) TRY(move_file(file.string() + part, file.string() + ".before-restore" + part));
    return {};
}

void remove_parts(fs::path const& file) {
    std::error_code ignored;
    for (auto const* part : {"", "-wal", "-shm"}) fs::remove(file.string() + part, ignored);
}

/// A whole copy of the backup in this build's schema, ready to be moved. The backup itself is only read.
Result<void> prepare_copy(fs::path const& backup, fs::path const& copy) {
    TRY(troupe::copy_file(backup, copy));
    auto const problems = TRY(TRY(Database::open(copy))->check()).problems;
    if (!problems.empty()) return fail(ErrorCode::invalid_input, fmt::format("is damaged ({})", problems[0]));
    return take_out_of_use(copy);
}

}  // namespace

Database::Database(std::unique_ptr<impl::Connections> connections) : connections_(std::move(connections)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(fs::path const& file) {
    auto connections = TRY(impl::SqliteConnections::open(file));
    TRY(impl::schema_version(*connections));  // a file that is not ours is left as it is
    TRY(connections->prepare_for_writing());
    TRY(impl::migrate(*connections));
    return std::unique_ptr<Database>(new Database(std::move(connections)));
}

Result<std::unique_ptr<Database>> Database::connect(PostgresSettings const& settings) {
    auto connections = TRY(impl::PostgresConnections::open(settings));
    TRY(impl::migrate(*connections));
    return std::unique_ptr<Database>(new Database(std::move(connections)));
}

UnitOfWork& Database::unit_of_work() { return *connections_; }

Result<DatabaseReport> Database::check() {
    DatabaseReport report;
    report.file = connections_->place();
    report.schema = TRY(impl::schema_version(*connections_));
    report.size_bytes = TRY(connections_->size_bytes());
    report.problems = TRY(connections_->problems());
    return report;
}

Result<void> Database::back_up(fs::path const& to) { return connections_->back_up(to); }

Result<void> Database::restore(fs::path const& backup, fs::path const& file) {
    std::error_code ignored;
    if (!fs::exists(backup, ignored)) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", backup.string()));
    fs::path const copy = file.string() + ".restored";
    remove_parts(copy);
    if (auto const prepared = prepare_copy(backup, copy); !prepared) {
        remove_parts(copy);
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: cannot be restored: {}; choose another backup", backup.string(), prepared.error().message));
    }
    TRY(take_out_of_use(file));
    TRY(set_aside(file));
    return move_file(copy, file);
}

}  // namespace troupe::storage
