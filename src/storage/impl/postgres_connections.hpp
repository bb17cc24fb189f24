#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "storage/impl/connections.hpp"
#include "storage/impl/postgres_pool.hpp"
#include "storage/impl/watched_connections.hpp"

namespace troupe::storage::impl {

/// The connections to one PostgreSQL server. Every unit has one of the pool for itself, so units of many threads and
/// processes run beside each other; PostgreSQL sees to it that what they did could have been done one after the other
/// (SERIALIZABLE) and refuses what could not, which is then run again. Nothing is refused for ever: units that were
/// refused twice take turns.
///
/// A unit whose connection is lost is run again when nothing of it can have been kept. Where the connection went in the
/// middle of COMMIT its mark tells what became of it: every unit writes one with all else. So no unit is lost or done twice.
class PostgresConnections final : public Connections, public WatchedConnections {
public:
    /// Connects once and makes the schema when it is missing. Errors: invalid_input (a setting), unavailable.
    [[nodiscard]] static Result<std::unique_ptr<PostgresConnections>> open(PostgresSettings const& settings);

    Result<void> run(std::function<Result<void>()> const& work) override;

    [[nodiscard]] Dialect dialect() const override { return Dialect::postgres; }
    [[nodiscard]] bool is_within_unit() const override { return unit_of_thread() != nullptr; }
    [[nodiscard]] std::string name() const override { return pool_.name(); }
    [[nodiscard]] std::string place() const override;
    [[nodiscard]] Result<std::vector<std::string>> problems() override;
    [[nodiscard]] Result<std::uint64_t> size_bytes() override;
    [[nodiscard]] Result<void> back_up(std::filesystem::path const& to) override;
    [[nodiscard]] Usage usage() override { return pool_.usage(); }

protected:
    [[nodiscard]] Session& session_of_unit() override;
    [[nodiscard]] Result<void> run_rows(std::function<Result<void>()> const& work) override;
    [[nodiscard]] Result<void> run_soon(std::function<Result<void>()> const& work) override;
    [[nodiscard]] Result<void> run_statement(SessionWork const& work) override;
    [[nodiscard]] Result<void> run_read(SessionWork const& work) override;
    [[nodiscard]] Result<void> run_alter(SessionWork const& work) override;

private:
    enum class Order { serial, rows, soon };

    /// The outermost unit of a thread.
    struct Unit {
        Session& session;
        int depth = 0;                     ///< of nested units
        Trouble trouble = Trouble::other;  ///< why it may be run again
        bool is_broken_whole = false;      ///< by what an earlier part had put off: to undo the innermost unit mends nothing
        std::optional<Error>
            broken;  ///< a statement failed in the innermost unit: PostgreSQL takes no other before that is undone
    };
    /// Notes whose unit this thread is in, for as long as it lives.
    class Entered;
    struct Attempt {
        Result<void> outcome;
        Trouble trouble = Trouble::other;
        std::string unanswered;  ///< the mark of the transaction whose COMMIT got no answer
    };

    explicit PostgresConnections(PostgresSettings settings) : pool_(std::move(settings)) {}

    [[nodiscard]] Unit* unit_of_thread() const;
    [[nodiscard]] Result<void> run_unit(Order order, std::function<Result<void>()> const& work);
    /// `earlier` says how often it was tried before.
    [[nodiscard]] Attempt attempt(Order order, std::function<Result<void>()> const& work, int earlier);
    [[nodiscard]] Attempt attempt_on(PostgresPool::Loan& loan, Order order, std::function<Result<void>()> const& work);
    /// What `work` gives, with its exceptions of the database as errors.
    [[nodiscard]] Result<void> call(Unit& unit, std::function<Result<void>()> const& work) const;
    [[nodiscard]] Result<void> run_savepoint(Unit& unit, std::function<Result<void>()> const& work) const;
    [[nodiscard]] Attempt commit(PostgresPool::Loan& loan) const;
    /// What became of a transaction whose COMMIT was not answered.
    [[nodiscard]] Attempt outcome_of(std::string const& mark);
    void forget_marks();
    [[nodiscard]] Result<void> alter_once(SessionWork const& work, bool& is_worth_another);
    Error note(Unit& unit, std::exception const& error) const;

    PostgresPool pool_;
    std::atomic<unsigned> units_{0};
};

}  // namespace troupe::storage::impl
