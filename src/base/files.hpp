#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe {

/// Errors: not_found, invalid_input (larger than `limit_bytes`, or no regular file), unavailable (cannot be read).
[[nodiscard]] Result<std::string> read_file(std::filesystem::path const& file, std::size_t limit_bytes = 1ULL << 30);

/// Makes the folder and its parents. Errors: invalid_input (a file is in the way), unavailable (not allowed, full).
[[nodiscard]] Result<void> make_folder(std::filesystem::path const& folder);

/// Writes a file whole or not at all: into a hidden file beside it, synced, then renamed over `file`. Its folder is
/// made when missing. Errors: invalid_input, unavailable (full, not writable), each naming the path.
[[nodiscard]] Result<void> write_file(std::filesystem::path const& file, std::string_view bytes);

/// A file that other programs and libraries write: they write `path()`, and `commit()` gives it its final name. Without
/// commit nothing remains.
class PendingFile {
public:
    explicit PendingFile(std::filesystem::path final_name);
    PendingFile(PendingFile&& other) noexcept;
    PendingFile(PendingFile const&) = delete;
    PendingFile& operator=(PendingFile const&) = delete;
    PendingFile& operator=(PendingFile&&) = delete;
    ~PendingFile();

    /// A hidden name in the same folder, with the same extension.
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    /// Syncs and renames. Errors: unavailable (never written, full, not writable).
    [[nodiscard]] Result<void> commit();

private:
    std::filesystem::path final_name_;
    std::filesystem::path path_;
};

/// Copies a file whole or not at all. Errors: not_found, unavailable.
[[nodiscard]] Result<void> copy_file(std::filesystem::path const& from, std::filesystem::path const& to);

}  // namespace troupe
