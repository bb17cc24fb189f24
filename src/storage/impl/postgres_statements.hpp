#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/impl/sql.hpp"

struct pg_conn;    // libpq's PGconn
struct pg_result;  // and PGresult

namespace troupe::storage::impl {

/// The statements of one connection to PostgreSQL, which stay prepared. What is put off by `later` goes with the next statement, in
/// one trip to the server and back. Not soci's: it waits for each answer before it sends what comes next.
/// Everything throws soci::postgresql_soci_error.
class PostgresStatements {
public:
    explicit PostgresStatements(pg_conn* connection) : connection_(connection) {}

    struct Answer {
        std::vector<Row> rows;
        std::int64_t changed = 0;
    };
    /// `columns` of each row.
    [[nodiscard]] Answer run(std::string const& text, std::size_t columns, Parameters const& values);

    /// A statement of transaction control that nobody waits for.
    void later(std::string statement) { put_off_.push_back({std::move(statement), {}, false}); }
    /// A change of which nobody asks how many rows it was: where it fails, what goes with it does.
    void change_later(std::string statement, Parameters values) { put_off_.push_back({std::move(statement), std::move(values), true}); }
    [[nodiscard]] bool has_changes_put_off() const;
    /// Whether the last failure was of something put off. Asked once.
    [[nodiscard]] bool has_failed_put_off() { return std::exchange(has_failed_put_off_, false); }
    /// It will not be sent.
    void forget_put_off() { put_off_.clear(); }
    /// The same for this one; false where it has been sent.
    bool take_back(std::string const& statement);
    /// The same for this one and all behind it.
    bool take_back_from(std::string const& statement);
    /// Sends what was put off, and waits for it.
    void flush();

    /// Runs `text`, and `last` behind it, in one trip. False: the server did the opposite of `last`, a COMMIT.
    bool run_and_end(std::string const& text, Parameters const& values, std::string const& last);

private:
    struct Known {
        std::string name;
        bool is_prepared = false;
    };
    struct PutOff {
        std::string statement;
        Parameters values;
        bool is_change = false;
    };
    [[nodiscard]] std::vector<PutOff>::iterator put_off(std::string const& statement);
    /// A statement on its way, in the order of the answers.
    struct Sent {
        Known* statement = nullptr;
        bool is_new = false;
    };
    [[nodiscard]] Known& known(std::string const& text);
    void forget_all_known();
    class Trip;
    /// Enters pipeline mode and sends what was put off.
    void begin_trip();
    void send(std::string const& text, Parameters const& values);
    /// The answer to the next one, which must not be a failure. Its owner clears it.
    [[nodiscard]] pg_result* receive();
    /// Those of all but the last so many.
    void receive_put_off(std::size_t last);
    void end_trip() noexcept;
    [[nodiscard]] pg_result* next_result();
    [[noreturn]] void fail_with(pg_result const* result) const;

    pg_conn* connection_;
    std::unordered_map<std::string, Known> known_;
    std::vector<PutOff> put_off_;
    std::deque<Sent> sent_;
    bool has_failed_put_off_ = false;
};

}  // namespace troupe::storage::impl
