#pragma once

#include <string>

#include "base/json.hpp"
#include "base/time.hpp"
#include "net/http_client.hpp"
#include "providers/impl/doorbell.hpp"
#include "providers/leonardo/impl/answers.hpp"
#include "providers/leonardo/settings.hpp"

namespace troupe::providers::leonardo::impl {

/// Leonardo over HTTP. The key goes in its header alone, and into no message.
class Service {
public:
    Service(Settings const& settings, net::HttpClient& http, Clock const& clock, providers::impl::Doorbell& bell)
        : settings_(settings), http_(http), clock_(clock), bell_(bell) {}

    /// Sends an order: up to four times while it surely was not taken, once otherwise.
    [[nodiscard]] providers::impl::Sent submit(std::string const& path, json::Value const& body, std::stop_token const& stop);
    /// Looks once. Error: cancelled.
    [[nodiscard]] Result<Generation> look(std::string const& generation, std::stop_token const& stop);
    /// What a verdict means and what to do about it, with what the service said.
    [[nodiscard]] std::string words(Verdict verdict, std::string const& said) const;

private:
    [[nodiscard]] net::HttpRequest request(std::string method, std::string const& path, Seconds total) const;

    Settings const& settings_;
    net::HttpClient& http_;
    Clock const& clock_;
    providers::impl::Doorbell& bell_;
};

}  // namespace troupe::providers::leonardo::impl
