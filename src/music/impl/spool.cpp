#include "music/impl/spool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace troupe::music::impl {

Result<Spool> Spool::create(std::filesystem::path const& folder) {
    int handle = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (handle < 0) {
        // Not every file system knows nameless files.
        auto name = (folder / ".mix-XXXXXX").string();
        handle = mkostemp(name.data(), O_CLOEXEC);
        if (handle >= 0) unlink(name.c_str());
    }
    auto* file = handle < 0 ? nullptr : fdopen(handle, "w+b");
    if (file == nullptr) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written to", folder.string()));
    return Spool(file);
}

Result<void> Spool::write(std::span<float const> samples) {
    if (std::fwrite(samples.data(), sizeof(float), samples.size(), file_.get()) == samples.size()) return {};
    return fail(ErrorCode::unavailable, "the disk is full: make room and run the command again");
}

void Spool::rewind() { std::fseek(file_.get(), 0, SEEK_SET); }

std::size_t Spool::read(std::span<float> samples) { return std::fread(samples.data(), sizeof(float), samples.size(), file_.get()); }

}  // namespace troupe::music::impl
