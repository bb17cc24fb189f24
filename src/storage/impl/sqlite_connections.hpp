#pragma once

#include <semaphore.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "storage/impl/connections.hpp"
#include "storage/impl/turn.hpp"
#include "storage/impl/watched_connections.hpp"

namespace troupe::storage::impl {

/// What a database error means to us. `file` is named in the message.
[[nodiscard]] Error translate(std::exception const& error, std::filesystem::path const& file);

/// The connections to one SQLite file: one that writes, guarded by a mutex, and readers beside it. A thread within a
/// unit of work reads through the writer and so sees what it wrote.
///
/// Units that come at once share a commit, and so one wait for the disk: whoever comes first runs those that stand in
/// line one after the other, each a savepoint in one transaction, and commits for all. `run` gives its answer, a failed
/// unit's too, when that commit is over: nobody hears of what is not kept. A unit may therefore run on the thread of
/// another; its own waits.
class SqliteConnections final : public Connections, public WatchedConnections {
public:
    /// Changes nothing in the file. Errors: as `Database::open`, the schema aside.
    [[nodiscard]] static Result<std::unique_ptr<SqliteConnections>> open(std::filesystem::path const& file);
    /// Once it is known to be ours, before the first write.
    [[nodiscard]] Result<void> prepare_for_writing();

    Result<void> run(std::function<Result<void>()> const& work) override;

    /// Runs `work(Session&) -> Result<T>` on the writing connection in no transaction, for what SQLite refuses in one.
    template <class Work>
    auto outside(Work&& work) -> std::invoke_result_t<Work, Session&> {
        std::unique_lock lock(writing_, std::defer_lock);
        if (!is_mine()) lock.lock();
        try {
            return work(*writer_);
        } catch (std::exception const& error) {
            return tl::unexpected(translate(error, file_));
        }
    }

    [[nodiscard]] std::filesystem::path const& file() const { return file_; }
    [[nodiscard]] Dialect dialect() const override { return Dialect::sqlite; }
    [[nodiscard]] bool is_within_unit() const override { return is_mine(); }
    [[nodiscard]] std::string name() const override { return "database " + file_.string(); }
    [[nodiscard]] std::string place() const override { return file_.string(); }
    [[nodiscard]] Result<std::vector<std::string>> problems() override;
    [[nodiscard]] Result<std::uint64_t> size_bytes() override;
    [[nodiscard]] Result<void> back_up(std::filesystem::path const& to) override;
    [[nodiscard]] Usage usage() override;

protected:
    [[nodiscard]] Session& session_of_unit() override { return *writer_; }
    [[nodiscard]] Result<void> run_rows(std::function<Result<void>()> const& work) override { return run(work); }
    [[nodiscard]] Result<void> run_soon(std::function<Result<void>()> const& work) override { return run(work); }
    [[nodiscard]] Result<void> run_statement(SessionWork const& work) override;
    [[nodiscard]] Result<void> run_read(SessionWork const& work) override;
    [[nodiscard]] Result<void> run_alter(SessionWork const& work) override;

private:
    /// A reading connection for the time of one call.
    class Reader {
    public:
        explicit Reader(SqliteConnections& owner) : owner_(owner), session_(owner.take_reader()) {}
        ~Reader() { owner_.give_reader(std::move(session_)); }
        Reader(Reader const&) = delete;
        Reader& operator=(Reader const&) = delete;
        [[nodiscard]] Session& session() const { return *session_; }

    private:
        SqliteConnections& owner_;
        std::unique_ptr<Session> session_;
    };

    /// One that stands in line, on the stack of the thread that waits for it.
    struct Unit {
        explicit Unit(std::function<Result<void>()> const& wanted) : work(wanted) { sem_init(&called, 0, 0); }
        ~Unit() { sem_destroy(&called); }
        Unit(Unit const&) = delete;
        Unit& operator=(Unit const&) = delete;

        std::function<Result<void>()> const& work;
        Result<void> outcome;
        std::exception_ptr thrown;
        bool shall_lead = false;  ///< when called before it is over
        // Neither a condition, whose threads meet at its mutex when many are called, nor C++'s own, which spins first.
        sem_t called;
    };

    explicit SqliteConnections(std::filesystem::path file)
        : file_(std::move(file)), turn_(std::filesystem::absolute(file_).parent_path()) {}
    [[nodiscard]] std::unique_ptr<Session> connect() const;
    [[nodiscard]] std::unique_ptr<Session> take_reader();
    void give_reader(std::unique_ptr<Session> session);

    /// Whether this thread is within a unit.
    [[nodiscard]] bool is_mine() const { return owner_ == std::this_thread::get_id(); }
    [[nodiscard]] Result<void> run_savepoint(std::function<Result<void>()> const& work);
    [[nodiscard]] Result<void> execute(std::string const& statement);
    /// Errors: those of `execute`.
    [[nodiscard]] Result<void> release(int depth);
    void roll_back(int depth, Error const& reason);

    /// Runs and commits the units in line, this thread's among them.
    void lead();
    /// Begins a transaction when it is this process's turn. SQLite looks for a free moment every 100 ms, and finds none
    /// where another process writes without a pause: so who waits keeps others from beginning once more.
    [[nodiscard]] Result<void> begin();
    /// Those that follow are called with writing_ held.
    [[nodiscard]] std::vector<Unit*> run_line();
    void run_unit(Unit& unit);
    [[nodiscard]] Result<void> commit();
    /// Calls them, and whoever shall lead next.
    void dismiss(std::vector<Unit*> const& units, Result<void> const& committed);
    [[nodiscard]] std::vector<Unit*> take_line();

    std::filesystem::path file_;
    Turn turn_;
    std::mutex line_guard_;
    std::vector<Unit*> line_;  ///< in the order they came; guarded by line_guard_, as is has_leader_
    bool has_leader_ = false;
    std::mutex writing_;
    std::unique_ptr<Session> writer_;          ///< this and what follows: guarded by writing_
    std::chrono::nanoseconds last_commit_{0};  ///< how long it took
    int depth_ = 0;                            ///< of nested units
    std::optional<Error> broken_;              ///< why the transaction was rolled back beneath its units
    std::atomic<std::thread::id> owner_;
    std::mutex readers_guard_;
    std::vector<std::unique_ptr<Session>> readers_;
    int reading_ = 0;  ///< readers that somebody has, or tried to open; guarded by readers_guard_
};

}  // namespace troupe::storage::impl
