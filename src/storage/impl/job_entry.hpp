#pragma once

#include <cstdint>
#include <string>

#include "jobs/queue.hpp"

namespace troupe::storage::impl {

/// A job in a stream of Redis.
struct JobEntry {
    std::string stream;
    std::string id;      ///< of the entry
    std::string member;  ///< job and token
    jobs::JobId job;
    std::int64_t token = 0;  ///< that the job was ready with
    std::string kind;
    std::int64_t deliveries = 1;  ///< to how many consumers; above 1 those before died or stood still
};

}  // namespace troupe::storage::impl
