#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::jobs {

/// Who holds a lease: "host:pid:start time/thread". The start time (clock ticks since boot, field 22 of /proc/PID/stat)
/// tells a process from a later one with the same number.
struct WorkerName {
    std::string host;  ///< host name and process namespace: process numbers mean something only there
    int process = 0;
    std::uint64_t started = 0;
    int thread = 0;

    [[nodiscard]] static WorkerName of_this_process(int thread);
    [[nodiscard]] std::string text() const;
};

/// True when the worker's process ran on this host and runs no longer. False when it lives, or when this host cannot
/// know.
[[nodiscard]] bool is_dead(std::string_view worker);

}  // namespace troupe::jobs
