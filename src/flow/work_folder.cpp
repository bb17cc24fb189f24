#include "flow/work_folder.hpp"

#include <utility>

namespace troupe::flow {

Result<WorkFolder> WorkFolder::open(Studio const& studio, std::string const& name) {
    auto const path = studio.preferences.work_folder / name;
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
    TRY(make_folder(path));
    return WorkFolder(path);
}

WorkFolder::WorkFolder(WorkFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

WorkFolder::~WorkFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace troupe::flow
