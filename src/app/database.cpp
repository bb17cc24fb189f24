#include "app/database.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "base/files.hpp"
#include "base/json.hpp"
#include "storage/database.hpp"

namespace troupe::app {
namespace fs = std::filesystem;
namespace {

using storage::Database;
using storage::PostgresSettings;
using storage::PostgresTls;

Result<PostgresTls> read_tls(std::string const& name) {
    static std::map<std::string, PostgresTls> const known = {{"disable", PostgresTls::disable},
                                                             {"prefer", PostgresTls::prefer},
                                                             {"require", PostgresTls::require},
                                                             {"verify-ca", PostgresTls::verify_ca},
                                                             {"verify-full", PostgresTls::verify_full}};
    auto const found = known.find(name);
    if (found != known.end()) return found->second;
    return wrong_field("TROUPE_POSTGRES_SSLMODE",
                       fmt::format("'{}' is none of disable, prefer, require, verify-ca, verify-full", name));
}

/// Nothing where POSTGRES_HOST is not set. Error: invalid_input, naming the variable.
Result<std::optional<PostgresSettings>> read_postgres_settings(Configuration const& configuration) {
    auto const host = configuration.get("POSTGRES_HOST");
    if (!host) return std::nullopt;
    PostgresSettings settings;
    settings.host = *host;
    settings.port = TRY(configuration.integer("POSTGRES_PORT", settings.port, 1, 65535));
    settings.database = configuration.get("POSTGRES_DB").value_or(settings.database);
    settings.user = configuration.get("POSTGRES_USER").value_or(settings.user);
    settings.password = TRY(configuration.secret("POSTGRES_PASSWORD")).value_or("");
    settings.schema = configuration.get("TROUPE_POSTGRES_SCHEMA").value_or(settings.schema);
    settings.tls = TRY(read_tls(configuration.get("TROUPE_POSTGRES_SSLMODE").value_or("prefer")));
    settings.root_certificate = configuration.get("TROUPE_POSTGRES_SSLROOTCERT").value_or("");
    settings.most_connections =
        TRY(configuration.integer("TROUPE_POSTGRES_CONNECTIONS", settings.most_connections, 1, 500));
    settings.statement_timeout =
        std::chrono::seconds(TRY(configuration.integer("TROUPE_POSTGRES_TIMEOUT", 30, 1, 3600)));
    TRY(validate(settings));
    return settings;
}

class FileMaintenance final : public cli::Maintenance {
public:
    explicit FileMaintenance(fs::path home) : file_(std::move(home) / database_name) {}

    Result<json::Value> migrate() override {
        TRY(make_folder(file_.parent_path()));
        return report();
    }
    Result<json::Value> check() override {
        if (!fs::exists(file_))
            return fail(ErrorCode::not_found,
                        fmt::format("{}: there is no database yet: `troupe db migrate` makes one", file_.string()));
        return report();
    }
    Result<json::Value> backup(fs::path const& to) override {
        TRY(TRY(open())->back_up(to));
        return json::Value(json::Object{{"file", to.string()}});
    }
    Result<json::Value> restore(fs::path const& from) override {
        TRY(make_folder(file_.parent_path()));
        TRY(Database::restore(from, file_));
        return report();
    }

private:
    Result<std::unique_ptr<Database>> open() { return Database::open(file_); }
    Result<json::Value> report() { return json::to_value(TRY(TRY(open())->check())); }

    fs::path file_;
};

/// A server has its own tools for copies: both say which.
class ServerMaintenance final : public cli::Maintenance {
public:
    explicit ServerMaintenance(Result<PostgresSettings> settings) : settings_(std::move(settings)) {}

    Result<json::Value> migrate() override { return check(); }
    Result<json::Value> check() override {
        return json::to_value(TRY(TRY(Database::connect(TRY(settings())))->check()));
    }
    Result<json::Value> backup(fs::path const& to) override {
        TRY(TRY(Database::connect(TRY(settings())))->back_up(to));
        return json::Value(json::Object{{"file", to.string()}});
    }
    Result<json::Value> restore(fs::path const& from) override {
        auto const server = TRY(settings());
        auto const at = fmt::format("-h {} -p {} -U {}", server.host, server.port, server.user);
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: a server's database is restored with its own tools, into a new one beside it: createdb {} --template template0 {}_restored,"
                                " pg_restore {} --single-transaction -d {}_restored {}, then set POSTGRES_DB to it",
                                name_of(server), at, server.database, at, server.database, from.string()));
    }

private:
    [[nodiscard]] Result<PostgresSettings> settings() const { return settings_; }

    Result<PostgresSettings> settings_;
};

}  // namespace

Result<std::unique_ptr<Database>> open_database(Configuration const& configuration, fs::path const& home) {
    if (auto const server = TRY(read_postgres_settings(configuration))) return Database::connect(*server);
    return Database::open(home / database_name);
}

std::unique_ptr<cli::Maintenance> make_maintenance(Configuration const& configuration, fs::path home) {
    auto const server = read_postgres_settings(configuration);
    if (!server) return std::make_unique<ServerMaintenance>(tl::unexpected(server.error()));
    if (*server) return std::make_unique<ServerMaintenance>(**server);
    return std::make_unique<FileMaintenance>(std::move(home));
}

}  // namespace troupe::app
