#pragma once

#include <vector>

#include "base/time.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage::impl {

/// Makes the parts of `observations` that hold these days, where PostgreSQL lacks them: one a month, so that old months
/// can be moved or dropped as a whole and an import touches the newest alone. SQLite has one table. In the transaction
/// of the caller. Throws soci::soci_error.
void make_months(Session& sql, std::vector<Date> const& days);

}  // namespace troupe::storage::impl
