#include "storage/impl/sql.hpp"

#include <charconv>
#include <deque>

namespace troupe::storage::impl {
namespace {

/// Owns what a statement is bound to until it has run: soci keeps addresses.
class Bindings {
public:
    Bindings(soci::statement& statement, Parameters const& values) {
        for (auto const& value : values) bind(statement, value);
    }
    Bindings(Bindings const&) = delete;
    Bindings& operator=(Bindings const&) = delete;

private:
    void bind(soci::statement& statement, Parameter const& value) {
        if (auto const* text = std::get_if<std::string>(&value)) {
            statement.exchange(soci::use(texts_.emplace_back(*text)));
        } else if (auto const* number = std::get_if<std::int64_t>(&value)) {
            statement.exchange(soci::use(numbers_.emplace_back(*number)));
        } else {
            statement.exchange(soci::use(texts_.emplace_back(), null_));
        }
    }

    std::deque<std::string> texts_;
    std::deque<long long> numbers_;
    soci::indicator null_ = soci::i_null;
};

}  // namespace

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

std::vector<Row> select(soci::session& sql, std::string const& query, std::size_t columns, Parameters const& values) {
    std::vector<std::string> cells(columns);
    std::vector<soci::indicator> indicators(columns);
    soci::statement statement(sql);
    Bindings const bindings(statement, values);
    for (std::size_t i = 0; i < columns; ++i) statement.exchange(soci::into(cells[i], indicators[i]));
    statement.alloc();
    statement.prepare(query);
    statement.define_and_bind();
    statement.execute();
    std::vector<Row> rows;
    while (statement.fetch()) {
        std::vector<std::optional<std::string>> row(columns);
        for (std::size_t i = 0; i < columns; ++i)
            if (indicators[i] != soci::i_null) row[i] = cells[i];
        rows.emplace_back(std::move(row));
    }
    return rows;
}

std::int64_t change(soci::session& sql, std::string const& text, Parameters const& values) {
    soci::statement statement(sql);
    Bindings const bindings(statement, values);
    statement.alloc();
    statement.prepare(text);
    statement.define_and_bind();
    statement.execute(true);
    return statement.get_affected_rows();
}

Parameter time_or_null(std::optional<TimePoint> const& time) {
    return time ? Parameter(milliseconds_of(*time)) : Parameter();
}

Parameter text_or_null(std::string const& text) { return text.empty() ? Parameter() : Parameter(text); }

}  // namespace troupe::storage::impl
