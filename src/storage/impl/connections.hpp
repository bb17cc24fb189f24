#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/unit_of_work.hpp"
#include "storage/impl/session.hpp"

namespace troupe::storage::impl {

/// The connections to one database, as stores see them. A thread within a unit of work reads through its connection and so sees
/// what it wrote. Adapters: `SqliteConnections`, `PostgresConnections`.
///
/// `work` is a function `(Session&) -> Result<T>`. That of a writing unit may run more than once, when PostgreSQL refuses the order
/// in which units met: what it keeps outside of the database must come out the same.
class Connections : public UnitOfWork {
public:
    /// Runs `work` as a unit of its own, or within the one of this thread.
    template <class Work>
    auto write(Work&& work) {
        return call(work, [&](auto const& unit) { return run([&] { return unit(session_of_unit()); }); });
    }

    /// As `write`, for work that depends on nothing but the rows that its statements find by themselves and lock: it runs beside all
    /// others. Within a unit it is part of that unit's order.
    template <class Work>
    auto write_rows(Work&& work) {
        return call(work, [&](auto const& unit) { return run_rows([&] { return unit(session_of_unit()); }); });
    }

    /// As `write_rows`, for what may be lost with the server, and then is as if it had not been: nobody waits for the disk. Within a unit
    /// it is kept as that is.
    template <class Work>
    auto write_soon(Work&& work) {
        return call(work, [&](auto const& unit) { return run_soon([&] { return unit(session_of_unit()); }); });
    }

    /// As `write_rows`, for one statement: where the database undoes that by itself, it is no unit of its own within one.
    template <class Work>
    auto write_statement(Work&& work) {
        return call(work, [&](auto const& unit) { return run_statement(unit); });
    }

    /// Runs `work`, which must not write.
    template <class Work>
    auto read(Work&& work) {
        return call(work, [&](auto const& look) { return run_read(look); });
    }

    /// Runs `work`, which changes the tables: alone, whole or not at all.
    template <class Work>
    auto alter(Work&& work) {
        return call(work, [&](auto const& change) { return run_alter(change); });
    }

    [[nodiscard]] virtual Dialect dialect() const = 0;
    /// Of this thread.
    [[nodiscard]] virtual bool is_within_unit() const = 0;

    /// For messages: "database /home/../troupe.db".
    [[nodiscard]] virtual std::string name() const = 0;
    /// The file, or the address of the server.
    [[nodiscard]] virtual std::string place() const = 0;

    /// Looks for damage in what is stored; what it found. Error: unavailable.
    [[nodiscard]] virtual Result<std::vector<std::string>> problems() = 0;
    [[nodiscard]] virtual Result<std::uint64_t> size_bytes() = 0;
    /// See `Database::back_up`.
    [[nodiscard]] virtual Result<void> back_up(std::filesystem::path const& to) = 0;

protected:
    using SessionWork = std::function<Result<void>(Session&)>;

    /// Called within a unit of this thread alone.
    [[nodiscard]] virtual Session& session_of_unit() = 0;
    [[nodiscard]] virtual Result<void> run_rows(std::function<Result<void>()> const& work) = 0;
    [[nodiscard]] virtual Result<void> run_soon(std::function<Result<void>()> const& work) = 0;
    [[nodiscard]] virtual Result<void> run_statement(SessionWork const& work) = 0;
    [[nodiscard]] virtual Result<void> run_read(SessionWork const& work) = 0;
    [[nodiscard]] virtual Result<void> run_alter(SessionWork const& work) = 0;

private:
    /// What `work` gives, carried past a `run` that knows of success and failure alone.
    template <class Work, class Run>
    static auto call(Work& work, Run const& run) {
        std::invoke_result_t<Work&, Session&> result = fail(ErrorCode::internal, "not run");
        Result<void> const state = run([&](Session& sql) -> Result<void> {
            result = work(sql);
            if (!result) return tl::unexpected(result.error());
            return {};
        });
        if (!state) result = tl::unexpected(state.error());
        return result;
    }
};

}  // namespace troupe::storage::impl
