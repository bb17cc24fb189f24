#include "music/impl/spool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace troupe::music::impl {

void Spool::Close::operator()(int const* handle) const {
    close(*handle);
    delete handle;
}

Result<Spool> Spool::create(std::filesystem::path const& folder) {
    int handle = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (handle < 0) {
        // Not every file system knows nameless files.
        auto name = (folder / ".mix-XXXXXX").string();
        handle = mkostemp(name.data(), O_CLOEXEC);
        if (handle >= 0) unlink(name.c_str());
    }
    if (handle < 0) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written to", folder.string()));
    return Spool(handle);
}

Result<void> Spool::write(std::span<float const> samples) {
    auto left = std::as_bytes(samples);
    while (!left.empty()) {
        auto const count = ::write(*handle_, left.data(), left.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return fail(ErrorCode::unavailable, "the disk is full: make room and run the command again");
        left = left.subspan(static_cast<std::size_t>(count));
    }
    size_ += samples.size();
    return {};
}

std::size_t Spool::read(std::size_t first, std::span<float> samples) const {
    auto left = std::as_writable_bytes(samples);
    auto at = static_cast<off_t>(first * sizeof(float));
    while (!left.empty()) {
        auto const count = pread(*handle_, left.data(), left.size(), at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        left = left.subspan(static_cast<std::size_t>(count));
        at += count;
    }
    return samples.size() - left.size() / sizeof(float);
}

}  // namespace troupe::music::impl
