#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::storage::impl {

/// Which database a session speaks to. Statements are the same for both; the few places that differ ask for it (ADR
/// 29).
enum class Dialect { sqlite, postgres };

/// Ends a SELECT for the rows that nobody else has in hand, which are then its own. SQLite has one who writes.
[[nodiscard]] constexpr char const* of_free_rows(Dialect dialect) {
    return dialect == Dialect::postgres ? " FOR UPDATE SKIP LOCKED" : "";
}

/// A statement of a migration, written for SQLite, as this database has it: texts sort by their bytes, numbers of rows
/// count themselves, observations are in parts by month, and events arrive before they are numbered. May be more than
/// one.
[[nodiscard]] std::vector<std::string> in_dialect(Dialect dialect, std::string_view statement);

}  // namespace troupe::storage::impl
