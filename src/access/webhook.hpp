#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

/// Telling other programs what happened, as Standard Webhooks says (standardwebhooks.com, specification 1.0).
namespace troupe::access {

using WebhookId = Id<struct WebhookTag>;
using DeliveryId = Id<struct WebhookDeliveryTag>;

struct Webhook {
    WebhookId id;
    std::string url;                 ///< http or https
    std::vector<std::string> types;  ///< of events; "content.*" for all of content; empty: all
    std::string secret;              ///< "whsec_" and base64; shown once, to whom makes it
    bool is_enabled = true;
    std::string disabled_because;    ///< 410, or too many days without success
    TimePoint created{};
    std::int64_t seen = 0;           ///< number of the last event that was looked at for it
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, url, types, secret, is_enabled, disabled_because, created, seen))

BOOST_DEFINE_ENUM_CLASS(DeliveryState, waiting, delivered, failed)

/// One message to one address, with all its attempts.
struct WebhookDelivery {
    DeliveryId id;  ///< the webhook-id header, the same for every attempt
    WebhookId webhook;
    std::string type;
    std::string body;  ///< exact bytes that are signed
    DeliveryState state = DeliveryState::waiting;
    int attempts = 0;
    TimePoint created{};
    std::optional<TimePoint> next_attempt;
    std::optional<TimePoint> delivered;
    std::string last_result;  ///< "HTTP 500", "timed out"
};
BOOST_DESCRIBE_STRUCT(WebhookDelivery, (), (id, webhook, type, body, state, attempts, created, next_attempt, delivered, last_result))

struct DeliveryQuery {
    std::optional<WebhookId> webhook;
    std::optional<DeliveryState> state;
    std::optional<DeliveryId> after;
    int limit = 50;  ///< 1 to 500, newest first
};
struct DeliveryPage {
    std::vector<WebhookDelivery> deliveries;
    std::optional<DeliveryId> next;
};

/// Port. Every call may fail with unavailable.
class WebhookStore {
public:
    virtual ~WebhookStore() = default;
    virtual Result<void> put(Webhook const& webhook) = 0;  ///< new, or in the place of the one with that id
    virtual Result<Webhook> find(WebhookId id) = 0;        ///< Error: not_found
    virtual Result<std::vector<Webhook>> list() = 0;       ///< oldest first
    virtual Result<void> remove(WebhookId id) = 0;         ///< with its deliveries. Error: not_found
    virtual Result<void> put(WebhookDelivery const& delivery) = 0;
    virtual Result<WebhookDelivery> find(DeliveryId id) = 0;  ///< Error: not_found
    virtual Result<DeliveryPage> list(DeliveryQuery const& query) = 0;
    /// Those whose next attempt is due, the longest waiting first.
    virtual Result<std::vector<WebhookDelivery>> due(TimePoint now, int limit) = 0;
};

}  // namespace troupe::access
