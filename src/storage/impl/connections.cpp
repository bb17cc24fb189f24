#include "storage/impl/connections.hpp"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <array>
#include <fstream>

#include "base/files.hpp"

namespace troupe::storage::impl {
namespace fs = std::filesystem;
namespace {

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

}  // namespace

Error translate(std::exception const& error, fs::path const& file) {
    if (auto const* sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&error))
        return translate_code(sqlite->result(), sqlite->get_error_message(), file);
    if (auto const* soci = dynamic_cast<soci::soci_error const*>(&error)) return advise(ErrorCode::internal, file, soci->get_error_message());
    return advise(ErrorCode::internal, file, error.what());
}

Result<std::unique_ptr<Connections>> Connections::open(fs::path const& file) {
    TRY(check_kind(file));
    std::unique_ptr<Connections> connections(new Connections(file));
    try {
        connections->writer_ = connections->connect();
    } catch (std::exception const& error) {
        return tl::unexpected(translate(error, file));
    }
    return connections;
}

Result<void> Connections::prepare_for_writing() {
    return outside([](soci::session& sql) -> Result<void> {
        // WAL: readers go on while one writes. FULL: what was acknowledged survives a power cut, not only a crash.
        sql << "PRAGMA journal_mode = WAL";
        sql << "PRAGMA synchronous = FULL";
        return {};
    });
}

std::unique_ptr<soci::session> Connections::connect() const {
    // soci takes a text without '=' as the file's name, and key="value" pairs otherwise.
    auto const name = file_.string();
    auto const parameters = name.find('=') == std::string::npos ? name : fmt::format("dbname=\"{}\"", name);
    auto session = std::make_unique<soci::session>(soci::sqlite3, parameters);
    *session << "PRAGMA busy_timeout = 10000";
    *session << "PRAGMA foreign_keys = ON";
    return session;
}

std::unique_ptr<soci::session> Connections::take_reader() {
    {
        std::lock_guard const lock(readers_guard_);
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

void Connections::give_reader(std::unique_ptr<soci::session> session) {
    std::lock_guard const lock(readers_guard_);
    readers_.push_back(std::move(session));
}

Result<void> Connections::run(std::function<Result<void>()> const& work) {
    std::lock_guard const lock(writing_);
    TRY(begin());
    Result<void> outcome;
    try {
        outcome = work();
    } catch (soci::soci_error const& error) {
        outcome = tl::unexpected(translate(error, file_));
    } catch (...) {
        roll_back();
        throw;
    }
    if (outcome) outcome = commit();
    else roll_back();
    return outcome;
}

Result<void> Connections::begin() {
    if (is_broken_) return tl::unexpected(broken_);
    try {
        if (depth_ == 0) *writer_ << "BEGIN IMMEDIATE";
        else *writer_ << fmt::format("SAVEPOINT unit_{}", depth_);
    } catch (std::exception const& error) {
        return tl::unexpected(translate(error, file_));
    }
    if (depth_++ == 0) owner_ = std::this_thread::get_id();
    return {};
}

Result<void> Connections::commit() {
    if (is_broken_) {
        auto const error = broken_;
        roll_back();
        return tl::unexpected(error);
    }
    try {
        if (depth_ == 1) *writer_ << "COMMIT";
        else *writer_ << fmt::format("RELEASE SAVEPOINT unit_{}", depth_ - 1);
    } catch (std::exception const& error) {
        roll_back();
        return tl::unexpected(translate(error, file_));
    }
    if (--depth_ == 0) owner_ = std::thread::id{};
    return {};
}

void Connections::roll_back() {
    if (--depth_ == 0) owner_ = std::thread::id{};
    try {
        if (depth_ == 0) *writer_ << "ROLLBACK";
        else *writer_ << fmt::format("ROLLBACK TO SAVEPOINT unit_{}", depth_);
    } catch (std::exception const& error) {
        // A full disk makes SQLite roll back everything by itself: what the outer units still write must not remain.
        is_broken_ = true;
        broken_ = translate(error, file_);
    }
    if (depth_ == 0) is_broken_ = false;
}

}  // namespace troupe::storage::impl
