#pragma once

#include "access/webhook.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlWebhookStore : public access::WebhookStore {
public:
    explicit SqlWebhookStore(Database& database) : database_(database.connections()) {}

    Result<void> put(access::Webhook const& webhook) override;
    Result<access::Webhook> find(access::WebhookId id) override;
    Result<std::vector<access::Webhook>> list() override;
    Result<void> remove(access::WebhookId id) override;
    Result<void> put(access::WebhookDelivery const& delivery) override;
    Result<access::WebhookDelivery> find(access::DeliveryId id) override;
    Result<access::DeliveryPage> list(access::DeliveryQuery const& query) override;
    Result<std::vector<access::WebhookDelivery>> due(TimePoint now, int limit) override;
    Result<int> forget_before(TimePoint time) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
