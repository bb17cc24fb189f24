#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

namespace troupe::storage::impl {

/// Whose turn it is among the processes that write to one folder's database: a lock on the folder, which leaves no file behind
/// and ends with its process. Not on the database's file: closing that anywhere in a process drops SQLite's own locks.
class Turn {
public:
    explicit Turn(std::filesystem::path const& folder) : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
    ~Turn() {
        if (folder_ >= 0) ::close(folder_);
    }
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

    /// Waits. Where the file system knows no such locks nobody waits, and SQLite's own way has to do.
    void take() const {
        if (folder_ >= 0) (void)::flock(folder_, LOCK_EX);
    }
    void give() const {
        if (folder_ >= 0) (void)::flock(folder_, LOCK_UN);
    }

private:
    int folder_;
};

}  // namespace troupe::storage::impl
