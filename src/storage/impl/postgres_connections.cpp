#include "storage/impl/postgres_connections.hpp"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "storage/impl/postgres_locks.hpp"

namespace troupe::storage::impl {
namespace {

using std::chrono::milliseconds;

constexpr int most_attempts = 40;         ///< of a unit that PostgreSQL refuses for its order
constexpr int most_repetitions = 3;       ///< of one that met a key or lost its server
constexpr int attempts_before_turns = 2;  ///< then those that were refused go one after the other
constexpr std::chrono::seconds longest_doubt{20};
constexpr int units_between_sweeps = 5000;

constexpr auto begin_serial = "BEGIN ISOLATION LEVEL SERIALIZABLE";
constexpr auto begin_rows = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// What is leased is found in the order of its index, up to the last that is wanted: statistics know little of a queue, and lead to a
/// sort of all that is ready.
constexpr auto soon_and_in_order = "SELECT set_config('synchronous_commit', 'off', true), set_config('enable_sort', 'off', true),"
                                   " set_config('enable_bitmapscan', 'off', true)";

bool is_worth_another(Trouble trouble, int earlier) {
    if (trouble == Trouble::order) return earlier + 1 < most_attempts;
    return trouble != Trouble::other && earlier < most_repetitions;
}

/// Longer each time, and of its own length for each thread: those that met do not meet again at once.
void pause(int earlier) {
    auto const share = 1 + std::hash<std::thread::id>{}(std::this_thread::get_id()) % 7;
    std::this_thread::sleep_for(milliseconds(std::min(earlier + 1, 8) * static_cast<int>(share)));
}

/// False: all that it was told is put off still.
bool has_begun(soci::session& sql) {
    return PQtransactionStatus(static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_) != PQTRANS_IDLE;
}

/// Where it cannot be said, the connection goes, and with it what it held.
void say(PostgresPool::Loan& loan, std::string const& statement) {
    try {
        send(loan.session(), statement);
    } catch (std::exception const&) {
        loan.drop();
    }
}

}  // namespace

class PostgresConnections::Entered {
public:
    Entered(PostgresConnections const& owner, Unit& unit) : owner_(&owner), unit_(&unit) { all.push_back(this); }
    ~Entered() { all.pop_back(); }
    Entered(Entered const&) = delete;
    Entered& operator=(Entered const&) = delete;

