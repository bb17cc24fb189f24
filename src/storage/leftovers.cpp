#include "storage/leftovers.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace troupe::storage {
namespace fs = std::filesystem;
namespace {

bool is_unfinished(fs::directory_entry const& entry) {
    auto const name = entry.path().filename().string();
    auto const at = name.find(".part");
    if (!name.starts_with('.') || at == std::string::npos) return false;
    auto const rest = std::string_view(name).substr(at + 5);
    std::error_code ignored;
    return (rest.empty() || rest.starts_with('.')) && entry.is_regular_file(ignored) && !entry.is_symlink(ignored);
}

bool is_older(fs::path const& file, TimePoint before) {
    std::error_code error;
    auto const written = fs::last_write_time(file, error);
    return !error && std::chrono::file_clock::to_sys(written) < before;
}

}  // namespace

int clear_leftovers(fs::path const& folder, TimePoint before) {
    std::vector<fs::path> leftovers;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end; !error && at != end; at.increment(error))
        if (is_unfinished(*at) && is_older(at->path(), before)) leftovers.push_back(at->path());
    int removed = 0;
    for (auto const& file : leftovers) removed += fs::remove(file, error) ? 1 : 0;
    return removed;
}

}  // namespace troupe::storage
