#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct archive;

/// Zip files, member by member, through libarchive. Members are stored as they are: what a bundle holds is compressed
/// already, and nothing that comes out of it can be larger than the file.
namespace troupe::flow::bundle::impl {

struct FreeArchive {
    void operator()(archive* handle) const;
};

/// Names, order and bytes alone decide what is written: no times, no owners.
class ArchiveWriter {
public:
    /// Error: unavailable (cannot be written).
    [[nodiscard]] static Result<ArchiveWriter> create(std::filesystem::path const& file);

    /// Begins a member of exactly that size, which `write` then fills. Error: unavailable (full).
    [[nodiscard]] Result<void> begin(std::string const& name, std::uint64_t size_bytes);
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Writes the directory: before that it is no zip file. Error: unavailable.
    [[nodiscard]] Result<void> finish();

private:
    explicit ArchiveWriter(std::filesystem::path file);
    [[nodiscard]] tl::unexpected<Error> cannot() const;

    std::filesystem::path file_;
    std::unique_ptr<archive, FreeArchive> handle_;
};

class ArchiveReader {
public:
    /// Errors: not_found, invalid_input (a folder, no zip file), unavailable (cannot be read).
    [[nodiscard]] static Result<ArchiveReader> open(std::filesystem::path const& file);

    /// The name of the next member, or nothing after the last. Errors: invalid_input naming the member (a link or folder, a
    /// path that leaves the bundle, encrypted, damaged; the file ends too early).
    [[nodiscard]] Result<std::optional<std::string>> next();
    /// The next bytes of the member, 0 at its end. Error: invalid_input naming the member (damaged, cut off).
    [[nodiscard]] Result<std::size_t> read(std::span<char> block);

    [[nodiscard]] std::uint64_t file_bytes() const { return file_bytes_; }
    /// "FILE: member 'x' .."
    [[nodiscard]] tl::unexpected<Error> refuse(std::string_view what) const;

private:
    ArchiveReader(std::filesystem::path file, std::uint64_t file_bytes);
    [[nodiscard]] tl::unexpected<Error> damaged() const;

    std::filesystem::path file_;
    std::uint64_t file_bytes_ = 0;
    bool has_directory_ = false;  ///< what the file ends with when it is whole
    std::string member_;
    std::unique_ptr<archive, FreeArchive> handle_;
};

}  // namespace troupe::flow::bundle::impl
