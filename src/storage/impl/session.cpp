#include "storage/impl/session.hpp"

#include <soci/postgresql/soci-postgresql.h>

namespace troupe::storage::impl {
namespace {

/// More than there are in this program; texts that are put together while it runs must not fill the memory.
constexpr std::size_t most_statements = 400;

bool is_number(Parameter const& value) { return std::holds_alternative<std::int64_t>(value); }

/// Numbers and texts are bound differently, so that the same text with other kinds of values is another statement.
std::string key_of(std::string const& text, Parameters const& values) {
    std::string key;
    key.reserve(text.size() + values.size());
    for (auto const& value : values) key += is_number(value) ? 'n' : 't';
    return key += text;
}

}  // namespace

Prepared::Prepared(soci::session& sql, std::string const& text, std::size_t columns, Parameters const& like)
    : cells_(columns), indicators_(columns), statement_(sql) {
    for (auto const& value : like) {
        auto& place = *places_.emplace_back(std::make_unique<Place>());
        if (is_number(value))
            statement_.exchange(soci::use(place.number));
        else
            statement_.exchange(soci::use(place.text, place.indicator));
    }
    for (std::size_t i = 0; i < columns; ++i) statement_.exchange(soci::into(cells_[i], indicators_[i]));
    statement_.alloc();
    statement_.prepare(text);
    statement_.define_and_bind();
}

void Prepared::put(Parameters const& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto& place = *places_[i];
        if (auto const* text = std::get_if<std::string>(&values[i])) {
            place.text = *text;
            place.indicator = soci::i_ok;
        } else if (auto const* number = std::get_if<std::int64_t>(&values[i])) {
            place.number = *number;
        } else {
            place.indicator = soci::i_null;
        }
    }
}

std::vector<Row> Prepared::rows(Parameters const& values) {
    put(values);
    statement_.execute();
    std::vector<Row> rows;
    while (statement_.fetch()) {
        std::vector<std::optional<std::string>> row(cells_.size());
        for (std::size_t i = 0; i < cells_.size(); ++i)
            if (indicators_[i] != soci::i_null) row[i] = std::move(cells_[i]);
        rows.emplace_back(std::move(row));
    }
    return rows;
}

std::int64_t Prepared::change(Parameters const& values) {
    put(values);
    statement_.execute(true);
    return statement_.get_affected_rows();
}

Session::Statements::iterator Session::prepared(std::string const& text, std::size_t columns, Parameters const& like) {
    auto key = key_of(text, like);
    auto const known = statements_.find(key);
    if (known != statements_.end()) return known;
    if (statements_.size() >= most_statements) statements_.clear();
    auto made = std::make_unique<Prepared>(*this, text, columns, like);
    return statements_.emplace(std::move(key), std::move(made)).first;
}


Session::Session(Dialect dialect, soci::backend_factory const& factory, std::string const& parameters)
    : soci::session(factory, parameters), dialect_(dialect) {
    if (dialect == Dialect::postgres) postgres_.emplace(static_cast<soci::postgresql_session_backend*>(get_backend())->conn_);
}

std::vector<Row> Session::rows(std::string const& text, std::size_t columns, Parameters const& values) {
    if (postgres_) return postgres_->run(text, columns, values).rows;
    auto const statement = prepared(text, columns, values);
    try {
        return statement->second->rows(values);
    } catch (...) {
        statements_.erase(statement);  // it may have stopped half way
        throw;
    }
}

void Session::change_later(std::string const& text, Parameters values) {
    if (postgres_) postgres_->change_later(text, std::move(values));
    else (void)changed(text, values);
}

std::int64_t Session::changed(std::string const& text, Parameters const& values) {
    if (postgres_) return postgres_->run(text, 0, values).changed;
    auto const statement = prepared(text, 0, values);
    try {
        return statement->second->change(values);
    } catch (...) {
        statements_.erase(statement);  // it may have stopped half way
        throw;
    }
}

}  // namespace troupe::storage::impl
