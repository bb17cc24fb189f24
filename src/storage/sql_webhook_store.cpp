#include "storage/sql_webhook_store.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/page.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using access::DeliveryId;
using access::Webhook;
using access::WebhookDelivery;
using access::WebhookId;
using impl::change;
using impl::select;

tl::unexpected<Error> no_webhook(WebhookId id) {
    return fail(ErrorCode::not_found, fmt::format("webhook {} does not exist (troupe webhooks list shows those that do)", to_string(id)));
}

Result<Webhook> read_webhook(impl::Row const& row) { return impl::read_document<Webhook>(row.text(0), "a webhook"); }
Result<WebhookDelivery> read_delivery(impl::Row const& row) { return impl::read_document<WebhookDelivery>(row.text(0), "a webhook's delivery"); }

}  // namespace

Result<void> SqlWebhookStore::put(Webhook const& webhook) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        change(sql,
               "INSERT INTO webhooks (id, is_enabled, document) VALUES (:a, :b, :c)"
               " ON CONFLICT (id) DO UPDATE SET is_enabled = excluded.is_enabled, document = excluded.document",
               {to_string(webhook.id), std::int64_t{webhook.is_enabled}, json::print(webhook)});
        return {};
    });
}

Result<Webhook> SqlWebhookStore::find(WebhookId id) {
    return database_.read([&](impl::Session& sql) -> Result<Webhook> {
        auto const rows = select(sql, "SELECT document FROM webhooks WHERE id = :a", 1, {to_string(id)});
        if (rows.empty()) return no_webhook(id);
        return read_webhook(rows[0]);
    });
}

Result<std::vector<Webhook>> SqlWebhookStore::list() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<Webhook>> {
        std::vector<Webhook> webhooks;
        for (auto const& row : select(sql, "SELECT document FROM webhooks ORDER BY id", 1)) webhooks.push_back(TRY(read_webhook(row)));
        return webhooks;
    });
}

Result<void> SqlWebhookStore::remove(WebhookId id) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (change(sql, "DELETE FROM webhooks WHERE id = :a", {to_string(id)}) == 0) return no_webhook(id);
        return {};
    });
}

Result<void> SqlWebhookStore::put(WebhookDelivery const& delivery) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const webhook = to_string(delivery.webhook);
        if (select(sql, "SELECT 1 FROM webhooks WHERE id = :a", 1, {webhook}).empty()) return no_webhook(delivery.webhook);
        change(sql,
               "INSERT INTO webhook_deliveries (id, webhook, state, next_attempt, created, document) VALUES (:a, :b, :c, :d, :e, :f)"
               " ON CONFLICT (id) DO UPDATE SET webhook = excluded.webhook, state = excluded.state, next_attempt = excluded.next_attempt,"
               " created = excluded.created, document = excluded.document",
               {to_string(delivery.id), webhook, json::enum_name(delivery.state), impl::time_or_null(delivery.next_attempt),
                impl::milliseconds_of(delivery.created), json::print(delivery)});
        return {};
    });
}

Result<WebhookDelivery> SqlWebhookStore::find(DeliveryId id) {
    return database_.read([&](impl::Session& sql) -> Result<WebhookDelivery> {
        auto const rows = select(sql, "SELECT document FROM webhook_deliveries WHERE id = :a", 1, {to_string(id)});
        if (rows.empty()) return fail(ErrorCode::not_found, fmt::format("webhook delivery {} does not exist", to_string(id)));
        return read_delivery(rows[0]);
    });
}

Result<access::DeliveryPage> SqlWebhookStore::list(access::DeliveryQuery const& query) {
    impl::PageQuery page("SELECT document FROM webhook_deliveries", "id");
    if (query.webhook) page.where("webhook", to_string(*query.webhook));
    if (query.state) page.where("state", json::enum_name(*query.state));
    if (query.after) page.below(to_string(*query.after));
    auto const rows = TRY(page.run(database_, query.limit));
    access::DeliveryPage found;
    for (auto const& row : rows.rows) found.deliveries.push_back(TRY(read_delivery(row)));
    if (rows.has_more) found.next = found.deliveries.back().id;
    return found;
}

Result<std::vector<WebhookDelivery>> SqlWebhookStore::due(TimePoint now, int limit) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<WebhookDelivery>> {
        std::vector<WebhookDelivery> found;
        for (auto const& row : select(sql,
                                      "SELECT d.document FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook WHERE d.state = 'waiting'"
                                      " AND d.next_attempt <= :a AND w.is_enabled = 1 ORDER BY d.next_attempt, d.id LIMIT :b",
                                      1, {impl::milliseconds_of(now), std::int64_t{limit}}))
            found.push_back(TRY(read_delivery(row)));
        return found;
    });
}

Result<int> SqlWebhookStore::forget_before(TimePoint time) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        return static_cast<int>(change(sql, "DELETE FROM webhook_deliveries WHERE state <> 'waiting' AND created < :a",
                                       {impl::milliseconds_of(time)}));
    });
}

}  // namespace troupe::storage
