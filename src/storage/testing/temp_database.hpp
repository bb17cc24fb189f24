#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "storage/database.hpp"
#include "storage/impl/sqlite_connections.hpp"

namespace troupe::storage::testing {

/// A folder that goes with the object.
class TempFolder {
public:
    TempFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "troupe-storage-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(TempFolder const&) = delete;
    TempFolder& operator=(TempFolder const&) = delete;
    [[nodiscard]] std::filesystem::path operator/(std::string const& name) const { return path_ / name; }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

[[nodiscard]] inline std::unique_ptr<Database> open_database(std::filesystem::path const& file) {
    auto opened = Database::open(file);
    if (!opened) throw std::runtime_error(opened.error().message);
    return *std::move(opened);
}

/// What SQLite alone can be asked.
[[nodiscard]] inline impl::SqliteConnections& sqlite(Database& database) {
    return dynamic_cast<impl::SqliteConnections&>(database.connections());
}

/// An empty database in a folder of its own.
struct TempDatabase {
    TempFolder folder;
    std::unique_ptr<Database> database = open_database(folder / "troupe.db");
};

}  // namespace troupe::storage::testing
