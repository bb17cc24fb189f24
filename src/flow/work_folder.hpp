#pragma once

#include <filesystem>
#include <string>

#include "base/files.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// A folder for the files of one piece of work; gone, with what is in it, when the work ends. Of two pieces of work with one name, in
/// whatever processes, each has its own. What a kill -9 leaves behind is cleared when work of that name begins anew.
class WorkFolder {
public:
    /// `name` tells one piece of work from another: the id of the content that is made. Errors: as `make_folder`.
    [[nodiscard]] static Result<WorkFolder> open(Studio const& studio, std::string const& name);
    WorkFolder(WorkFolder&& other) noexcept;
    WorkFolder& operator=(WorkFolder&&) = delete;
    ~WorkFolder();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    WorkFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

    std::filesystem::path path_;
    int lock_;  ///< on the folder; the system lets go of it when this process dies
};

}  // namespace troupe::flow
