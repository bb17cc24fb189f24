#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/result.hpp"

namespace troupe::music::impl {

/// Interleaved stereo floats on disk, without a name: gone when the program ends, however it ends. It keeps the memory of
/// a ten-minute song bounded.
class Spool {
public:
    /// Errors: unavailable (folder not writable).
    [[nodiscard]] static Result<Spool> create(std::filesystem::path const& folder);
    [[nodiscard]] Result<void> write(std::span<float const> samples);
    void rewind();
    /// Fills as much as there is; the count of samples read.
    [[nodiscard]] std::size_t read(std::span<float> samples);

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    explicit Spool(std::FILE* file) : file_(file) {}
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace troupe::music::impl
