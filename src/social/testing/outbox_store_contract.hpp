#pragma once

#include <gtest/gtest.h>

#include "social/outbox.hpp"

namespace troupe::social::testing {

/// What every OutboxStore promises; an adapter's test only instantiates it.
template <class Store>
class OutboxStoreContract : public ::testing::Test {
protected:
    static TimePoint at_second(std::int64_t second) { return TimePoint{std::chrono::seconds{1'795'000'000 + second}}; }
    static OutboxId id(std::uint8_t number) {
        OutboxId made;
        made.bytes[15] = number;
        return made;
    }
    static OutboxRecord record(std::uint8_t number, OutboxState state = OutboxState::due) {
        return {.id = id(number), .key = "key-" + std::to_string(number), .artist = "artist", .content = "content", .post = 3, .item = "item",
                .platform = "mastodon", .channel = "outbox", .title = "Slack \"Water\" ü", .state = state, .planned_for = at_second(number),
                .next_attempt = at_second(number), .attempts = 2, .first_attempt = at_second(number), .sent = at_second(9), .receipt_id = "r",
                .url = "https://example.org/1", .reason = "none\nyet", .job = "j", .by = "Ana"};
    }
    Store store;
};
TYPED_TEST_SUITE_P(OutboxStoreContract);

TYPED_TEST_P(OutboxStoreContract, GivesBackEveryField) {
    EXPECT_EQ(this->store.find(this->id(1)).error().code, ErrorCode::not_found);
    ASSERT_TRUE(*this->store.add(this->record(1)));
    EXPECT_EQ(json::print(*this->store.find(this->id(1))), json::print(this->record(1)));
}

TYPED_TEST_P(OutboxStoreContract, TakesAKeyOnce) {
    ASSERT_TRUE(*this->store.add(this->record(1)));
    auto again = this->record(2);
    again.key = this->record(1).key;
    EXPECT_FALSE(*this->store.add(again));
    EXPECT_EQ(this->store.find(this->id(2)).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(OutboxStoreContract, OfTwoWhoChangeItOneMustLookAgain) {
    ASSERT_TRUE(*this->store.add(this->record(1)));
    auto first = *this->store.find(this->id(1));
    auto second = first;
    first.state = OutboxState::sending;
    second.state = OutboxState::cancelled;
    ASSERT_TRUE(this->store.update(first));
    EXPECT_EQ(this->store.update(second).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.find(this->id(1))->state, OutboxState::sending);
    EXPECT_EQ(this->store.find(this->id(1))->revision, 1);
}

TYPED_TEST_P(OutboxStoreContract, WhatIsSentStaysSent) {
    ASSERT_TRUE(*this->store.add(this->record(1, OutboxState::sent)));
    auto again = *this->store.find(this->id(1));
    again.state = OutboxState::due;
    EXPECT_EQ(this->store.update(again).error().code, ErrorCode::conflict);
}

TYPED_TEST_P(OutboxStoreContract, GivesWhatIsDueLongestWaitingFirst) {
    for (auto const number : {3, 1, 2}) ASSERT_TRUE(*this->store.add(this->record(static_cast<std::uint8_t>(number))));
    ASSERT_TRUE(*this->store.add(this->record(4, OutboxState::sent)));
    auto planned = this->record(0, OutboxState::planned);
    planned.next_attempt.reset();
    ASSERT_TRUE(*this->store.add(planned));
    auto timeless = this->record(5, OutboxState::planned);
    timeless.planned_for.reset();
    timeless.next_attempt.reset();
    ASSERT_TRUE(*this->store.add(timeless));
    std::vector<OutboxId> ids;
    auto const due = this->store.due(this->at_second(2), 10);
    ASSERT_TRUE(due);
    for (auto const& each : *due) ids.push_back(each.id);
    EXPECT_EQ(ids, (std::vector{this->id(0), this->id(1), this->id(2)}));
    EXPECT_EQ(this->store.due(this->at_second(9), 1)->size(), 1U);
}

TYPED_TEST_P(OutboxStoreContract, CountsWhatMayHaveComeOut) {
    ASSERT_TRUE(*this->store.add(this->record(3, OutboxState::sent)));
    ASSERT_TRUE(*this->store.add(this->record(2, OutboxState::doubtful)));
    ASSERT_TRUE(*this->store.add(this->record(4, OutboxState::failed)));
    ASSERT_TRUE(*this->store.add(this->record(1, OutboxState::sent)));
    auto elsewhere = this->record(5, OutboxState::sent);
    elsewhere.channel = "mastodon";
    ASSERT_TRUE(*this->store.add(elsewhere));
    auto const times = this->store.begun("outbox", "mastodon", this->at_second(1));
    EXPECT_EQ(*times, (std::vector{this->at_second(2), this->at_second(3)}));
}

TYPED_TEST_P(OutboxStoreContract, GivesWhatWasSentOldestFirst) {
    for (auto const number : {3, 1, 2}) ASSERT_TRUE(*this->store.add(this->record(static_cast<std::uint8_t>(number), OutboxState::sent)));
    ASSERT_TRUE(*this->store.add(this->record(4, OutboxState::doubtful)));
    auto const sent = this->store.sent_since(this->at_second(1));
    ASSERT_TRUE(sent);
    ASSERT_EQ(sent->size(), 2U) << "the first was begun at that time, not after it";
    EXPECT_EQ(json::print(sent->at(0)), json::print(this->record(2, OutboxState::sent)));
    EXPECT_EQ(sent->at(1).id, this->id(3));
}

TYPED_TEST_P(OutboxStoreContract, PagesNewestFirst) {
    for (std::uint8_t number = 1; number <= 3; ++number) ASSERT_TRUE(*this->store.add(this->record(number)));
    auto const first = this->store.list({.artist = "artist", .limit = 2});
    ASSERT_TRUE(first && first->next);
    EXPECT_EQ(first->records[0].id, this->id(3));
    auto const rest = this->store.list({.state = OutboxState::due, .after = first->next, .limit = 2});
    ASSERT_EQ(rest->records.size(), 1U);
    EXPECT_FALSE(rest->next);
    EXPECT_TRUE(this->store.list({.content = "another"})->records.empty());
    EXPECT_EQ(this->store.list({.limit = 0}).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(OutboxStoreContract, RemembersForChannelsAlone) {
    EXPECT_EQ(this->store.remember(this->id(1), "x").error().code, ErrorCode::not_found);
    ASSERT_TRUE(*this->store.add(this->record(1)));
    EXPECT_EQ(*this->store.memory(this->id(1)), "");
    ASSERT_TRUE(this->store.remember(this->id(1), "session 7"));
    EXPECT_EQ(*this->store.memory(this->id(1)), "session 7");
    EXPECT_EQ(json::print(*this->store.find(this->id(1))).find("session 7"), std::string::npos);
}

REGISTER_TYPED_TEST_SUITE_P(OutboxStoreContract, GivesBackEveryField, TakesAKeyOnce, OfTwoWhoChangeItOneMustLookAgain, WhatIsSentStaysSent,
                            GivesWhatIsDueLongestWaitingFirst, CountsWhatMayHaveComeOut, GivesWhatWasSentOldestFirst, PagesNewestFirst, RemembersForChannelsAlone);

}  // namespace troupe::social::testing
