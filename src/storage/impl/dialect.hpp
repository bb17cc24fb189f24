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

/// Ends a SELECT for rows that a unit rests on: nobody changes them before it is kept, and where somebody has since it
/// began, it runs again. For rows that `write_rows` changes too, of which the order of units knows nothing.
[[nodiscard]] constexpr char const* of_held_rows(Dialect dialect) {
    return dialect == Dialect::postgres ? " FOR SHARE" : "";
}

/// A statement of a migration, written for SQLite, as this database has it: texts sort by their bytes, numbers of rows
/// count themselves, observations are in parts by month, and events arrive before they are numbered. May be more than
/// one.
[[nodiscard]] std::vector<std::string> in_dialect(Dialect dialect, std::string_view statement);

}  // namespace troupe::storage::impl
