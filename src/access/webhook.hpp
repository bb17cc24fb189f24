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
    std::string previous_secret;     ///< signs too while receivers change over; empty: none
    bool is_enabled = true;
    std::string disabled_because;    ///< 410, or too many days without success
    TimePoint created{};
    std::int64_t seen = 0;           ///< number of the last event that was looked at for it
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, url, types, secret, previous_secret, is_enabled, disabled_because, created, seen))

BOOST_DEFINE_ENUM_CLASS(DeliveryState, waiting, delivered, failed)

/// One message to one address, with all its attempts.
struct WebhookDelivery {
    DeliveryId id;  ///< the webhook-id header, the same for every attempt
    WebhookId webhook;
    std::string type;
    std::string body;  ///< exact bytes that are signed
    DeliveryState state = DeliveryState::waiting;
    int attempts = 0;  ///< begun
    TimePoint created{};
    std::optional<TimePoint> next_attempt;  ///< while it waits; during an attempt, when it counts as lost
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

/// Port. Every call takes part in the unit of work of its thread, and may fail with unavailable. Who changes something reads and
/// puts it in one unit.
class WebhookStore {
public:
    virtual ~WebhookStore() = default;
    virtual Result<void> put(Webhook const& webhook) = 0;  ///< new, or in the place of the one with that id
    virtual Result<Webhook> find(WebhookId id) = 0;        ///< Error: not_found
    virtual Result<std::vector<Webhook>> list() = 0;       ///< oldest first
    virtual Result<void> remove(WebhookId id) = 0;         ///< with its deliveries. Error: not_found
    /// Error: not_found (its webhook).
    virtual Result<void> put(WebhookDelivery const& delivery) = 0;
    virtual Result<WebhookDelivery> find(DeliveryId id) = 0;  ///< Error: not_found
    virtual Result<DeliveryPage> list(DeliveryQuery const& query) = 0;  ///< Error: invalid_input (limit)
    /// Waiting ones of enabled webhooks whose next attempt is due, the longest waiting first, those of one time in the order of
    /// their ids.
    virtual Result<std::vector<WebhookDelivery>> due(TimePoint now, int limit) = 0;
    /// Forgets the delivered and failed ones that were made before. How many.
    virtual Result<int> forget_before(TimePoint time) = 0;
};

/// What a person says of a webhook.
struct NewWebhook {
    std::string url;
    std::vector<std::string> types;
};
BOOST_DESCRIBE_STRUCT(NewWebhook, (), (url, types))

/// With an id and a secret of its own, to be put. `newest` is the log's newest event: it hears of those after.
/// Errors: invalid_input (url: http or https with a host and no password; types: of `event_types`, or "job.*").
[[nodiscard]] Result<Webhook> make_webhook(NewWebhook const& wanted, std::int64_t newest, TimePoint now, IdBits const& bits = system_id_bits);
[[nodiscard]] Result<void> validate(Webhook const& webhook);
/// With a new secret; the one until now goes on signing beside it until the next change.
[[nodiscard]] Webhook with_new_secret(Webhook webhook);

}  // namespace troupe::access
