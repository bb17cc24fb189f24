#pragma once

#include <memory>
#include <string>

#include "base/time.hpp"
#include "net/http_client.hpp"
#include "providers/impl/doorbell.hpp"
#include "providers/impl/order_desk.hpp"
#include "providers/suno/impl/answers.hpp"
#include "providers/suno/settings.hpp"

namespace troupe::providers::suno::impl {

using providers::impl::Doorbell;
using providers::impl::Sent;

/// One service over HTTP. The key goes in its header alone, and into no message.
class Service {
public:
    Service(Settings const& settings, net::HttpClient& http, Clock const& clock, Doorbell& bell)
        : settings_(settings), http_(http), clock_(clock), bell_(bell) {}

    /// Sends an order: up to three times while it surely was not taken, once otherwise.
    [[nodiscard]] Sent submit(std::string const& path, json::Value const& body, std::stop_token const& stop);
    /// Looks once. Error: cancelled.
    [[nodiscard]] Result<Polled> poll(std::string const& task, std::stop_token const& stop);

    /// What a verdict means and what to do about it, with what the service said.
    [[nodiscard]] std::string words(Verdict verdict, std::string const& said) const;

private:
    [[nodiscard]] net::HttpRequest request(std::string method, std::string const& path) const;

    Settings const& settings_;
    net::HttpClient& http_;
    Clock const& clock_;
    Doorbell& bell_;
};

}  // namespace troupe::providers::suno::impl
