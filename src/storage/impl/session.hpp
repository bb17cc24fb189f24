#pragma once

#include <soci/soci.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "storage/impl/dialect.hpp"
#include "storage/impl/postgres_statements.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage::impl {

/// A statement that stays prepared, with the places its values and columns are bound to: soci keeps their addresses.
class Prepared {
public:
    Prepared(soci::session& sql, std::string const& text, std::size_t columns, Parameters const& like);
    Prepared(Prepared const&) = delete;
    Prepared& operator=(Prepared const&) = delete;

    /// Runs to the last row: a statement that stops before it keeps the database as it was then before its reader's eyes.
    [[nodiscard]] std::vector<Row> rows(Parameters const& values);
    /// The number of rows it changed.
    std::int64_t change(Parameters const& values);

private:
    struct Place {
        std::string text;
        long long number = 0;
        soci::indicator indicator = soci::i_ok;
    };
    void put(Parameters const& values);

    std::vector<std::unique_ptr<Place>> places_;
    std::vector<std::string> cells_;
    std::vector<soci::indicator> indicators_;
    soci::statement statement_;
};

/// A connection that remembers its statements: preparing one costs more than running it. Of one thread at a time.
class Session final : public soci::session {
public:
    Session(Dialect dialect, soci::backend_factory const& factory, std::string const& parameters);

    [[nodiscard]] Dialect dialect() const { return dialect_; }

    /// As `select` and `change` in sql.hpp.
    [[nodiscard]] std::vector<Row> rows(std::string const& text, std::size_t columns, Parameters const& values);
    std::int64_t changed(std::string const& text, Parameters const& values);
    void change_later(std::string const& text, Parameters values);

    /// Whether a part of `observations` is known to be there; a unit that is undone may have made it.
    [[nodiscard]] bool knows_month(std::string const& table) const { return months_.contains(table); }
    void note_month(std::string const& table) { months_.insert(table); }
    void forget_months() { months_.clear(); }

    /// Of a session with PostgreSQL alone.
    [[nodiscard]] PostgresStatements& postgres() { return *postgres_; }
    /// What was put off is sent. soci's own statements need it before them.
    void flush() {
        if (postgres_) postgres_->flush();
    }

private:
    using Statements = std::unordered_map<std::string, std::unique_ptr<Prepared>>;
    [[nodiscard]] Statements::iterator prepared(std::string const& text, std::size_t columns, Parameters const& like);

    Dialect dialect_;
    Statements statements_;                       ///< SQLite's
    std::optional<PostgresStatements> postgres_;  ///< the other's
    std::set<std::string> months_;
};

}  // namespace troupe::storage::impl
