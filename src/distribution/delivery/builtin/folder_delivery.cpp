#include "distribution/delivery/builtin/folder_delivery.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::distribution::builtin {
namespace {

namespace fs = std::filesystem;

Result<void> stopped(std::stop_token const& stop) {
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "the delivery was stopped");
    return {};
}

/// Files that are being written have hidden names.
bool is_hidden(fs::path const& path) { return path.filename().string().starts_with('.'); }

tl::unexpected<Error> no_folder(fs::path const& folder, std::error_code const& error) {
    return fail(ErrorCode::unavailable, fmt::format("{}: {}", folder.string(), error.message()));
}

}  // namespace

Result<fs::path> FolderDelivery::path_of(std::string const& remote) const {
    TRY(check_remote_path(remote));
    auto path = folder_;
    std::error_code ignored;
    for (auto const& name : fs::path(remote)) {
        path /= name;
        if (fs::is_symlink(fs::symlink_status(path, ignored)))
            return fail(ErrorCode::invalid_input, fmt::format("{}: is a link; it is not followed", path.string()));
    }
    return path;
}

Result<void> FolderDelivery::put(fs::path const& local, std::string const& remote, std::stop_token stop) {
    TRY(stopped(stop));
    auto const to = TRY(path_of(remote));
    if (remote.empty()) return fail(ErrorCode::invalid_input, "path: is empty");
    std::error_code ignored;
    if (!fs::is_regular_file(local, ignored)) return fail(ErrorCode::not_found, local.string() + ": there is no such file");
    TRY(make_folder(to.parent_path()));
    return troupe::copy_file(local, to);
}

Result<std::vector<RemoteFile>> FolderDelivery::list(std::string const& folder, std::stop_token stop) {
    TRY(stopped(stop));
    auto const root = TRY(path_of(folder));
    std::vector<RemoteFile> files;
    std::error_code error;
    if (!fs::exists(root, error)) return files;
    for (fs::recursive_directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->is_symlink() || !entry->is_regular_file() || is_hidden(entry->path())) continue;
        if (files.size() == most_listed) return fail(ErrorCode::bad_response, fmt::format("{}: has more than {} files", root.string(), most_listed));
        auto const path = entry->path().lexically_relative(folder_.lexically_normal()).generic_string();
        files.push_back({path, entry->file_size()});
    }
    if (error) return no_folder(root, error);
    std::sort(files.begin(), files.end(), [](auto const& left, auto const& right) { return left.path < right.path; });
    return files;
}

Result<std::optional<std::uint64_t>> FolderDelivery::size(std::string const& remote, std::stop_token stop) {
    TRY(stopped(stop));
    auto const path = TRY(path_of(remote));
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return std::optional<std::uint64_t>{};
    auto const bytes = fs::file_size(path, error);
    if (error) return no_folder(path, error);
    return std::optional<std::uint64_t>(bytes);
}

Result<void> FolderDelivery::fetch(std::string const& remote, fs::path const& local, std::uint64_t most_bytes, std::stop_token stop) {
    auto const bytes = TRY(size(remote, stop));
    if (!bytes) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file in {}", remote, folder_.string()));
    if (*bytes > most_bytes) return fail(ErrorCode::bad_response, fmt::format("{}: is larger than {} bytes", remote, most_bytes));
    TRY(make_folder(local.parent_path()));
    return troupe::copy_file(TRY(path_of(remote)), local);
}

}  // namespace troupe::distribution::builtin
