#pragma once

#include <vector>

#include "feedback/statement.hpp"

namespace troupe::feedback {

/// Statements that came in several files, held together: of every file that is a piece, says which other pieces are missing
/// and, when none is, whether the totals that the statement states agree with what all of its pieces hold. Of a piece that was
/// sent twice, the one that was made last counts; files that wait for a decision or were discarded count as missing.
[[nodiscard]] std::vector<StatementFile> reconcile_pieces(std::vector<StatementFile> files);

}  // namespace troupe::feedback
