#pragma once

#include <gtest/gtest.h>

#include "access/answer_book.hpp"
#include "access/audit.hpp"
#include "access/event_log.hpp"
#include "access/key.hpp"
#include "access/webhook.hpp"

/// What every store of access promises. An adapter's test only instantiates them, each with a store that is default-constructible,
/// empty, and an adapter of the port.
namespace troupe::access::testing {

[[nodiscard]] inline TimePoint second(int number) { return TimePoint{std::chrono::seconds{1'795'000'000 + number}}; }

/// The higher the number, the higher the id.
template <class Id>
[[nodiscard]] Id numbered(std::uint8_t number) {
    Id id;
    id.bytes[6] = 0x70;
    id.bytes[8] = 0x80;
    id.bytes[15] = number;
    return id;
}

template <class Store>
class KeyStoreContract : public ::testing::Test {
protected:
    static ApiKey key(std::uint8_t number) {
        return {.id = numbered<KeyId>(number), .name = "Büro 'Ost'", .role = Role::approver, .per_minute = 60, .created = second(number),
                .expires = second(1000)};
    }
    Store store;
};
TYPED_TEST_SUITE_P(KeyStoreContract);

TYPED_TEST_P(KeyStoreContract, GivesBackEveryField) {
    auto key = this->key(1);
    key.revoked = second(5);
    key.last_used = second(4);
    ASSERT_TRUE(this->store.insert(key, "hash"));
    EXPECT_EQ(json::print(*this->store.find(key.id)), json::print(key));
    EXPECT_EQ(json::print(*this->store.find_by_hash("hash")), json::print(key));
}

TYPED_TEST_P(KeyStoreContract, AHashBelongsToOneKey) {
    ASSERT_TRUE(this->store.insert(this->key(1), "hash"));
    EXPECT_EQ(this->store.insert(this->key(2), "hash").error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.insert(this->key(1), "other").error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.list()->size(), 1U);
}

TYPED_TEST_P(KeyStoreContract, ListsTheOldestFirst) {
    for (auto const number : std::initializer_list<std::uint8_t>{3, 1, 2}) ASSERT_TRUE(this->store.insert(this->key(number), std::to_string(number)));
    auto const all = this->store.list();
    ASSERT_EQ(all->size(), 3U);
    EXPECT_EQ(all->front().id, numbered<KeyId>(1));
    EXPECT_EQ(all->back().id, numbered<KeyId>(3));
}

TYPED_TEST_P(KeyStoreContract, IsRevokedOnce) {
    ASSERT_TRUE(this->store.insert(this->key(1), "hash"));
    EXPECT_EQ(this->store.revoke(numbered<KeyId>(1), second(10))->revoked, second(10));
    EXPECT_EQ(this->store.revoke(numbered<KeyId>(1), second(20))->revoked, second(10));
    EXPECT_EQ(this->store.find_by_hash("hash")->revoked, second(10));
}

TYPED_TEST_P(KeyStoreContract, RemembersTheLatestUse) {
    ASSERT_TRUE(this->store.insert(this->key(1), "hash"));
    EXPECT_FALSE(this->store.find(numbered<KeyId>(1))->last_used);
    ASSERT_TRUE(this->store.used(numbered<KeyId>(1), second(60)));
    ASSERT_TRUE(this->store.used(numbered<KeyId>(1), second(30)));
    EXPECT_EQ(this->store.find(numbered<KeyId>(1))->last_used, second(60));
}

TYPED_TEST_P(KeyStoreContract, SaysWhatDoesNotExist) {
    EXPECT_EQ(this->store.find_by_hash("hash").error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.find(numbered<KeyId>(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.revoke(numbered<KeyId>(1), second(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.used(numbered<KeyId>(1), second(1)).error().code, ErrorCode::not_found);
}

REGISTER_TYPED_TEST_SUITE_P(KeyStoreContract, GivesBackEveryField, AHashBelongsToOneKey, ListsTheOldestFirst, IsRevokedOnce,
                            RemembersTheLatestUse, SaysWhatDoesNotExist);

template <class Store>
class AuditLogContract : public ::testing::Test {
protected:
    static AuditEntry entry(std::uint8_t number, std::string by = "Ada", std::string action = "artist.edit", std::string subject = "x") {
        return {.id = numbered<AuditId>(number), .at = second(number), .by = std::move(by), .role = Role::editor, .address = "192.0.2.1",
                .request_id = "r1", .action = std::move(action), .subject = std::move(subject), .reason = "\"said so\"",
                .before = json::Object{{"title", "Old"}}, .after = json::Object{{"title", "Nëw"}}};
    }
    std::string seen(AuditQuery query) {
        std::string text;
        do {
            auto const page = this->store.list(query);
            for (auto const& each : page->entries) text += std::to_string(each.id.bytes[15]);
            text += '|';
            query.after = page->next;
        } while (query.after);
        return text;
    }
    Store store;
};
TYPED_TEST_SUITE_P(AuditLogContract);

TYPED_TEST_P(AuditLogContract, GivesBackEveryField) {
    ASSERT_TRUE(this->store.append(this->entry(1)));
    auto const page = this->store.list({});
    ASSERT_EQ(page->entries.size(), 1U);
    EXPECT_EQ(json::print(page->entries[0]), json::print(this->entry(1)));
}

TYPED_TEST_P(AuditLogContract, NothingIsOverwritten) {
    ASSERT_TRUE(this->store.append(this->entry(1)));
    EXPECT_EQ(this->store.append(this->entry(1, "Eve")).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.list({})->entries.at(0).by, "Ada");
}

TYPED_TEST_P(AuditLogContract, ListsByPagesNewestFirst) {
    ASSERT_TRUE(this->store.append(this->entry(1)));
    ASSERT_TRUE(this->store.append(this->entry(2, "Bob")));
    ASSERT_TRUE(this->store.append(this->entry(3, "Ada", "artist.remove")));
    ASSERT_TRUE(this->store.append(this->entry(4, "Ada", "artist.edit", "y")));
    ASSERT_TRUE(this->store.append(this->entry(5)));
    EXPECT_EQ(this->seen({.limit = 2}), "54|32|1|");
    EXPECT_EQ(this->seen({.by = "Ada", .limit = 2}), "54|31|");
    EXPECT_EQ(this->seen({.action = "artist.remove"}), "3|");
    EXPECT_EQ(this->seen({.subject = "x", .by = "Ada", .action = "artist.edit"}), "51|");
    EXPECT_EQ(this->seen({.subject = "nobody"}), "|");
    EXPECT_EQ(this->store.list({.limit = 0}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(this->store.list({.limit = 501}).error().code, ErrorCode::invalid_input);
}

REGISTER_TYPED_TEST_SUITE_P(AuditLogContract, GivesBackEveryField, NothingIsOverwritten, ListsByPagesNewestFirst);

template <class Store>
class EventLogContract : public ::testing::Test {
protected:
    static Event event(int at, std::string subject = "s") {
        return {.at = second(at), .type = "content.changed", .artist = "a", .subject = std::move(subject), .data = json::Object{{"title", "Ünd \"so\""}}};
    }
    Store store;
};
TYPED_TEST_SUITE_P(EventLogContract);

TYPED_TEST_P(EventLogContract, BeginsEmpty) {
    EXPECT_EQ(*this->store.newest(), 0);
    EXPECT_EQ(*this->store.oldest(), 0);
    EXPECT_TRUE(this->store.after(0, 10)->empty());
    EXPECT_EQ(*this->store.forget_before(second(100)), 0);
}

TYPED_TEST_P(EventLogContract, GivesThemInTheirOrder) {
    for (int i = 1; i <= 5; ++i) ASSERT_TRUE(this->store.append(this->event(i, std::to_string(i))));
    auto const first = this->store.after(0, 3);
    ASSERT_EQ(first->size(), 3U);
    EXPECT_EQ(first->at(0).number, *this->store.oldest());
    EXPECT_LT(first->at(0).number, first->at(1).number);
    auto const rest = this->store.after(first->back().number, 1000);
    ASSERT_EQ(rest->size(), 2U);
    EXPECT_EQ(rest->at(0).subject, "4");
    EXPECT_EQ(rest->at(1).number, *this->store.newest());
    auto expected = this->event(5, "5");
    expected.number = rest->at(1).number;
    EXPECT_EQ(json::print(rest->at(1)), json::print(expected));
    EXPECT_TRUE(this->store.after(*this->store.newest(), 1)->empty());
    EXPECT_EQ(this->store.after(0, 0).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(this->store.after(0, 1001).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(EventLogContract, NoNumberComesTwice) {
    for (int i = 1; i <= 4; ++i) ASSERT_TRUE(this->store.append(this->event(i)));
    EXPECT_EQ(*this->store.forget_before(second(3)), 2);
    auto const newest = *this->store.newest();
    EXPECT_EQ(*this->store.oldest(), newest - 1);
    EXPECT_EQ(*this->store.forget_before(second(100)), 1);
    EXPECT_EQ(*this->store.oldest(), newest);
    ASSERT_TRUE(this->store.append(this->event(5)));
    EXPECT_GT(*this->store.newest(), newest);
}

REGISTER_TYPED_TEST_SUITE_P(EventLogContract, BeginsEmpty, GivesThemInTheirOrder, NoNumberComesTwice);

template <class Store>
class AnswerBookContract : public ::testing::Test {
protected:
    static KeptAnswer answer(std::string key, int at) {
        return {.key = std::move(key), .fingerprint = "f", .status = 201, .location = "/api/v1/x", .body = "{\"ä\":1}", .at = second(at)};
    }
    Store store;
};
TYPED_TEST_SUITE_P(AnswerBookContract);

TYPED_TEST_P(AnswerBookContract, GivesTheFirstAnswerAgain) {
    EXPECT_FALSE(*this->store.find("a"));
    ASSERT_TRUE(this->store.keep(this->answer("a", 1)));
    EXPECT_EQ(this->store.keep(this->answer("a", 2)).error().code, ErrorCode::conflict);
    EXPECT_EQ(json::print(**this->store.find("a")), json::print(this->answer("a", 1)));
}

TYPED_TEST_P(AnswerBookContract, ForgetsTheOld) {
    for (int i = 1; i <= 3; ++i) ASSERT_TRUE(this->store.keep(this->answer(std::to_string(i), i)));
    EXPECT_EQ(*this->store.forget_before(second(3)), 2);
    EXPECT_FALSE(*this->store.find("2"));
    EXPECT_TRUE(*this->store.find("3"));
}

REGISTER_TYPED_TEST_SUITE_P(AnswerBookContract, GivesTheFirstAnswerAgain, ForgetsTheOld);

template <class Store>
class WebhookStoreContract : public ::testing::Test {
protected:
    static Webhook webhook(std::uint8_t number) {
        return {.id = numbered<WebhookId>(number), .url = "https://example.com/hook", .types = {"content.*", "job.changed"},
                .secret = "whsec_a", .previous_secret = "whsec_b", .created = second(number), .seen = 7};
    }
    static WebhookDelivery delivery(std::uint8_t number, int due, std::uint8_t hook = 1) {
        return {.id = numbered<DeliveryId>(number), .webhook = numbered<WebhookId>(hook), .type = "job.changed", .body = "{\"a\":\"ü\"}",
                .attempts = 2, .created = second(number), .next_attempt = second(due), .last_result = "HTTP 500"};
    }
    std::string due(int at, int limit = 100) {
        std::string text;
        auto const found = store.due(second(at), limit);
        for (auto const& each : *found) text += std::to_string(each.id.bytes[15]);
        return text;
    }
    Store store;
};
TYPED_TEST_SUITE_P(WebhookStoreContract);

TYPED_TEST_P(WebhookStoreContract, GivesBackEveryField) {
    auto webhook = this->webhook(1);
    ASSERT_TRUE(this->store.put(webhook));
    EXPECT_EQ(json::print(*this->store.find(webhook.id)), json::print(webhook));
    webhook.is_enabled = false;
    webhook.disabled_because = "gone";
    ASSERT_TRUE(this->store.put(webhook));
    ASSERT_TRUE(this->store.put(this->webhook(0)));
    auto const all = this->store.list();
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ(json::print(all->at(1)), json::print(webhook));
    auto delivery = this->delivery(1, 5);
    ASSERT_TRUE(this->store.put(delivery));
    delivery.state = DeliveryState::delivered;
    delivery.delivered = second(9);
    delivery.next_attempt.reset();
    ASSERT_TRUE(this->store.put(delivery));
    EXPECT_EQ(json::print(*this->store.find(delivery.id)), json::print(delivery));
}

TYPED_TEST_P(WebhookStoreContract, SaysWhatDoesNotExist) {
    EXPECT_EQ(this->store.find(numbered<WebhookId>(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.find(numbered<DeliveryId>(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.remove(numbered<WebhookId>(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.put(this->delivery(1, 1)).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(WebhookStoreContract, RemovesAWebhookWithItsDeliveries) {
    ASSERT_TRUE(this->store.put(this->webhook(1)));
    ASSERT_TRUE(this->store.put(this->webhook(2)));
    ASSERT_TRUE(this->store.put(this->delivery(1, 1, 1)));
    ASSERT_TRUE(this->store.put(this->delivery(2, 1, 2)));
    ASSERT_TRUE(this->store.remove(numbered<WebhookId>(1)));
    EXPECT_EQ(this->store.find(numbered<DeliveryId>(1)).error().code, ErrorCode::not_found);
    EXPECT_TRUE(this->store.find(numbered<DeliveryId>(2)));
}

TYPED_TEST_P(WebhookStoreContract, GivesWhatIsDueTheLongestWaitingFirst) {
    ASSERT_TRUE(this->store.put(this->webhook(1)));
    ASSERT_TRUE(this->store.put(this->webhook(2)));
    ASSERT_TRUE(this->store.put(this->delivery(1, 30)));
    ASSERT_TRUE(this->store.put(this->delivery(2, 10)));
    ASSERT_TRUE(this->store.put(this->delivery(3, 10, 2)));
    ASSERT_TRUE(this->store.put(this->delivery(4, 40)));
    auto done = this->delivery(5, 5);
    done.state = DeliveryState::failed;
    ASSERT_TRUE(this->store.put(done));
    EXPECT_EQ(this->due(30), "231");
    EXPECT_EQ(this->due(30, 2), "23");
    EXPECT_EQ(this->due(9), "");
    auto off = this->webhook(2);
    off.is_enabled = false;
    ASSERT_TRUE(this->store.put(off));
    EXPECT_EQ(this->due(30), "21");
}

TYPED_TEST_P(WebhookStoreContract, ListsDeliveriesByPagesNewestFirst) {
    ASSERT_TRUE(this->store.put(this->webhook(1)));
    ASSERT_TRUE(this->store.put(this->webhook(2)));
    for (std::uint8_t i = 1; i <= 5; ++i) {
        auto delivery = this->delivery(i, 1, i == 4 ? 2 : 1);
        if (i == 1) delivery.state = DeliveryState::failed;
        ASSERT_TRUE(this->store.put(delivery));
    }
    std::string seen;
    DeliveryQuery query{.webhook = numbered<WebhookId>(1), .limit = 2};
    do {
        auto const page = this->store.list(query);
        for (auto const& each : page->deliveries) seen += std::to_string(each.id.bytes[15]);
        seen += '|';
        query.after = page->next;
    } while (query.after);
    EXPECT_EQ(seen, "53|21|");
    EXPECT_EQ(this->store.list({.state = DeliveryState::failed})->deliveries.size(), 1U);
    EXPECT_EQ(this->store.list({.limit = 0}).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(WebhookStoreContract, ForgetsWhatIsOverAndOld) {
    ASSERT_TRUE(this->store.put(this->webhook(1)));
    for (std::uint8_t i = 1; i <= 3; ++i) {
        auto delivery = this->delivery(i, 1);
        if (i != 2) delivery.state = DeliveryState::delivered;
        ASSERT_TRUE(this->store.put(delivery));
    }
    EXPECT_EQ(*this->store.forget_before(second(3)), 1);
    EXPECT_FALSE(this->store.find(numbered<DeliveryId>(1)));
    EXPECT_TRUE(this->store.find(numbered<DeliveryId>(2)));
    EXPECT_TRUE(this->store.find(numbered<DeliveryId>(3)));
}

REGISTER_TYPED_TEST_SUITE_P(WebhookStoreContract, GivesBackEveryField, SaysWhatDoesNotExist, RemovesAWebhookWithItsDeliveries,
                            GivesWhatIsDueTheLongestWaitingFirst, ListsDeliveriesByPagesNewestFirst, ForgetsWhatIsOverAndOld);

}  // namespace troupe::access::testing
