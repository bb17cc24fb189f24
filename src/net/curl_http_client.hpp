#pragma once

#include <memory>

#include "net/http_client.hpp"

namespace troupe::net {

/// HTTP through libcurl. TLS certificates are verified against the system's authorities; proxies come from the
/// environment (http_proxy, https_proxy, all_proxy, no_proxy). Speaks HTTP/1.1: one request at a time on a connection,
/// so that it is known what has left. Keeps a few connections open for the next request to the same host.
class CurlHttpClient final : public HttpClient {
public:
    /// `allowed` are within the reach of internet_only, too.
    explicit CurlHttpClient(AllowedHosts allowed = {});
    ~CurlHttpClient() override;

    [[nodiscard]] HttpResult send(HttpRequest const& request, std::stop_token stop) override;

private:
    class Lines;
    std::unique_ptr<Lines> lines_;
    AllowedHosts allowed_;
};

}  // namespace troupe::net
