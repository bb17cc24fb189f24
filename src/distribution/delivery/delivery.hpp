#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "distribution/stores.hpp"

/// The way to a store: a place that takes files.
namespace troupe::distribution {

struct RemoteFile {
    std::string path;  ///< relative to the place: "20261122083000000/salt/salt.xml"
    std::uint64_t size_bytes = 0;
    bool operator==(RemoteFile const&) const = default;
};

/// Port: a folder at a store. Adapters: distribution/delivery/builtin (a folder of this machine), providers/sftp,
/// providers/s3. Paths are relative, with "/" between names that are neither "." nor ".."; anything else is
/// invalid_input. Calls block; they look at `stop` at least once a second. One at a time.
///
/// Errors of all: unavailable (not reached, broken off, full, silent for too long: try again), forbidden (the store
/// does not let us in, or is not who it was: a person must look), cancelled. Messages name the store's place, no
/// secret.
class Delivery {
public:
    virtual ~Delivery() = default;

    /// Puts a file there under its name, whole or not at all; a file of that name is replaced. Errors: not_found (the
    /// local file).
    virtual Result<void> put(std::filesystem::path const& local, std::string const& remote, std::stop_token stop) = 0;
    /// All files under a folder, in subfolders too, sorted; what is still being put is not among them. A folder that
    /// does not exist is empty. Error: bad_response (more than `most_listed`).
    virtual Result<std::vector<RemoteFile>> list(std::string const& folder, std::stop_token stop) = 0;
    /// Nothing: there is no such file.
    virtual Result<std::optional<std::uint64_t>> size(std::string const& remote, std::stop_token stop) = 0;
    /// Copies a file from there into `local`, whole or not at all. Errors: not_found; bad_response (larger than
    /// `most_bytes`).
    virtual Result<void> fetch(std::string const& remote, std::filesystem::path const& local, std::uint64_t most_bytes,
                               std::stop_token stop) = 0;
};

inline constexpr std::size_t most_listed = 10'000;

/// Finds the way to a store by its address. Implemented where the adapters are known.
class DeliveryRoutes {
public:
    virtual ~DeliveryRoutes() = default;
    /// Errors: invalid_input (no address, one of an unknown kind, a secret that is not set: names what to set).
    virtual Result<std::unique_ptr<Delivery>> open(Store const& store) = 0;
};

/// Error: invalid_input when it is no path as `Delivery` takes them. An empty one is a place's own folder.
[[nodiscard]] Result<void> check_remote_path(std::string_view path);

}  // namespace troupe::distribution
