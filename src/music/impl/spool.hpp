#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/result.hpp"

namespace troupe::music::impl {

/// Interleaved stereo floats on disk, without a name: gone when the program ends, however it ends. It keeps the memory of
/// a ten-minute song bounded. Written once from start to end; then any number of threads may read.
class Spool {
public:
    /// Errors: unavailable (folder not writable).
    [[nodiscard]] static Result<Spool> create(std::filesystem::path const& folder);
    /// Appends. Errors: unavailable (disk full).
    [[nodiscard]] Result<void> write(std::span<float const> samples);
    /// Fills as much as there is from the sample with that number on; the count of samples read.
    [[nodiscard]] std::size_t read(std::size_t first, std::span<float> samples) const;
    [[nodiscard]] std::size_t size() const { return size_; }  ///< samples

private:
    struct Close {
        void operator()(int const* handle) const;
    };
    explicit Spool(int handle) : handle_(new int(handle)) {}
    std::unique_ptr<int, Close> handle_;
    std::size_t size_ = 0;
};

}  // namespace troupe::music::impl
