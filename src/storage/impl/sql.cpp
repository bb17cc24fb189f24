#include "storage/impl/sql.hpp"

#include <charconv>

#include "storage/impl/session.hpp"

namespace troupe::storage::impl {
std::string const& Row::text(std::size_t column) const {
    static std::string const nothing;
    auto const& cell = cells_.at(column);
    return cell ? *cell : nothing;
}

std::int64_t Row::number(std::size_t column) const {
    std::int64_t value = 0;
    auto const& cell = text(column);
    std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return value;
}

TimePoint Row::time(std::size_t column) const { return TimePoint{std::chrono::milliseconds{number(column)}}; }

std::optional<TimePoint> Row::time_or_nothing(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(time(column));
}

std::vector<Row> select(Session& sql, std::string const& query, std::size_t columns, Parameters const& values) {
    return sql.rows(query, columns, values);
}

std::int64_t change(Session& sql, std::string const& statement, Parameters const& values) { return sql.changed(statement, values); }

void change_later(Session& sql, std::string const& statement, Parameters values) { sql.change_later(statement, std::move(values)); }

Parameter time_or_null(std::optional<TimePoint> const& time) {
    return time ? Parameter(milliseconds_of(*time)) : Parameter();
}

Parameter text_or_null(std::string const& text) { return text.empty() ? Parameter() : Parameter(text); }

}  // namespace troupe::storage::impl
