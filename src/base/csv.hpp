#pragma once

#include <string>
#include <vector>

namespace troupe {

/// A row of a table for spreadsheets (RFC 4180), with its line end. A cell that a spreadsheet would take for a formula
/// begins with '.
[[nodiscard]] std::string csv_row(std::vector<std::string> cells);

}  // namespace troupe
