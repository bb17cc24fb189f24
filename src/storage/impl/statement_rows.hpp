#pragma once

#include "feedback/statement_store.hpp"
#include "storage/impl/sql.hpp"

/// Rows of statements: written by a prepared statement, since they come by the million, and read whole again.
namespace troupe::storage::impl {

/// Throws soci::soci_error.
void insert_rows(Session& sql, std::vector<feedback::NumberedRow> const& rows);

/// Of `r` (statement_rows), `p` (statement_parts) and `s` (statement_subjects).
extern std::string const statement_columns;
constexpr std::size_t statement_column_count = 31;
[[nodiscard]] Result<feedback::Statement> read_statement(Row const& row);

/// Of statement_parts: number, file, source, period, territory, service, piece, pieces, measure, platform, platform_raw,
/// territory_raw, row_count, digest.
extern std::string const part_columns;
constexpr std::size_t part_column_count = 14;
[[nodiscard]] Result<feedback::Part> read_part(Row const& row);

}  // namespace troupe::storage::impl
