#pragma once

#include <algorithm>
#include <map>
#include <tuple>

#include "access/answer_book.hpp"
#include "access/audit.hpp"
#include "access/event_log.hpp"
#include "access/key.hpp"
#include "access/webhook.hpp"

/// Whole stores, for tests of one thread.
namespace troupe::access::testing {

class MemoryKeyStore final : public KeyStore {
public:
    Result<void> insert(ApiKey const& key, std::string const& hash) override {
        if (ids_.contains(hash) || keys_.contains(key.id)) return fail(ErrorCode::conflict, "the key exists already");
        ids_[hash] = key.id;
        keys_[key.id] = key;
        return {};
    }
    Result<ApiKey> find_by_hash(std::string const& hash) override {
        auto const found = ids_.find(hash);
        if (found == ids_.end()) return fail(ErrorCode::not_found, "no key has this hash");
        return keys_.at(found->second);
    }
    Result<ApiKey> find(KeyId id) override { return *TRY(entry(id)); }
    Result<std::vector<ApiKey>> list() override {
        std::vector<ApiKey> all;
        for (auto const& [id, key] : keys_) all.push_back(key);
        return all;
    }
    Result<ApiKey> revoke(KeyId id, TimePoint at) override {
        auto* const key = TRY(entry(id));
        if (!key->revoked) key->revoked = at;
        return *key;
    }
    Result<void> used(KeyId id, TimePoint at) override {
        auto* const key = TRY(entry(id));
        key->last_used = std::max(key->last_used.value_or(at), at);
        ++uses_;
        return {};
    }
    [[nodiscard]] int uses() const { return uses_; }  ///< calls of `used`

private:
    Result<ApiKey*> entry(KeyId id) {
        auto const found = keys_.find(id);
        if (found == keys_.end()) return fail(ErrorCode::not_found, "key " + to_string(id) + " does not exist");
        return &found->second;
    }
    std::map<std::string, KeyId> ids_;
    std::map<KeyId, ApiKey> keys_;
    int uses_ = 0;
};

class MemoryAuditLog final : public AuditLog {
public:
    Result<void> append(AuditEntry const& entry) override {
        if (!entries_.emplace(entry.id, entry).second) return fail(ErrorCode::conflict, "the entry exists already");
        return {};
    }
    Result<AuditPage> list(AuditQuery const& query) override {
        if (query.limit < 1 || query.limit > 500) return fail(ErrorCode::invalid_input, "limit: 1 to 500");
        AuditPage page;
        for (auto at = entries_.rbegin(); at != entries_.rend(); ++at) {
            auto const& entry = at->second;
            if ((query.after && entry.id >= *query.after) || entry.subject != query.subject.value_or(entry.subject) ||
                entry.by != query.by.value_or(entry.by) || entry.action != query.action.value_or(entry.action))
                continue;
            if (static_cast<int>(page.entries.size()) == query.limit) {
                page.next = page.entries.back().id;
                break;
            }
            page.entries.push_back(entry);
        }
        return page;
    }

private:
    std::map<AuditId, AuditEntry> entries_;
};

class MemoryEventLog final : public EventLog {
public:
    Result<std::vector<Event>> after(std::int64_t number, int limit) override {
        if (limit < 1 || limit > 1000) return fail(ErrorCode::invalid_input, "limit: 1 to 1,000");
        std::vector<Event> found;
        for (auto const& event : events_)
            if (event.number > number && static_cast<int>(found.size()) < limit) found.push_back(event);
        return found;
    }
    Result<std::int64_t> newest() override { return events_.empty() ? 0 : events_.back().number; }
    Result<std::int64_t> oldest() override { return events_.empty() ? 0 : events_.front().number; }
    Result<void> append(Event const& event) override {
        auto const number = events_.empty() ? 1 : events_.back().number + 1;
        events_.push_back(event);
        events_.back().number = number;
        return {};
    }
    Result<int> forget_before(TimePoint time) override {
        int count = 0;
        while (events_.size() > 1 && events_.front().at < time) {
            events_.erase(events_.begin());
            ++count;
        }
        return count;
    }

private:
    std::vector<Event> events_;
};

class MemoryAnswerBook final : public AnswerBook {
public:
    Result<std::optional<KeptAnswer>> find(std::string const& key) override {
        auto const found = answers_.find(key);
        return found == answers_.end() ? std::nullopt : std::optional(found->second);
    }
    Result<void> keep(KeptAnswer const& answer) override {
        if (!answers_.emplace(answer.key, answer).second) return fail(ErrorCode::conflict, "an answer is kept already");
        return {};
    }
    Result<int> forget_before(TimePoint time) override {
        return static_cast<int>(std::erase_if(answers_, [&](auto const& entry) { return entry.second.at < time; }));
    }

private:
    std::map<std::string, KeptAnswer> answers_;
};

class MemoryWebhookStore final : public WebhookStore {
public:
    Result<void> put(Webhook const& webhook) override {
        webhooks_[webhook.id] = webhook;
        return {};
    }
    Result<Webhook> find(WebhookId id) override {
        auto const found = webhooks_.find(id);
        if (found == webhooks_.end()) return fail(ErrorCode::not_found, "webhook " + to_string(id) + " does not exist");
        return found->second;
    }
    Result<std::vector<Webhook>> list() override {
        std::vector<Webhook> all;
        for (auto const& [id, webhook] : webhooks_) all.push_back(webhook);
        return all;
    }
    Result<void> remove(WebhookId id) override {
        TRY(find(id));
        webhooks_.erase(id);
        std::erase_if(deliveries_, [&](auto const& entry) { return entry.second.webhook == id; });
        return {};
    }
    Result<void> put(WebhookDelivery const& delivery) override {
        TRY(find(delivery.webhook));
        deliveries_[delivery.id] = delivery;
        return {};
    }
    Result<WebhookDelivery> find(DeliveryId id) override {
        auto const found = deliveries_.find(id);
        if (found == deliveries_.end()) return fail(ErrorCode::not_found, "delivery " + to_string(id) + " does not exist");
        return found->second;
    }
    Result<DeliveryPage> list(DeliveryQuery const& query) override {
        if (query.limit < 1 || query.limit > 500) return fail(ErrorCode::invalid_input, "limit: 1 to 500");
        DeliveryPage page;
        for (auto at = deliveries_.rbegin(); at != deliveries_.rend(); ++at) {
            auto const& delivery = at->second;
            if ((query.after && delivery.id >= *query.after) || delivery.webhook != query.webhook.value_or(delivery.webhook) ||
                delivery.state != query.state.value_or(delivery.state))
                continue;
            if (static_cast<int>(page.deliveries.size()) == query.limit) {
                page.next = page.deliveries.back().id;
                break;
            }
            page.deliveries.push_back(delivery);
        }
        return page;
    }
    Result<std::vector<WebhookDelivery>> due(TimePoint now, int limit) override {
        std::vector<WebhookDelivery> found;
        for (auto const& [id, delivery] : deliveries_)
            if (delivery.state == DeliveryState::waiting && delivery.next_attempt && *delivery.next_attempt <= now &&
                webhooks_.at(delivery.webhook).is_enabled)
                found.push_back(delivery);
        std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return *a.next_attempt < *b.next_attempt; });
        if (found.size() > static_cast<std::size_t>(limit)) found.erase(found.begin() + limit, found.end());
        return found;
    }
    Result<int> forget_before(TimePoint time) override {
        return static_cast<int>(std::erase_if(deliveries_, [&](auto const& entry) {
            return entry.second.state != DeliveryState::waiting && entry.second.created < time;
        }));
    }

private:
    std::map<WebhookId, Webhook> webhooks_;
    std::map<DeliveryId, WebhookDelivery> deliveries_;
};

}  // namespace troupe::access::testing
