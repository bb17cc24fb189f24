#include "distribution/delivery/builtin/folder_delivery.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

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

/// Copies into a name that is the same every time, so that whoever goes on after a kill writes over what it left: a
/// batch with a file too many is none. Looks at `stop` after every piece.
Result<void> copy_bytes(fs::path const& from, fs::path const& to, std::stop_token const& stop) {
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    std::vector<char> piece(std::size_t{1} << 20U);
    while (in && out) {
        TRY(stopped(stop));
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        out.write(piece.data(), in.gcount());
    }
    out.close();
    if (in.bad() || out.fail())
        return fail(ErrorCode::unavailable, to.string() + ": cannot be written; is the disk full?");
    return {};
}

/// What was told to be there must be there after a power cut.
bool synced(fs::path const& file) {
    int const descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    bool const is_done = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return is_done;
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
    if (!fs::is_regular_file(local, ignored))
        return fail(ErrorCode::not_found, local.string() + ": there is no such file");
    TRY(make_folder(to.parent_path()));
    auto const hidden = to.parent_path() / fmt::format(".{}.partial", to.filename().string());
    std::error_code error;
    fs::remove(hidden, error);  // never written through a link that somebody put there
    auto const copied = copy_bytes(local, hidden, stop);
    if (!copied || !synced(hidden)) {
        fs::remove(hidden, ignored);
        return copied ? Result<void>(no_folder(to, std::make_error_code(std::errc::io_error))) : copied;
    }
    fs::rename(hidden, to, error);
    if (error) return no_folder(to, error);
    return {};
}

Result<std::vector<RemoteFile>> FolderDelivery::list(std::string const& folder, std::stop_token stop) {
    TRY(stopped(stop));
    auto const root = TRY(path_of(folder));
    std::vector<RemoteFile> files;
    std::error_code error;
    if (!fs::exists(root, error)) return files;
    for (fs::recursive_directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->is_symlink() || !entry->is_regular_file() || is_hidden(entry->path())) continue;
        if (files.size() == most_listed)
            return fail(ErrorCode::bad_response, fmt::format("{}: has more than {} files", root.string(), most_listed));
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

Result<void> FolderDelivery::fetch(std::string const& remote, fs::path const& local, std::uint64_t most_bytes,
                                   std::stop_token stop) {
    auto const bytes = TRY(size(remote, stop));
    if (!bytes)
        return fail(ErrorCode::not_found, fmt::format("{}: there is no such file in {}", remote, folder_.string()));
    if (*bytes > most_bytes)
        return fail(ErrorCode::bad_response, fmt::format("{}: is larger than {} bytes", remote, most_bytes));
    TRY(make_folder(local.parent_path()));
    return troupe::copy_file(TRY(path_of(remote)), local);
}

}  // namespace troupe::distribution::builtin
