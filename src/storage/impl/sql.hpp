#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

/// Statements with values. Everything is a text or a whole number, which SQLite and PostgreSQL print alike: documents are
/// JSON, ids their text, times milliseconds, fractions millionths. SQL placeholders are :a, :b .. in the order of the values.
namespace troupe::storage::impl {

class Session;

/// Nothing is NULL.
using Parameter = std::variant<std::monostate, std::int64_t, std::string>;
using Parameters = std::vector<Parameter>;

class Row {
public:
    explicit Row(std::vector<std::optional<std::string>> cells) : cells_(std::move(cells)) {}
    /// Empty for NULL.
    [[nodiscard]] std::string const& text(std::size_t column) const;
    [[nodiscard]] std::string take_text(std::size_t column) && { return std::move(cells_.at(column)).value_or(std::string()); }
    /// 0 for NULL.
    [[nodiscard]] std::int64_t number(std::size_t column) const;
    [[nodiscard]] bool is_null(std::size_t column) const { return !cells_.at(column).has_value(); }
    [[nodiscard]] TimePoint time(std::size_t column) const;
    [[nodiscard]] std::optional<TimePoint> time_or_nothing(std::size_t column) const;

private:
    std::vector<std::optional<std::string>> cells_;
};

/// The rows of a query that gives `columns` columns. Throws soci::soci_error.
[[nodiscard]] std::vector<Row> select(Session& sql, std::string const& query, std::size_t columns, Parameters const& values = {});
/// Runs a statement; the number of rows it changed. Throws soci::soci_error.
std::int64_t change(Session& sql, std::string const& statement, Parameters const& values = {});
/// As `change`, within a unit and where nobody asks how many: PostgreSQL is told of it with what comes next, or at the end of the unit, which
/// fails in its place.
void change_later(Session& sql, std::string const& statement, Parameters values);

[[nodiscard]] inline std::int64_t milliseconds_of(TimePoint time) { return time.time_since_epoch().count(); }
[[nodiscard]] Parameter time_or_null(std::optional<TimePoint> const& time);
/// NULL for an empty text.
[[nodiscard]] Parameter text_or_null(std::string const& text);

/// A stored document as its type. Error: internal naming `what` (the store holds what this build cannot read).
template <class T>
[[nodiscard]] Result<T> read_document(std::string const& text, std::string const& what) {
    auto read = json::parse<T>(text);
    if (!read) return fail(ErrorCode::internal, what + " cannot be read from the database: " + read.error().message);
    return read;
}

}  // namespace troupe::storage::impl
