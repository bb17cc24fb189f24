#include "base/live_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/log.hpp"

namespace troupe::impl {
namespace {

/// The time of the last change to the content alone would miss a file that was put in another's place with its old
/// time.
std::string look_at(std::vector<std::filesystem::path> const& files) {
    std::string seen;
    for (auto const& file : files) {
        struct stat status {};
        if (::stat(file.c_str(), &status) != 0)
            seen += "gone;";
        else
            seen += fmt::format("{}.{}.{}.{}.{}.{};", status.st_ino, status.st_size, status.st_mtim.tv_sec,
                                status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
    }
    return seen;
}

}  // namespace

// Looked at before the first reading: a file that changes during it is read once more.
FileStamps::FileStamps(std::vector<std::filesystem::path> files) : files_(std::move(files)), seen_(look_at(files_)) {}

bool FileStamps::have_changed() {
    auto seen = look_at(files_);
    if (seen == seen_) return false;
    seen_ = std::move(seen);
    return true;
}

void FileStamps::report(std::string const& problem) const {
    std::vector<std::string> names;
    for (auto const& file : files_) names.push_back(file.string());
    if (problem.empty())
        log::info("table.read_again", {{"files", names}});
    else
        log::warning("table.kept", {{"files", names}, {"problem", problem}});
}

}  // namespace troupe::impl
