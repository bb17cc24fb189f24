#pragma once

#include <filesystem>
#include <string>

#include "base/files.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// A folder for the files of one piece of work; gone, with what is in it, when the work ends. What a kill -9 leaves
/// behind is cleared when the same work begins anew.
class WorkFolder {
public:
    /// `name` tells one piece of work from another: the id of the content that is made. Errors: as `make_folder`.
    [[nodiscard]] static Result<WorkFolder> open(Studio const& studio, std::string const& name);
    WorkFolder(WorkFolder&& other) noexcept;
    WorkFolder& operator=(WorkFolder&&) = delete;
    ~WorkFolder();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace troupe::flow
