#pragma once

#include <string>
#include <vector>

#include "cli/shell.hpp"

namespace troupe::cli {

/// Reads the command line, runs the command, prints its answer; `arguments` without the program's name. The answer goes
/// to `shell.out`, everything else to `shell.err`. Gives the exit code.
[[nodiscard]] int run(std::vector<std::string> arguments, Shell& shell);

}  // namespace troupe::cli
