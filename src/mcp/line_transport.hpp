#pragma once

#include <stop_token>

#include "mcp/server.hpp"

namespace troupe::mcp {

struct Lines {
    int in = 0;  ///< file descriptors
    int out = 1;
};

/// The transport "stdio": a message a line, from `in` and to `out`, until `in` ends, nobody reads `out`, or `stop` is
/// asked for. Everything is asked by the owner of the machine. Calls are made on threads of their own, so that a slow
/// one holds up nobody. Calls that were made before the end of `in` are answered; work in the queue goes on without us.
/// Error: unavailable (`in` cannot be read).
[[nodiscard]] Result<void> serve_lines(Server& server, Lines lines, std::stop_token stop);

}  // namespace troupe::mcp
