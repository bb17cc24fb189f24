#include "storage/impl/sqlite_connections.hpp"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <utility>

#include "base/files.hpp"

namespace troupe::storage::impl {
namespace fs = std::filesystem;
namespace {

/// What a unit waits for others at most, beside one of theirs: as long as the disk took for the last commit, within these.
/// On a slow disk it pays to gather more.
constexpr int most_units = 512;
constexpr std::chrono::milliseconds shortest_gathering{10};
constexpr std::chrono::milliseconds longest_gathering{500};

Error advise(ErrorCode code, fs::path const& file, std::string_view what) {
    return {code, fmt::format("database {}: {}", file.string(), what)};
}

Error translate_code(int code, std::string const& message, fs::path const& file) {
    switch (code & 0xFF) {  // the rest of an extended code is detail
        case SQLITE_FULL: return advise(ErrorCode::unavailable, file, "the disk is full, make room and run the command again");
        case SQLITE_IOERR:
            return advise(ErrorCode::unavailable, file, "cannot be read or written (" + message + "): is the disk full or gone?");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return advise(ErrorCode::unavailable, file, "is busy with another program, try again");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return advise(ErrorCode::unavailable, file, "cannot be opened for writing: choose a folder that you may write");
        case SQLITE_NOTADB: return advise(ErrorCode::invalid_input, file, "is no database: choose another file or restore a backup");
        case SQLITE_CORRUPT: return advise(ErrorCode::internal, file, "is damaged: restore a backup (troupe db restore)");
        case SQLITE_CONSTRAINT: return advise(ErrorCode::conflict, file, message);
        default: return advise(ErrorCode::internal, file, message);
    }
}

/// SQLite takes an empty file for a new database, and would take any other for a broken one: say it before it is touched.
Result<void> check_kind(fs::path const& file) {
    std::error_code error;
    auto const status = fs::status(file, error);
    if (!fs::exists(status)) return make_folder(fs::absolute(file).parent_path());
    if (!fs::is_regular_file(status)) return tl::unexpected(advise(ErrorCode::invalid_input, file, "is a folder, not a file"));
    std::ifstream in(file, std::ios::binary);
    if (!in) return tl::unexpected(advise(ErrorCode::unavailable, file, "cannot be read: choose a file that you may read and write"));
    std::array<char, 16> head{};
    in.read(head.data(), head.size());
    auto const count = static_cast<std::size_t>(in.gcount());
    if (count == 0) return {};
    if (std::string_view(head.data(), count) != std::string_view("SQLite format 3\0", 16))
        return tl::unexpected(advise(ErrorCode::invalid_input, file, "is no database: choose another file or restore a backup"));
    return {};
}

void wait_for(sem_t& called) {
    while (sem_wait(&called) != 0) {}  // a signal may interrupt it
}

}  // namespace

Error translate(std::exception const& error, fs::path const& file) {
    if (auto const* sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&error))
        return translate_code(sqlite->result(), sqlite->get_error_message(), file);
    if (auto const* soci = dynamic_cast<soci::soci_error const*>(&error)) return advise(ErrorCode::internal, file, soci->get_error_message());
    return advise(ErrorCode::internal, file, error.what());
}

Result<std::unique_ptr<SqliteConnections>> SqliteConnections::open(fs::path const& file) {
    TRY(check_kind(file));
    std::unique_ptr<SqliteConnections> connections(new SqliteConnections(file));
    try {
        connections->writer_ = connections->connect();
    } catch (std::exception const& error) {
        return tl::unexpected(translate(error, file));
    }
    return connections;
}

Result<void> SqliteConnections::prepare_for_writing() {
    return outside([](Session& sql) -> Result<void> {
        // WAL: readers go on while one writes. FULL: what was acknowledged survives a power cut, not only a crash.
        sql << "PRAGMA journal_mode = WAL";
        sql << "PRAGMA synchronous = FULL";
        // 16 MB rather than 4: pages that change often, such as the ends of lists, are copied back less often.
        sql << "PRAGMA wal_autocheckpoint = 4000";
        // The pages of several lists stay at hand: 32 MB rather than 2.
        sql << "PRAGMA cache_size = -32768";
        // What a savepoint may have to undo is kept in memory: every unit is one, and SQLite writes it to a file otherwise.
        sql << "PRAGMA temp_store = MEMORY";
        return {};
    });
}

std::unique_ptr<Session> SqliteConnections::connect() const {
    // soci takes a text without '=' as the file's name, and key="value" pairs otherwise.
    auto const name = file_.string();
    auto const parameters = name.find('=') == std::string::npos ? name : fmt::format("dbname=\"{}\"", name);
    auto session = std::make_unique<Session>(Dialect::sqlite, soci::sqlite3, parameters);
    *session << "PRAGMA busy_timeout = 10000";
    *session << "PRAGMA foreign_keys = ON";
    return session;
}

std::unique_ptr<Session> SqliteConnections::take_reader() {
    {
        std::lock_guard const lock(readers_guard_);
        ++reading_;
        if (!readers_.empty()) {
            auto session = std::move(readers_.back());
            readers_.pop_back();
            return session;
        }
    }
    auto session = connect();
    *session << "PRAGMA query_only = ON";
    return session;
}

void SqliteConnections::give_reader(std::unique_ptr<Session> session) {
    std::lock_guard const lock(readers_guard_);
    --reading_;
    readers_.push_back(std::move(session));
}

/// The connection that writes counts as in use while somebody is within a unit.
WatchedConnections::Usage SqliteConnections::usage() {
    std::lock_guard const lock(readers_guard_);
    auto const writes = owner_.load() == std::thread::id{} ? 0 : 1;
    return {reading_ + writes, static_cast<int>(readers_.size()) + 1 - writes, 0};
}

