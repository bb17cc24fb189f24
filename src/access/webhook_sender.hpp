#pragma once

#include <stop_token>

#include "access/event_log.hpp"
#include "access/webhook.hpp"
#include "base/random.hpp"
#include "base/unit_of_work.hpp"
#include "net/http_client.hpp"

namespace troupe::access {

/// Makes deliveries of events and sends them. Calls may come from several threads and processes at once: who takes a delivery
/// marks it first, in a unit of its own, so that nobody else does for two minutes; a sender that dies in between costs that time
/// and one attempt. A receiver may get a message twice, always with the same webhook-id.
///
/// The attempts: at once, then 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after the one before, each up to a tenth
/// later, or later still when the receiver says so (Retry-After, an hour at most). 2xx alone is success; no redirect is followed.
/// After the last the delivery has failed, and the webhook is disabled; after 410 at once. What waits for a disabled webhook
/// goes on when somebody enables it.
class WebhookSender {
public:
    struct Parts {
        WebhookStore& webhooks;
        EventLog& events;
        UnitOfWork& unit;       ///< of both stores
        net::HttpClient& http;
        Clock const& clock;
    };

    /// `seed` spreads the attempts, so that those that failed together do not come back together.
    WebhookSender(Parts parts, std::uint64_t seed, IdBits bits = system_id_bits) : parts_(parts), random_(seed), bits_(std::move(bits)) {}

    /// Makes a delivery of every new event for every enabled webhook that asked for its type: exactly one, a kill aside too. The
    /// progress of running jobs is for those who watch the log, and not sent. How many. Error: unavailable.
    [[nodiscard]] Result<int> collect();

    /// One attempt at each delivery that is due, the longest waiting first, at most `limit`. When one fails, those to the same
    /// webhook wait with it, their attempts not counted: a receiver that is away holds nobody up. How many were tried.
    /// Error: unavailable (the database).
    [[nodiscard]] Result<int> send_due(std::stop_token stop, int limit = 100);

    /// Makes it due now, with all its attempts, whatever became of it. Errors: not_found, conflict (its webhook is disabled).
    [[nodiscard]] Result<WebhookDelivery> replay(DeliveryId id);

private:
    struct Outcome {
        bool is_delivered = false;
        bool is_gone = false;     ///< 410
        bool is_stopped = false;  ///< we were told to stop: not the receiver's fault
        std::string text;      ///< "HTTP 500"
        Seconds wait{0};       ///< asked for by the receiver
    };

    [[nodiscard]] Result<int> collect_for(WebhookId id);
    [[nodiscard]] Result<void> deliver(Webhook const& webhook, Event const& event);
    /// Marks it as being sent; nothing when there is no attempt to make any more.
    [[nodiscard]] Result<std::optional<WebhookDelivery>> take(DeliveryId id);
    [[nodiscard]] Outcome send(Webhook const& webhook, WebhookDelivery const& delivery, std::stop_token const& stop);
    /// Until when those to the same webhook must wait with it; nothing: they need not.
    [[nodiscard]] Result<std::optional<TimePoint>> settle(WebhookDelivery const& sent, Outcome const& outcome);
    [[nodiscard]] Result<void> note_failure(WebhookDelivery delivery, Outcome const& outcome);
    [[nodiscard]] Result<void> postpone(DeliveryId id, TimePoint until);
    [[nodiscard]] Result<void> disable(WebhookId id, std::string reason);
    [[nodiscard]] TimePoint next_attempt(WebhookDelivery const& delivery, Seconds asked) const;

    Parts parts_;
    Random random_;
    IdBits bits_;
};

}  // namespace troupe::access
