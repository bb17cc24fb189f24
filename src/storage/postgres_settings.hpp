#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace troupe::storage {

BOOST_DEFINE_ENUM_CLASS(PostgresTls, disable, prefer, require, verify_ca, verify_full)

/// How a PostgreSQL server is reached, and how much is asked of it. PostgreSQL 13 or later.
struct PostgresSettings {
    std::string host;  ///< a name, an address, or the folder of a Unix socket, which begins with '/'
    int port = 5432;
    std::string database = "ai_artist_system";
    std::string user = "postgres";
    std::string password;           ///< empty: the server asks for none, or it is in ~/.pgpass
    std::string schema = "public";  ///< the tables' own; made when missing
    /// `prefer` looks at no certificate and takes plain text too; `verify_full` is for networks that others share.
    PostgresTls tls = PostgresTls::prefer;
    std::filesystem::path root_certificate;  ///< empty: the system's
    int most_connections = 16;               ///< of this process: 1 to 500
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds pool_timeout{10'000};  ///< for a free connection
    std::chrono::milliseconds statement_timeout{30'000};
    std::chrono::milliseconds lock_timeout{10'000};
};

/// The first setting that cannot be right, by its name in the environment. Error: invalid_input.
[[nodiscard]] Result<void> validate(PostgresSettings const& settings);

/// "PostgreSQL ai_artist_system at localhost:5432", for messages.
[[nodiscard]] std::string name_of(PostgresSettings const& settings);

}  // namespace troupe::storage
