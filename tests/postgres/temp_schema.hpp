#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

#include "storage/database.hpp"
#include "storage/impl/connections.hpp"

namespace troupe::storage::testing {

[[nodiscard]] inline std::string environment(char const* name) {
    auto const* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// The server that tests/peers/postgres_server.py started.
[[nodiscard]] inline PostgresSettings test_server() {
    PostgresSettings settings;
    settings.host = environment("POSTGRES_HOST");
    if (settings.host.empty())
        throw std::runtime_error("POSTGRES_HOST is not set: ctest -R postgres starts a server and runs these tests");
    settings.port = std::stoi(environment("POSTGRES_PORT"));
    settings.database = environment("POSTGRES_DB");
    settings.user = environment("POSTGRES_USER");
    settings.password = environment("POSTGRES_PASSWORD");
    settings.tls = PostgresTls::verify_full;
    settings.root_certificate = environment("TROUPE_POSTGRES_SSLROOTCERT");
    settings.most_connections = 12;
    return settings;
}

/// An empty schema of its own, which goes with the object.
struct TempSchema {
    PostgresSettings settings = [] {
        static std::atomic<int> count{0};
        auto made = test_server();
        made.schema = fmt::format("test_{}_{}", ::getpid(), ++count);
        return made;
    }();
    std::unique_ptr<Database> database = open_again();

    [[nodiscard]] std::unique_ptr<Database> open_again() const {
        auto opened = Database::connect(settings);
        if (!opened) throw std::runtime_error(opened.error().message);
        return *std::move(opened);
    }
    ~TempSchema() {
        (void)database->connections().alter([&](impl::Session& sql) -> Result<void> {
            sql << "DROP SCHEMA " + settings.schema + " CASCADE";
            return {};
        });
    }
    TempSchema() = default;
    TempSchema(TempSchema const&) = delete;
    TempSchema& operator=(TempSchema const&) = delete;
};

}  // namespace troupe::storage::testing
