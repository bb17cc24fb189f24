#include "flow/work_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace troupe::flow {
namespace {

namespace fs = std::filesystem;

constexpr int most_at_once = 1000;  ///< of one name: far more than work at the same time

/// Whoever had it before may have removed it while we waited for nothing: what is locked must be what stands there.
bool stands_at(fs::path const& path, int folder) {
    struct ::stat held{}, found{};
    return ::fstat(folder, &held) == 0 && ::stat(path.c_str(), &found) == 0 && held.st_dev == found.st_dev && held.st_ino == found.st_ino;
}

/// The folder, locked; -1 where somebody works in it. Where the file system knows no such locks everybody gets it.
int locked(fs::path const& path) {
    int const folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return -1;
    bool const is_taken = ::flock(folder, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!is_taken && stands_at(path, folder)) return folder;
    ::close(folder);
    return -1;
}

void clear(fs::path const& path) {
    std::error_code ignored;
    for (auto const& each : fs::directory_iterator(path, ignored)) fs::remove_all(each.path(), ignored);
}

}  // namespace

Result<WorkFolder> WorkFolder::open(Studio const& studio, std::string const& name) {
    for (int number = 1; number <= most_at_once; ++number) {
        auto const path = studio.preferences.work_folder / (number == 1 ? name : fmt::format("{}.{}", name, number));
        TRY(make_folder(path));
        int const lock = locked(path);
        if (lock < 0) continue;
        clear(path);
        return WorkFolder(path, lock);
    }
    return fail(ErrorCode::unavailable, fmt::format("{}: no folder of that name is free to work in, try again", (studio.preferences.work_folder / name).string()));
}

WorkFolder::WorkFolder(WorkFolder&& other) noexcept : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}

WorkFolder::~WorkFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
    if (lock_ >= 0) ::close(lock_);
}

}  // namespace troupe::flow
