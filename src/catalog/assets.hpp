#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
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

/// An asset as somebody outside is to have it.
struct AssetLink {
    std::string sha256;
    std::string media_type;   ///< that it is to be given out as
    std::string disposition;  ///< Content-Disposition to give it out with; empty: none
    std::chrono::seconds lifetime{600};
};

/// Port: keeps files by their SHA-256, for good. Adapters: storage (a folder; a bucket). What `put` has acknowledged survives a
/// crash; a file never appears half written. Calls may be made from any thread. No part of a unit of work: put first,
/// then write who uses it; an asset that nobody uses does no harm.
class Assets {
public:
    virtual ~Assets() = default;

    /// Takes a copy of the file. Errors: not_found, unavailable (cannot be read; full).
    virtual Result<AssetRef> put_file(std::filesystem::path const& file) = 0;
    virtual Result<AssetRef> put_bytes(std::string_view bytes) = 0;
    /// A local file to read, never to write; valid until `remove`, but where it is a copy of what lives elsewhere for an hour at least:
    /// open it, or link it, and do not keep the path. Errors: not_found, invalid_input (no hash).
    virtual Result<std::filesystem::path> path_of(std::string const& sha256) = 0;
    virtual Result<bool> has(std::string const& sha256) = 0;
    /// Reads it whole and compares. Errors: not_found, conflict (the bytes are not those that were put).
    virtual Result<void> verify(std::string const& sha256) = 0;
    /// Error: not_found.
    virtual Result<void> remove(std::string const& sha256) = 0;

    /// An address that gives the asset to whoever has it, for that time, without a word to us; nothing: there is none, read `path_of`.
    /// Does not ask whether the asset is there. Error: invalid_input (no hash).
    virtual Result<std::optional<std::string>> link_to(AssetLink const& wishes) = 0;
    /// Looks whether the place can be reached, and says for people where it is: "bucket label-assets at https://..". Errors: forbidden,
    /// invalid_input (a setting), unavailable.
    virtual Result<std::string> look() = 0;
};

/// Error: invalid_input when it is not 64 lower-case hex digits.
[[nodiscard]] Result<void> check_sha256(std::string_view sha256);

}  // namespace troupe::catalog
