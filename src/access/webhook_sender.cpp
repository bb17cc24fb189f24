#include "access/webhook_sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "access/webhook_signing.hpp"
#include "base/text.hpp"
#include "net/retry_after.hpp"

namespace troupe::access {
namespace {

using namespace std::chrono_literals;

/// From the attempt before, the first one from the making.
constexpr std::array<std::chrono::seconds, 10> schedule = {0s, 5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
constexpr double most_jitter = 0.1;  ///< of the wait
/// Longer than an attempt may take.
constexpr std::chrono::minutes longest_attempt{2};
constexpr net::Timeouts timeouts{.connect = Seconds(10), .total = Seconds(20)};
constexpr std::uint64_t most_answer_bytes = 1 << 20;
constexpr std::size_t most_body_bytes = 20'000;
constexpr int most_events = 500;

bool wants(Webhook const& webhook, std::string_view type) {
    return webhook.types.empty() || std::any_of(webhook.types.begin(), webhook.types.end(), [&](std::string_view wanted) {
        return wanted == type || (wanted.ends_with('*') && type.starts_with(wanted.substr(0, wanted.size() - 1)));
    });
}

/// Something a job says while it runs, many times a minute.
bool is_progress(Event const& event) {
    auto const* data = event.data.if_object();
    if (event.type != "job.changed" || data == nullptr || !data->contains("state") || !data->contains("progress")) return false;
    return data->at("state") == "running" && data->at("progress") != 0.0;
}

json::Object with_ids(json::Object data, Event const& event) {
    data["artist"] = event.artist;
    data["subject"] = event.subject;
    return data;
}

/// Thin: what it concerns, and the little that the event says of it.
std::string body_of(Event const& event) {
    auto const print = [&](json::Object data) {
        return json::print(json::Value(json::Object{{"type", event.type}, {"timestamp", format_time(event.at)}, {"data", std::move(data)}}));
    };
    auto const* data = event.data.if_object();
    auto body = print(with_ids(data == nullptr ? json::Object() : *data, event));
    return body.size() < most_body_bytes ? body : print(with_ids({}, event));
}

std::vector<std::string> secrets_of(Webhook const& webhook) {
    if (webhook.previous_secret.empty()) return {webhook.secret};
    return {webhook.secret, webhook.previous_secret};
}

Result<net::HttpRequest> request_of(Webhook const& webhook, WebhookDelivery const& delivery, TimePoint now) {
    auto const id = to_string(delivery.id);
    auto const signatures = TRY(sign({.id = id, .at = now, .body = delivery.body}, secrets_of(webhook)));
    auto const seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    return net::HttpRequest{.method = "POST",
                            .url = webhook.url,
                            .headers = {{"Content-Type", "application/json"},
                                        {"webhook-id", id},
                                        {"webhook-timestamp", std::to_string(seconds)},
                                        {"webhook-signature", signatures}},
                            .body = delivery.body,
                            .timeouts = timeouts,
                            .most_bytes = most_answer_bytes,
                            .reach = net::Reach::internet_only};
}

/// Nothing when somebody removed it meanwhile.
template <class T>
Result<std::optional<T>> if_there(Result<T> found) {
    if (found) return std::optional(*std::move(found));
    if (found.error().code == ErrorCode::not_found) return std::optional<T>{};
    return tl::unexpected(found.error());
}

}  // namespace

Result<int> WebhookSender::collect() {
    int count = 0;
    auto const newest = TRY(parts_.events.newest());
    for (auto const& webhook : TRY(parts_.webhooks.list()))
        if (webhook.is_enabled && webhook.seen < newest) count += TRY(collect_for(webhook.id));
    return count;
}

Result<int> WebhookSender::collect_for(WebhookId id) {
    int count = 0;
    for (bool has_more = true; has_more;) {
        int taken = 0;
        TRY(parts_.unit.run([&]() -> Result<void> {
            has_more = false;
            taken = 0;
            auto webhook = TRY(if_there(parts_.webhooks.find(id)));
            if (!webhook || !webhook->is_enabled) return {};
            auto const events = TRY(parts_.events.after(webhook->seen, most_events));
            for (auto const& event : events) {
                webhook->seen = event.number;
                if (!wants(*webhook, event.type) || is_progress(event)) continue;
                TRY(deliver(*webhook, event));
                ++taken;
            }
            has_more = events.size() == most_events;
            return events.empty() ? Result<void>() : parts_.webhooks.put(*webhook);
        }));
        count += taken;
    }
    return count;
}

Result<void> WebhookSender::deliver(Webhook const& webhook, Event const& event) {
    auto const now = parts_.clock.now();
    return parts_.webhooks.put(WebhookDelivery{.id = make_id<WebhookDeliveryTag>(now, bits_), .webhook = webhook.id, .type = event.type,
                                               .body = body_of(event), .created = now, .next_attempt = now + schedule[0]});
}

Result<int> WebhookSender::send_due(std::stop_token stop, int limit) {
    int count = 0;
    std::map<WebhookId, TimePoint> away;  // and when to try again
    for (auto const& due : TRY(parts_.webhooks.due(parts_.clock.now(), limit))) {
        if (stop.stop_requested()) break;
        if (auto const found = away.find(due.webhook); found != away.end()) {
            TRY(postpone(due.id, found->second));
            continue;
        }
        auto const webhook = TRY(if_there(parts_.webhooks.find(due.webhook)));
        if (!webhook) continue;
        auto const taken = TRY(take(due.id));
        if (!taken) continue;
        ++count;
        auto const outcome = send(*webhook, *taken, stop);
        if (auto const until = TRY(settle(*taken, outcome))) away[due.webhook] = *until;
    }
    return count;
}

Result<std::optional<WebhookDelivery>> WebhookSender::take(DeliveryId id) {
    std::optional<WebhookDelivery> taken;
    TRY(parts_.unit.run([&]() -> Result<void> {
        taken.reset();
        auto delivery = TRY(if_there(parts_.webhooks.find(id)));
        if (!delivery) return {};
        auto const now = parts_.clock.now();
        auto const is_due = delivery->state == DeliveryState::waiting && delivery->next_attempt && *delivery->next_attempt <= now;
        if (!is_due || !TRY(parts_.webhooks.find(delivery->webhook)).is_enabled) return {};
        if (delivery->attempts >= static_cast<int>(schedule.size()))
            return note_failure(*delivery, {.text = "the sender was killed during the last attempt"});
        ++delivery->attempts;
        delivery->next_attempt = now + longest_attempt;
        TRY(parts_.webhooks.put(*delivery));
        taken = *delivery;
        return {};
    }));
    return taken;
}

WebhookSender::Outcome WebhookSender::send(Webhook const& webhook, WebhookDelivery const& delivery, std::stop_token const& stop) {
    auto const now = parts_.clock.now();
    auto const request = request_of(webhook, delivery, now);
    if (!request) return {.text = request.error().message};
    auto const answer = parts_.http.send(*request, stop);
    if (!answer && answer.error().code == ErrorCode::cancelled) return {.is_stopped = true};
    if (!answer) return {.text = text::excerpt(answer.error().message, 200)};
    return {.is_delivered = answer->is_success(), .is_gone = answer->status == 410, .text = fmt::format("HTTP {}", answer->status),
            .wait = net::retry_after(*answer, parts_.clock.now()).value_or(Seconds(0))};
}

Result<std::optional<TimePoint>> WebhookSender::settle(WebhookDelivery const& sent, Outcome const& outcome) {
    std::optional<TimePoint> away;
    TRY(parts_.unit.run([&]() -> Result<void> {
        away.reset();
        auto delivery = TRY(if_there(parts_.webhooks.find(sent.id)));
        // Removed, replayed, or taken by another because this attempt took too long: that one has the say.
        if (!delivery || delivery->state != DeliveryState::waiting || delivery->attempts != sent.attempts) return {};
        if (!outcome.is_delivered) {
            away = next_attempt(*delivery, outcome.wait);
            return note_failure(*delivery, outcome);
        }
        delivery->state = DeliveryState::delivered;
        delivery->delivered = parts_.clock.now();
        delivery->next_attempt.reset();
        delivery->last_result = outcome.text;
        return parts_.webhooks.put(*delivery);
    }));
    return away;
}

Result<void> WebhookSender::note_failure(WebhookDelivery delivery, Outcome const& outcome) {
    auto const is_last = delivery.attempts >= static_cast<int>(schedule.size());
    if (outcome.is_stopped) {
        --delivery.attempts;
        delivery.next_attempt = parts_.clock.now();
        return parts_.webhooks.put(delivery);
    }
    delivery.last_result = outcome.text;
    if (!outcome.is_gone && !is_last) {
        delivery.next_attempt = next_attempt(delivery, outcome.wait);
        return parts_.webhooks.put(delivery);
    }
    delivery.state = DeliveryState::failed;
    delivery.next_attempt.reset();
    TRY(parts_.webhooks.put(delivery));
    auto const tries = fmt::format("{} attempts in a row failed, the last with: {}", schedule.size(), outcome.text);
    return disable(delivery.webhook, outcome.is_gone ? "it answered 410: it wants no more messages" : tries);
}

Result<void> WebhookSender::postpone(DeliveryId id, TimePoint until) {
    return parts_.unit.run([&]() -> Result<void> {
        auto delivery = TRY(if_there(parts_.webhooks.find(id)));
        if (!delivery || delivery->state != DeliveryState::waiting || delivery->next_attempt > until) return {};
        delivery->next_attempt = until;
        return parts_.webhooks.put(*delivery);
    });
}

Result<void> WebhookSender::disable(WebhookId id, std::string reason) {
    auto webhook = TRY(parts_.webhooks.find(id));
    webhook.is_enabled = false;
    webhook.disabled_because = std::move(reason);
    return parts_.webhooks.put(webhook);
}

TimePoint WebhookSender::next_attempt(WebhookDelivery const& delivery, Seconds asked) const {
    auto const index = std::min(static_cast<std::size_t>(delivery.attempts), schedule.size() - 1);
    auto random = random_.stream(to_string(delivery.id), index);
    auto const planned = Seconds(schedule[index]) * (1 + random.uniform(0, most_jitter));
    return parts_.clock.now() + std::chrono::ceil<std::chrono::milliseconds>(std::max(planned, asked));
}

Result<WebhookDelivery> WebhookSender::replay(DeliveryId id) {
    WebhookDelivery delivery;
    TRY(parts_.unit.run([&]() -> Result<void> {
        delivery = TRY(parts_.webhooks.find(id));
        if (!TRY(parts_.webhooks.find(delivery.webhook)).is_enabled)
            return fail(ErrorCode::conflict, fmt::format("webhook {} is disabled: enable it first", to_string(delivery.webhook)));
        delivery.state = DeliveryState::waiting;
        delivery.attempts = 0;
        delivery.next_attempt = parts_.clock.now();
        delivery.delivered.reset();
        return parts_.webhooks.put(delivery);
    }));
    return delivery;
}

}  // namespace troupe::access
