#pragma once

#include "distribution/delivery/delivery.hpp"

namespace troupe::distribution::builtin {

/// A folder of this machine, or one that is mounted here: for a person to carry on, and for tests. Links are not
/// followed: whoever shares the folder must not lead us out of it.
class FolderDelivery final : public Delivery {
public:
    explicit FolderDelivery(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<void> put(std::filesystem::path const& local, std::string const& remote, std::stop_token stop) override;
    Result<std::vector<RemoteFile>> list(std::string const& folder, std::stop_token stop) override;
    Result<std::optional<std::uint64_t>> size(std::string const& remote, std::stop_token stop) override;
    Result<void> fetch(std::string const& remote, std::filesystem::path const& local, std::uint64_t most_bytes,
                       std::stop_token stop) override;

private:
    /// Error: invalid_input (no such path; a link on the way).
    [[nodiscard]] Result<std::filesystem::path> path_of(std::string const& remote) const;

    std::filesystem::path folder_;
};

}  // namespace troupe::distribution::builtin
