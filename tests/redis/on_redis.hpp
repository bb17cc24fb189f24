#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "storage/impl/redis_connection.hpp"
#include "storage/redis.hpp"

namespace troupe::storage::testing {

[[nodiscard]] inline std::string required_environment(std::string const& name) {
    auto const* value = std::getenv(name.c_str());
    if (value == nullptr) throw std::runtime_error(name + " is not set: ctest -R redis starts a server and runs these tests");
    return value;
}

/// The server that tests/peers/redis_server.py started, with keys of its own for each call.
[[nodiscard]] inline RedisSettings redis_of_test(std::string const& before = "") {
    static std::atomic<int> count{0};
    RedisSettings settings;
    settings.host = required_environment(before + "REDIS_HOST");
    settings.port = std::stoi(required_environment(before + "REDIS_PORT"));
    settings.password = required_environment(before + "REDIS_PASSWORD");
    settings.prefix = fmt::format("test-{}-{}", ::getpid(), ++count);
    settings.rest = std::chrono::milliseconds(100);
    return settings;
}

/// Keys of its own on that server.
struct TempRedis {
    RedisSettings settings = redis_of_test();
    Redis redis{settings};
};

}  // namespace troupe::storage::testing
