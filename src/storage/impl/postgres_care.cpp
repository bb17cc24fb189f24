#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>

#include <thread>

#include "storage/impl/postgres_connections.hpp"
#include "storage/impl/postgres_locks.hpp"

/// How the schema is made, changed and looked over.
namespace troupe::storage::impl {
namespace {

constexpr int most_tries_to_alter = 20;

/// Others may hold a table for a moment: whoever changes it waits a little, so that nobody has to wait long behind it,
/// and tries again.
constexpr auto begin_alter =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '5min'";
constexpr auto short_waits = "SET LOCAL lock_timeout = '2s'";

}  // namespace

Result<std::unique_ptr<PostgresConnections>> PostgresConnections::open(PostgresSettings const& settings) {
    TRY(validate(settings));
    std::unique_ptr<PostgresConnections> connections(new PostgresConnections(settings));
    TRY(connections->alter([&](Session& sql) -> Result<void> {
        auto const version = select(sql, "SELECT current_setting('server_version_num')", 1).at(0).number(0);
        if (version < 130000)
            return fail(ErrorCode::unavailable,
                        fmt::format("{}: is version {}, Troupe needs 13 or later", name_of(settings), version / 10000));
        // A user who may not make schemas needs none where it is there.
        if (select(sql, "SELECT 1 FROM pg_namespace WHERE nspname = :a", 1, {settings.schema}).empty())
            send(sql, "CREATE SCHEMA " + settings.schema);
        return {};
    }));
    return connections;
}

std::string PostgresConnections::place() const {
    auto const& settings = pool_.settings();
    return fmt::format("postgresql://{}:{}/{}", settings.host, settings.port, settings.database);
}

Result<void> PostgresConnections::run_alter(SessionWork const& work) {
    for (int earlier = 0;; ++earlier) {
        bool is_worth_another = false;
        auto outcome = alter_once(work, is_worth_another);
        if (outcome || !is_worth_another || earlier == most_tries_to_alter) return outcome;
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
}

Result<void> PostgresConnections::alter_once(SessionWork const& work, bool& is_worth_another) {
    auto loan = TRY(pool_.take());
    auto& sql = loan.session();
    try {
        send(sql, begin_alter);
        send(sql, migration_lock);
        send(sql, short_waits);
        if (auto const done = work(sql); !done) {
            send(sql, "ROLLBACK");
            return done;
        }
        send(sql, "COMMIT");
        return {};
    } catch (soci::soci_error const& error) {
        loan.drop();
        auto const* postgres = dynamic_cast<soci::postgresql_soci_error const*>(&error);
        is_worth_another =
            (postgres != nullptr && postgres->sqlstate() == "55P03") || trouble_of(error) == Trouble::order;
        return tl::unexpected(translate_postgres(error, name()));
    }
}

Result<std::vector<std::string>> PostgresConnections::problems() {
    return read([](Session& sql) -> Result<std::vector<std::string>> {
        std::vector<std::string> problems;
        for (auto const& row : select(sql,
                                      "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN "
                                      "pg_namespace n ON n.oid = c.relnamespace"
                                      " WHERE n.nspname = current_schema() AND NOT (i.indisvalid AND i.indisready)",
                                      1))
            problems.push_back(fmt::format("the index {} is not whole: REINDEX it", row.text(0)));
        for (auto const& row : select(
                 sql, "SELECT COALESCE(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()",
                 1))
            if (row.number(0) > 0)
                problems.push_back(fmt::format("the server found {} damaged pages: restore a backup", row.number(0)));
        for (auto const& row : select(sql,
                                      "SELECT CAST(conrelid AS regclass), conname FROM pg_constraint WHERE "
                                      "connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
                                      " AND NOT convalidated",
                                      2))
            problems.push_back(
                fmt::format("the rule {} of {} has not been checked: VALIDATE it", row.text(1), row.text(0)));
        return problems;
    });
}

Result<std::uint64_t> PostgresConnections::size_bytes() {
    return read([](Session& sql) -> Result<std::uint64_t> {
        return static_cast<std::uint64_t>(
            select(sql,
                   "SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0) FROM pg_class c WHERE c.relnamespace = "
                   "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
                   " AND c.relkind = 'r'",
                   1)
                .at(0)
                .number(0));
    });
}

Result<void> PostgresConnections::back_up(std::filesystem::path const& to) {
    auto const& settings = pool_.settings();
    return fail(ErrorCode::invalid_input,
                fmt::format("{}: a server's database is copied with its own tools: pg_dump --format=custom --file={} -h {} -p {} -U {} {}",
                            name(), to.string(), settings.host, settings.port, settings.user, settings.database));
}

}  // namespace troupe::storage::impl
