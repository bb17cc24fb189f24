#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "cli/shell.hpp"

namespace troupe::cli {

struct Finding {
    std::string name;
    bool is_good = false;
    bool is_needed = false;  ///< a debut fails without it
    std::string what;        ///< what was found
    std::string advice;      ///< how to get it, and what it would be good for
};
BOOST_DESCRIBE_STRUCT(Finding, (), (name, is_good, is_needed, what, advice))

/// Looks at everything Troupe uses on this machine.
[[nodiscard]] std::vector<Finding> examine(Shell& shell);

}  // namespace troupe::cli
