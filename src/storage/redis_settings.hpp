#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace troupe::storage {

/// How a Redis server is reached, and how long it may take. Redis 6.2 or later.
struct RedisSettings {
    std::string host;  ///< a name or an address
    int port = 6379;
    std::string password;           ///< empty: the server asks for none
    int database = 0;               ///< 0 to 15 where the server was not set otherwise
    std::string prefix = "troupe";  ///< of every key: installations that share a server have one each
    bool has_tls = false;           ///< the server's certificate must be good, and be for `host`
    std::filesystem::path root_certificate;  ///< empty: the system's
    std::chrono::milliseconds connect_timeout{2'000};
    std::chrono::milliseconds command_timeout{2'000};
    std::chrono::milliseconds rest{1'000};  ///< after it was not reached, until it is tried again
};

/// The first setting that cannot be right, by its name in the environment. Error: invalid_input.
[[nodiscard]] Result<void> validate(RedisSettings const& settings);

/// "Redis at localhost:6379", for messages.
[[nodiscard]] std::string name_of(RedisSettings const& settings);

}  // namespace troupe::storage
