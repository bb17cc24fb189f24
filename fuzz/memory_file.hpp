#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

/// Bytes under a path, for parsers that read files; no disk is touched.
class MemoryFile {
public:
    MemoryFile(unsigned char const* data, std::size_t size) : handle_(memfd_create("input", 0)) {
        if (handle_ < 0 || write(handle_, data, size) != static_cast<ssize_t>(size)) std::abort();
    }
    MemoryFile(MemoryFile const&) = delete;
    MemoryFile& operator=(MemoryFile const&) = delete;
    ~MemoryFile() { close(handle_); }
    [[nodiscard]] std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(handle_); }

private:
    int handle_;
};
