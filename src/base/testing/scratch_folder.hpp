#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

namespace troupe::testing {

/// A folder for the files of a test, of this process alone: tests of one suite run side by side as processes. It does
/// not exist yet, and is gone with the process.
[[nodiscard]] inline std::filesystem::path scratch_folder(std::string const& name) {
    struct Root {
        std::filesystem::path path = std::filesystem::temp_directory_path() / ("troupe-test-" + std::to_string(::getpid()));
        Root() { std::filesystem::create_directories(path); }
        Root(Root const&) = delete;
        Root& operator=(Root const&) = delete;
        ~Root() {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
    };
    static Root const root;
    return root.path / name;
}

}  // namespace troupe::testing
