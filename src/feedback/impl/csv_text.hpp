#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe::feedback::impl {

/// "week.csv: the file is empty".
[[nodiscard]] Error wrong_file(std::string const& name, std::string const& problem);

/// The text of a CSV file without its byte order mark. Error: invalid_input, naming the file and what to save it as
/// (empty, too large, a spreadsheet, binary, not UTF-8).
[[nodiscard]] Result<std::string_view> csv_text(std::string_view bytes, std::string const& name);

/// The separator that makes most columns of the first line: comma, semicolon or tab.
[[nodiscard]] char separator_in(std::string_view text);

}  // namespace troupe::feedback::impl
