#pragma once

#include <functional>
#include <string>

#include "net/http_server.hpp"

namespace troupe::api {

/// What a worker answers, who has no calls: GET /metrics and /healthz, to anybody.
class MetricsPage final : public net::RequestHandler {
public:
    explicit MetricsPage(std::function<std::string()> metrics) : metrics_(std::move(metrics)) {}

    net::BodyPlan plan(net::ServerRequest& head) override;
    net::ServerAnswer answer(net::ServerRequest const& request) override;
    net::ServerAnswer refuse(int status, std::string const& why) override;

private:
    std::function<std::string()> metrics_;
};

/// The answer to GET /metrics.
[[nodiscard]] net::ServerAnswer metrics_answer(std::string text);

}  // namespace troupe::api
