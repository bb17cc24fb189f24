#pragma once

#include <memory>
#include <optional>

#include "base/configuration.hpp"
#include "base/units.hpp"
#include "distribution/delivery/delivery.hpp"

/// Delivery over SFTP, by libcurl.
namespace troupe::providers::sftp {

struct Settings {
    std::string host;
    int port = 22;
    std::string user;
    std::string folder;                 ///< absolute, "/in"; "/~" is the user's own
    std::filesystem::path known_hosts;  ///< with the host's key, in the form of OpenSSH; nobody else is spoken to
    std::filesystem::path key_file;     ///< private key; empty: the password alone
    std::string key_passphrase;         ///< empty: none
    std::string password;               ///< empty: the key alone
    Seconds connect{15};
    Seconds idle{60};  ///< without a byte
};

/// From "sftp://user@host:22/in" and the environment: TROUPE_SFTP_KNOWN_HOSTS (by default ~/.ssh/known_hosts),
/// TROUPE_SFTP_KEY_FILE, TROUPE_SFTP_KEY_PASSPHRASE, TROUPE_SFTP_PASSWORD, each also with _ and the store's id in
/// capitals behind it, for that store alone. Error: invalid_input naming what is missing or wrong.
[[nodiscard]] Result<Settings> read_settings(std::string const& address, std::string const& store,
                                             Configuration const& configuration);

/// A file is sent under a hidden name and renamed when it is whole. Where a file of the name is there, it is removed
/// just before: version 3 of the protocol cannot rename onto another file.
class SftpDelivery final : public distribution::Delivery {
public:
    explicit SftpDelivery(Settings settings);
    ~SftpDelivery() override;

    Result<void> put(std::filesystem::path const& local, std::string const& remote, std::stop_token stop) override;
    Result<std::vector<distribution::RemoteFile>> list(std::string const& folder, std::stop_token stop) override;
    Result<std::optional<std::uint64_t>> size(std::string const& remote, std::stop_token stop) override;
    Result<void> fetch(std::string const& remote, std::filesystem::path const& local, std::uint64_t most_bytes,
                       std::stop_token stop) override;

private:
    class Line;
    Result<void> list_into(std::string const& folder, int depth, std::vector<distribution::RemoteFile>& files,
                           std::stop_token const& stop);

    std::unique_ptr<Line> line_;
};

}  // namespace troupe::providers::sftp
