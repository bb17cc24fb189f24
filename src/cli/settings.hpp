#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "cli/shell.hpp"

namespace troupe::cli {

/// One setting as `troupe config` shows it.
struct Setting {
    std::string name;
    std::string shown;    ///< the value; "set" for a key or password, never the secret itself
    std::string source;   ///< environment, the file, or default
    std::string problem;  ///< empty: none
};
BOOST_DESCRIBE_STRUCT(Setting, (), (name, shown, source, problem))

/// Every variable that Troupe knows, checked.
[[nodiscard]] std::vector<Setting> read_settings(Shell const& shell);

}  // namespace troupe::cli
