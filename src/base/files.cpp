#include "base/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace troupe {
namespace fs = std::filesystem;
namespace {

Error cannot(std::string_view verb, fs::path const& file, int error) {
    auto const* advice = error == ENOSPC || error == EDQUOT ? ": the disk is full, make room and run the command again"
                         : error == EACCES || error == EPERM || error == EROFS
                             ? ": not allowed, choose a folder that you may write"
                             : "";
    return {ErrorCode::unavailable, fmt::format("{}: cannot be {} ({}){}", file.string(), verb, std::strerror(error), advice)};
}

fs::path hidden_beside(fs::path const& file) {
    static std::atomic<unsigned> serial{0};
    return file.parent_path() / fmt::format(".{}.{}-{}.part{}", file.stem().string(), ::getpid(), serial++, file.extension().string());
}

Result<void> sync_file(fs::path const& file) {
    auto const fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) return tl::unexpected(cannot("written", file, errno));
    auto const failed = ::fsync(fd) != 0;
    auto const error = errno;
    ::close(fd);
    if (failed) return tl::unexpected(cannot("written", file, error));
    return {};
}

Result<void> write_whole(fs::path const& file, std::string_view bytes) {
    auto const fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return tl::unexpected(cannot("written", file, errno));
    while (!bytes.empty()) {
        auto const written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            auto const error = errno;
            ::close(fd);
            return tl::unexpected(cannot("written", file, error));
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::close(fd) != 0) return tl::unexpected(cannot("written", file, errno));
    return {};
}

}  // namespace

Result<std::string> read_file(fs::path const& file, std::size_t limit_bytes) {
    std::error_code error;
    auto const status = fs::status(file, error);
    if (!fs::exists(status)) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", file.string()));
    if (fs::is_directory(status)) return fail(ErrorCode::invalid_input, fmt::format("{}: is a folder, not a file", file.string()));
    std::ifstream in(file, std::ios::binary);
    if (!in) return tl::unexpected(cannot("read", file, errno));
    std::string bytes;
    char block[65536];
    while (in.read(block, sizeof block) || in.gcount() > 0) {
        bytes.append(block, static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > limit_bytes)
            return fail(ErrorCode::invalid_input, fmt::format("{}: larger than {} bytes", file.string(), limit_bytes));
    }
    if (in.bad()) return tl::unexpected(cannot("read", file, errno));
    return bytes;
}

Result<void> make_folder(fs::path const& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error || fs::is_directory(folder)) return {};
    if (error == std::errc::not_a_directory || error == std::errc::file_exists || fs::exists(folder))
        return fail(ErrorCode::invalid_input, fmt::format("{}: a file is in the way, choose another folder", folder.string()));
    return tl::unexpected(cannot("made", folder, error.value()));
}

Result<void> write_file(fs::path const& file, std::string_view bytes) {
    if (file.has_parent_path()) TRY(make_folder(file.parent_path()));
    PendingFile pending(file);
    TRY(write_whole(pending.path(), bytes));
    return pending.commit();
}

PendingFile::PendingFile(fs::path final_name) : final_name_(std::move(final_name)), path_(hidden_beside(final_name_)) {}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : final_name_(std::move(other.final_name_)), path_(std::move(other.path_)) {
    other.path_.clear();
}

PendingFile::~PendingFile() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
}

Result<void> PendingFile::commit() {
    TRY(sync_file(path_));
    if (::rename(path_.c_str(), final_name_.c_str()) != 0) return tl::unexpected(cannot("written", final_name_, errno));
    path_.clear();
    return {};
}

Result<void> copy_file(fs::path const& from, fs::path const& to) {
    if (!fs::is_regular_file(from)) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", from.string()));
    if (to.has_parent_path()) TRY(make_folder(to.parent_path()));
    PendingFile pending(to);
    std::error_code error;
    fs::copy_file(from, pending.path(), fs::copy_options::overwrite_existing, error);
    if (error) return tl::unexpected(cannot("written", to, error.value()));
    return pending.commit();
}

}  // namespace troupe
