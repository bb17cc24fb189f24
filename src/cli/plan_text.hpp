#pragma once

#include <optional>
#include <string>

#include "cli/shell.hpp"
#include "planning/plan.hpp"

namespace troupe::cli {

/// A plan as a list for people.
[[nodiscard]] std::string plan_text(planning::Plan const& plan);
/// `plan create`, under this name and the seed's.
[[nodiscard]] Result<Answer> create_plan(Shell& shell, std::string const& artist, std::optional<int> days,
                                         std::optional<int> releases = {});

}  // namespace troupe::cli
