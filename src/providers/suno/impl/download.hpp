#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/units.hpp"
#include "net/http_client.hpp"
#include "providers/suno/impl/doorbell.hpp"

namespace troupe::providers::suno::impl {

struct DownloadRequest {
    std::string url;
    std::filesystem::path file;
    bool allows_loopback = false;                  ///< http to this machine too; otherwise https alone
    std::uint64_t most_bytes = 160 * 1024 * 1024;  ///< ten minutes of WAV
    int most_tries = 4;
    Seconds backoff{0.5};
};

struct Downloaded {
    std::uint64_t bytes = 0;
    std::string sha256;
};

/// Fetches a sound file. Without any key: it is another server's. What breaks off goes on where it was, when the server
/// lets it; up to three redirections are followed. Nothing remains on an error. Errors: unavailable (not reached, gone,
/// too large, no sound but a page, disk), cancelled. Messages name the host alone: the rest of a link may be a key to
/// the file.
[[nodiscard]] Result<Downloaded> download(DownloadRequest const& request, net::HttpClient& http, Doorbell& bell,
                                          std::stop_token const& stop);

}  // namespace troupe::providers::suno::impl
