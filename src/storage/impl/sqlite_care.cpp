#include <fmt/format.h>

#include "base/files.hpp"
#include "storage/impl/sqlite_connections.hpp"

/// How a file is looked over and copied.
namespace troupe::storage::impl {
namespace fs = std::filesystem;

Result<std::vector<std::string>> SqliteConnections::problems() {
    return read([](Session& sql) -> Result<std::vector<std::string>> {
        std::vector<std::string> problems;
        for (auto const& row : select(sql, "PRAGMA integrity_check", 1))
            if (row.text(0) != "ok") problems.push_back(row.text(0));
        for (auto const& row : select(sql, "PRAGMA foreign_key_check", 3))
            problems.push_back(
                fmt::format("a row of {} points to a row of {} that is not there", row.text(0), row.text(2)));
        return problems;
    });
}

Result<std::uint64_t> SqliteConnections::size_bytes() {
    // What was written last stands in the log beside the file, which may be the larger of the two.
    std::uint64_t bytes = 0;
    for (auto const* part : {"", "-wal"}) {
        std::error_code error;
        auto const size = fs::file_size(file_.string() + part, error);
        if (!error) bytes += size;
    }
    return bytes;
}

Result<void> SqliteConnections::back_up(fs::path const& to) {
    std::error_code ignored;
    if (fs::exists(to, ignored))
        return fail(ErrorCode::conflict, fmt::format("{}: exists already, choose another name", to.string()));
    TRY(make_folder(fs::absolute(to).parent_path()));
    PendingFile pending(to);
    // On a connection of its own: it reads one state for as long as it takes, and nobody waits for it.
    TRY(TRY(open(file_))->outside([&](Session& sql) -> Result<void> {
        change(sql, "VACUUM INTO :a", {pending.path().string()});
        return {};
    }));
    return pending.commit();
}

}  // namespace troupe::storage::impl
