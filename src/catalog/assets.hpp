#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe::catalog {

/// The name of an asset is its content: same bytes, same asset.
struct AssetRef {
    std::string sha256;  ///< 64 lower-case hex digits
    std::uint64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(AssetRef, (), (sha256, size_bytes))

/// Port: keeps files by their SHA-256, for good. Adapter: storage (a folder). What `put` has acknowledged survives a
/// crash; a file never appears half written. Calls may be made from any thread. No part of a unit of work: put first,
/// then write who uses it; an asset that nobody uses does no harm.
class Assets {
public:
    virtual ~Assets() = default;

    /// Takes a copy of the file. Errors: not_found, unavailable (cannot be read; full).
    virtual Result<AssetRef> put_file(std::filesystem::path const& file) = 0;
    virtual Result<AssetRef> put_bytes(std::string_view bytes) = 0;
    /// A local file to read, never to write; valid until `remove`. Errors: not_found, invalid_input (no hash).
    virtual Result<std::filesystem::path> path_of(std::string const& sha256) = 0;
    virtual Result<bool> has(std::string const& sha256) = 0;
    /// Reads it whole and compares. Errors: not_found, conflict (the bytes are not those that were put).
    virtual Result<void> verify(std::string const& sha256) = 0;
    /// Error: not_found.
    virtual Result<void> remove(std::string const& sha256) = 0;
};

/// Error: invalid_input when it is not 64 lower-case hex digits.
[[nodiscard]] Result<void> check_sha256(std::string_view sha256);

}  // namespace troupe::catalog