    [[nodiscard]] static Unit* unit_of(PostgresConnections const& owner) {
        for (auto const* each : all)
            if (each->owner_ == &owner) return each->unit_;
        return nullptr;
    }

private:
    static thread_local std::vector<Entered const*> all;
    PostgresConnections const* owner_;
    Unit* unit_;
};
thread_local std::vector<PostgresConnections::Entered const*> PostgresConnections::Entered::all;

PostgresConnections::Unit* PostgresConnections::unit_of_thread() const { return Entered::unit_of(*this); }
Session& PostgresConnections::session_of_unit() { return unit_of_thread()->session; }

Result<void> PostgresConnections::run(std::function<Result<void>()> const& work) {
    return run_unit(Order::serial, work);
}
Result<void> PostgresConnections::run_rows(std::function<Result<void>()> const& work) {
    return run_unit(Order::rows, work);
}

Result<void> PostgresConnections::run_soon(std::function<Result<void>()> const& work) {
    return run_unit(Order::soon, work);
}

/// PostgreSQL goes on after a failed statement only behind a savepoint.
Result<void> PostgresConnections::run_statement(SessionWork const& work) {
    return run_rows([&] { return work(session_of_unit()); });
}

Result<void> PostgresConnections::run_read(SessionWork const& work) {
    if (auto* unit = unit_of_thread()) return call(*unit, [&] { return work(unit->session); });
    for (int earlier = 0;; ++earlier) {
        auto loan = TRY(pool_.take());
        try {
            return work(loan.session());
        } catch (std::exception const& error) {
            if (trouble_of(error) != Trouble::lost || earlier == most_repetitions)
                return tl::unexpected(translate_postgres(error, name()));
            loan.drop();
        }
        pool_.forget_idle();
    }
}

Result<void> PostgresConnections::run_unit(Order order, std::function<Result<void>()> const& work) {
    if (auto* unit = unit_of_thread()) return run_savepoint(*unit, work);
    for (int earlier = 0;; ++earlier) {
        auto tried = attempt(order, work, earlier);
        if (tried.outcome && ++units_ % units_between_sweeps == 20) forget_marks();
        if (tried.outcome || !is_worth_another(tried.trouble, earlier)) return std::move(tried.outcome);
        if (tried.trouble == Trouble::lost) pool_.forget_idle();
        pause(earlier);
    }
}

PostgresConnections::Attempt PostgresConnections::attempt(Order order, std::function<Result<void>()> const& work,
                                                          int earlier) {
    Attempt tried;
    {
        auto loan = pool_.take();
        if (!loan) return {tl::unexpected(loan.error())};
        bool const takes_turn = earlier >= attempts_before_turns;
        try {
            if (takes_turn) send(loan->session(), take_turn);
        } catch (std::exception const& error) {
            loan->drop();
            return {tl::unexpected(translate_postgres(error, name())), trouble_of(error)};
        }
        tried = attempt_on(*loan, order, work);
        if (!tried.outcome) loan->session().forget_months();
        if (takes_turn) say(*loan, give_turn);
    }
    if (!tried.unanswered.empty()) return outcome_of(tried.unanswered);
    return tried;
}

PostgresConnections::Attempt PostgresConnections::attempt_on(PostgresPool::Loan& loan, Order order,
                                                             std::function<Result<void>()> const& work) {
    // Goes with the first statement; a unit that asks the database nothing costs it nothing.
    auto& statements = loan.session().postgres();
    statements.later(order == Order::serial ? begin_serial : begin_rows);
    if (order == Order::soon) statements.later(soon_and_in_order);
    Unit unit{loan.session()};
    Entered const entered(*this, unit);
    Result<void> outcome;
    try {
        outcome = call(unit, work);
    } catch (...) {
        loan.drop();  // and its turn, where it has one
        throw;
    }
    if (outcome && unit.broken) outcome = tl::unexpected(*unit.broken);
    if (!has_begun(loan.session()) && !(outcome && statements.has_changes_put_off())) {
        statements.forget_put_off();
        return {std::move(outcome), unit.trouble};
    }
    if (outcome) return commit(loan);
    statements.forget_put_off();
    say(loan, "ROLLBACK");
    return {std::move(outcome), unit.trouble};
}

Result<void> PostgresConnections::call(Unit& unit, std::function<Result<void>()> const& work) const {
    if (unit.broken) return tl::unexpected(*unit.broken);
    try {
        return work();
    } catch (soci::soci_error const& error) {
        return tl::unexpected(note(unit, error));
    }
}

Error PostgresConnections::note(Unit& unit, std::exception const& error) const {
    auto const meaning = translate_postgres(error, name());
    if (!unit.broken) {
        unit.broken = meaning;
        unit.trouble = trouble_of(error);
        unit.is_broken_whole = unit.session.postgres().has_failed_put_off();
    }
    return *unit.broken;
}

Result<void> PostgresConnections::run_savepoint(Unit& unit, std::function<Result<void>()> const& work) const {
    if (unit.broken) return tl::unexpected(*unit.broken);
    auto const savepoint = fmt::format("unit_{}", unit.depth);
    auto& statements = unit.session.postgres();
    statements.later("SAVEPOINT " + savepoint);
    ++unit.depth;
    Result<void> outcome;
    auto const undo = [&] {
        --unit.depth;
        // What was refused for its order, or lost, is so as a whole.
        if (unit.broken && (unit.is_broken_whole || unit.trouble == Trouble::order || unit.trouble == Trouble::lost)) return;
        unit.broken.reset();
        unit.session.forget_months();
        if (statements.take_back_from("SAVEPOINT " + savepoint)) return;  // nothing came of it
        statements.later("ROLLBACK TO SAVEPOINT " + savepoint);
        statements.later("RELEASE SAVEPOINT " + savepoint);
    };
    try {
        outcome = call(unit, work);
    } catch (...) {
        undo();
        throw;
    }
    if (!outcome) {
        undo();
        return outcome;
    }
    --unit.depth;
    if (!statements.take_back("SAVEPOINT " + savepoint)) statements.later("RELEASE SAVEPOINT " + savepoint);
    return outcome;
}

PostgresConnections::Attempt PostgresConnections::commit(PostgresPool::Loan& loan) const {
    auto const mark = to_string(make_id<struct UnitMarkTag>(SystemClock().now(), system_id_bits));
    try {
        // None for a unit that changed nothing: whether that was kept is no question.
        auto const begun = std::chrono::steady_clock::now();
        auto const is_kept = loan.session().postgres().run_and_end("INSERT INTO unit_marks (mark, is_void) SELECT CAST(:a AS text), 0"
                                                                   " WHERE pg_current_xact_id_if_assigned() IS NOT NULL",
                                                                   {mark}, "COMMIT");
        note_commit(std::chrono::steady_clock::now() - begun);
        if (is_kept) return {};
        return {fail(ErrorCode::internal, name() + ": a unit of work was undone: it went on after a statement failed")};
    } catch (std::exception const& error) {
        auto const trouble = trouble_of(error);
        if (trouble == Trouble::lost)
            loan.drop();
        else
            say(loan, "ROLLBACK");
        return {tl::unexpected(translate_postgres(error, name())), trouble, trouble == Trouble::lost ? mark : ""};
    }
}

/// Not by the transaction's number (pg_xact_status): after a crash the server gives the number of what was lost again. Whoever
/// comes first writes the mark: the lost transaction, or this, which then knows that the other can be kept no more.
PostgresConnections::Attempt PostgresConnections::outcome_of(std::string const& mark) {
    auto const latest = std::chrono::steady_clock::now() + longest_doubt;
    while (std::chrono::steady_clock::now() < latest) {
        pool_.forget_idle();
        auto const is_void = run_read([&](Session& sql) -> Result<void> {
            // Waits for a transaction that still holds it.
            change(sql, "INSERT INTO unit_marks (mark, is_void) VALUES (:a, 1) ON CONFLICT DO NOTHING", {mark});
            auto const found = select(sql, "SELECT is_void FROM unit_marks WHERE mark = :a", 1, {mark});
            return found.at(0).number(0) == 1 ? fail(ErrorCode::conflict, "it was undone") : Result<void>();
        });
        if (is_void) return {};
        if (is_void.error().code == ErrorCode::conflict)
            return {
                fail(ErrorCode::unavailable, name() + ": the server went away; what was begun is undone, try again"),
                Trouble::lost};
        std::this_thread::sleep_for(milliseconds(200));
    }
    return {fail(ErrorCode::unavailable,
                 name() + ": the server went away while a change was being kept, and it is not known whether it was:"
                          " look at it before you repeat it")};
}

void PostgresConnections::forget_marks() {
    // Their names begin with their time. Those of an hour ago are in nobody's doubt.
    auto const before = to_string(make_id<struct UnitMarkTag>(SystemClock().now() - std::chrono::hours(1), system_id_bits));
    (void)run_rows([&]() -> Result<void> {
        change(session_of_unit(), "DELETE FROM unit_marks WHERE mark < :a", {before});
        return {};
    });
}

}  // namespace troupe::storage::impl
