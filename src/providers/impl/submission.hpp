#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "net/http_client.hpp"
#include "providers/impl/doorbell.hpp"
#include "providers/impl/order_desk.hpp"
#include "providers/impl/verdict.hpp"

/// Sending an order to a service that takes money for it.
namespace troupe::providers::impl {

/// What the answer to an order says.
struct Submitted {
    Verdict verdict = Verdict::unclear;
    std::string task;                 ///< with ok
    std::string message;              ///< in the service's words, to be cleaned before anybody sees it; may be empty
    std::optional<Price> price = {};  ///< with ok: what it cost, where the service says
};

/// What a status means where the service says no more.
[[nodiscard]] Verdict verdict_of_status(int status);

/// How one service's order is sent, read and told.
struct Submission {
    net::HttpRequest request;
    int most_tries = 3;
    Seconds backoff{0.5};  ///< before the second try; doubles
    std::function<Submitted(net::HttpResponse const&)> read;
    std::function<std::string(Verdict, std::string const&)> words;  ///< what a verdict means, with what the service said
};

/// Sends an order: up to `most_tries` times while it surely was not taken, once otherwise. Waits between two tries as
/// long as the service asks, and does not try again where that is more than half a minute. What went wrong is in what it
/// gives back.
[[nodiscard]] Sent submit(Submission const& submission, net::HttpClient& http, Clock const& clock, Doorbell& bell,
                          std::stop_token const& stop);

}  // namespace troupe::providers::impl
