#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace troupe::access {

/// Each may what those before it may: look; make and change; decide what goes out; run the installation.
BOOST_DEFINE_ENUM_CLASS(Role, viewer, editor, approver, admin)

/// Who asks, as far as we know them.
struct Caller {
    std::string name;     ///< of the key; "owner" on the machine itself
    Role role = Role::viewer;
    std::string address;  ///< numeric; empty on the command line
    std::string key;      ///< id of the key; empty without one
    bool is_use_due = false;  ///< that the key is used was not noted in this minute
};

[[nodiscard]] inline bool may(Role role, Role needed) { return role >= needed; }

}  // namespace troupe::access
