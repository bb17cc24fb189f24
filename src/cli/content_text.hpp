#pragma once

#include "cli/shell.hpp"
#include "flow/generate.hpp"

namespace troupe::cli {

/// A content with the full paths of its files.
[[nodiscard]] Result<Answer> content_answer(flow::Studio& studio, catalog::Content const& content);
/// `content generate`, under this name and the seed's.
[[nodiscard]] Result<Answer> generate_content(Shell& shell, flow::GenerateRequest const& request);

}  // namespace troupe::cli