Result<void> SqliteConnections::run(std::function<Result<void>()> const& work) {
    if (is_mine()) return run_savepoint(work);
    Unit unit(work);
    {
        std::lock_guard const lock(line_guard_);
        line_.push_back(&unit);
        unit.shall_lead = !std::exchange(has_leader_, true);
    }
    if (!unit.shall_lead) wait_for(unit.called);
    if (unit.shall_lead) lead();
    if (unit.thrown) std::rethrow_exception(unit.thrown);
    return std::move(unit.outcome);
}

Result<void> SqliteConnections::run_statement(SessionWork const& work) {
    if (!is_mine()) return run([&] { return work(*writer_); });
    if (broken_) return tl::unexpected(*broken_);
    try {
        return work(*writer_);
    } catch (soci::soci_error const& error) {
        return tl::unexpected(translate(error, file_));
    }
}

Result<void> SqliteConnections::run_read(SessionWork const& work) {
    try {
        if (is_mine()) return work(*writer_);
        Reader const reader(*this);
        return work(reader.session());
    } catch (std::exception const& error) {
        return tl::unexpected(translate(error, file_));
    }
}

/// Another process may be at it: who has the write lock looks again, and so must `work`.
Result<void> SqliteConnections::run_alter(SessionWork const& work) {
    return run([&] { return work(*writer_); });
}

void SqliteConnections::lead() {
    std::lock_guard const lock(writing_);
    auto begun = begin();
    if (!begun) return dismiss(take_line(), begun);
    auto const units = run_line();
    auto const before = std::chrono::steady_clock::now();
    auto const committed = commit();
    last_commit_ = std::chrono::steady_clock::now() - before;
    note_commit(last_commit_);
    dismiss(units, committed);
}

Result<void> SqliteConnections::begin() {
    turn_.take();
    auto begun = execute("BEGIN IMMEDIATE");
    turn_.give();
    return begun;
}

std::vector<SqliteConnections::Unit*> SqliteConnections::run_line() {
    auto const latest = std::chrono::steady_clock::now() +
                        std::clamp<std::chrono::nanoseconds>(last_commit_, shortest_gathering, longest_gathering);
    std::vector<Unit*> units;
    owner_ = std::this_thread::get_id();
    do {
        auto const next = take_line();
        if (next.empty()) break;
        for (auto* unit : next) run_unit(*unit);
        units.insert(units.end(), next.begin(), next.end());
    } while (!broken_ && units.size() < most_units && std::chrono::steady_clock::now() < latest);
    owner_ = std::thread::id{};
    return units;
}

void SqliteConnections::run_unit(Unit& unit) {
    try {
        unit.outcome = run_savepoint(unit.work);
    } catch (...) {
        unit.thrown = std::current_exception();
    }
}

std::vector<SqliteConnections::Unit*> SqliteConnections::take_line() {
    std::lock_guard const lock(line_guard_);
    return std::exchange(line_, {});
}

void SqliteConnections::dismiss(std::vector<Unit*> const& units, Result<void> const& committed) {
    Unit* next = nullptr;
    {
        std::lock_guard const lock(line_guard_);
        if (!line_.empty()) next = line_.front();
        has_leader_ = next != nullptr;
    }
    if (next != nullptr) {
        next->shall_lead = true;
        sem_post(&next->called);
    }
    for (auto* unit : units) {
        // Also a failed unit may have failed because of what others wrote, which is not there then.
        if (!committed) unit->outcome = committed;
        if (!unit->shall_lead) sem_post(&unit->called);  // and it may be gone; this thread's own is not waiting
    }
}

Result<void> SqliteConnections::commit() {
    auto broken = std::exchange(broken_, std::nullopt);
    auto outcome = broken ? Result<void>(tl::unexpected(*std::move(broken))) : execute("COMMIT");
    if (!outcome) (void)execute("ROLLBACK");  // says that there is nothing to undo where SQLite did it by itself
    return outcome;
}

Result<void> SqliteConnections::run_savepoint(std::function<Result<void>()> const& work) {
    if (broken_) return tl::unexpected(*broken_);
    TRY(execute(fmt::format("SAVEPOINT unit_{}", depth_)));
    auto const depth = depth_++;
    Result<void> outcome;
    try {
        outcome = work();
    } catch (soci::soci_error const& error) {
        outcome = tl::unexpected(translate(error, file_));
    } catch (...) {
        roll_back(depth, {ErrorCode::internal, "a unit of work threw"});
        throw;
    }
    if (outcome) outcome = release(depth);
    if (!outcome) roll_back(depth, outcome.error());
    return outcome;
}

Result<void> SqliteConnections::execute(std::string const& statement) {
    try {
        writer_->changed(statement, {});
    } catch (std::exception const& error) {
        return tl::unexpected(translate(error, file_));
    }
    return {};
}

Result<void> SqliteConnections::release(int depth) {
    if (broken_) return tl::unexpected(*broken_);
    TRY(execute(fmt::format("RELEASE SAVEPOINT unit_{}", depth)));
    depth_ = depth;
    return {};
}

void SqliteConnections::roll_back(int depth, Error const& reason) {
    depth_ = depth;
    if (broken_) return;
    auto undone = execute(fmt::format("ROLLBACK TO SAVEPOINT unit_{}", depth));
    if (undone) undone = execute(fmt::format("RELEASE SAVEPOINT unit_{}", depth));
    // A full disk makes SQLite roll back everything by itself: what the other units of the transaction still write must not
    // remain, nor be acknowledged.
    if (!undone) broken_ = reason;
}

}  // namespace troupe::storage::impl
