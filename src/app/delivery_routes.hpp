#pragma once

#include "base/configuration.hpp"
#include "base/time.hpp"
#include "distribution/delivery/delivery.hpp"
#include "net/http_client.hpp"

namespace troupe::app {

/// The adapter for a store's address: folder:/path, sftp://user@host/folder, s3://bucket/prefix. Secrets come from the
/// configuration when a way is opened.
class Routes final : public distribution::DeliveryRoutes {
public:
    Routes(Configuration const& configuration, net::HttpClient& http, Clock const& clock)
        : configuration_(configuration), http_(http), clock_(clock) {}

    Result<std::unique_ptr<distribution::Delivery>> open(distribution::Store const& store) override;

private:
    Configuration const& configuration_;
    net::HttpClient& http_;
    Clock const& clock_;
};

}  // namespace troupe::app
