#pragma once

#include "cli/shell.hpp"

namespace troupe::cli {

/// Runs a call of the catalogue as the owner, who may do everything on the machine itself: what it checks and what it
/// writes into the audit log is the same as over HTTP. `input`: by the names of the call's fields.
[[nodiscard]] Result<json::Value> ask(Shell& shell, std::string const& name, json::Object const& input);

}  // namespace troupe::cli
