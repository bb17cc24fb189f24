#pragma once

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "base/json.hpp"
#include "catalog/order_book.hpp"

namespace troupe::catalog::testing {

/// What every OrderBook promises; an adapter's test only instantiates it.
template <class Book>
class OrderBookContract : public ::testing::Test {
protected:
    static TimePoint at_second(std::int64_t second) { return TimePoint{std::chrono::seconds{1'790'000'000 + second}}; }
    static Order order(std::string key) {
        return {.key = std::move(key),
                .maker = "suno/kie",
                .state = OrderState::sending,
                .title = "Slack \"Water\" ü",
                .task = "t1",
                .take = "a",
                .sha256 = "00ff",
                .reason = "none\nyet",
                .sent = at_second(5),
                .sendings = 2,
                .cost_micros = 12,
                .cost_unit = "credits",
                .cost_is_told = true};
    }
    Book book;
};
TYPED_TEST_SUITE_P(OrderBookContract);

TYPED_TEST_P(OrderBookContract, GivesBackEveryField) {
    EXPECT_FALSE(*this->book.find("k"));
    ASSERT_TRUE(this->book.add(this->order("k")));
    EXPECT_EQ(json::print(**this->book.find("k")), json::print(this->order("k")));
    EXPECT_FALSE(*this->book.find("K"));
}

TYPED_TEST_P(OrderBookContract, TakesAnOrderOnce) {
    ASSERT_TRUE(this->book.add(this->order("k")));
    auto other = this->order("k");
    other.task = "t2";
    EXPECT_EQ(this->book.add(other).error().code, ErrorCode::conflict);
    EXPECT_EQ((*this->book.find("k"))->task, "t1");
}

TYPED_TEST_P(OrderBookContract, OfTwoWhoChangeItOneMustLookAgain) {
    EXPECT_EQ(this->book.update(this->order("k")).error().code, ErrorCode::not_found);
    ASSERT_TRUE(this->book.add(this->order("k")));
    auto first = **this->book.find("k"), second = first;
    first.state = OrderState::placed;
    second.state = OrderState::refused;
    auto const updated = this->book.update(first);
    ASSERT_TRUE(updated);
    EXPECT_EQ(updated->revision, first.revision + 1);
    EXPECT_EQ(this->book.update(second).error().code, ErrorCode::conflict);
    EXPECT_EQ((*this->book.find("k"))->state, OrderState::placed);
    EXPECT_TRUE(this->book.update(*updated));
}

TYPED_TEST_P(OrderBookContract, CountsWhatWasSent) {
    EXPECT_EQ(*this->book.sendings("suno/kie", this->at_second(0)), 0);
    ASSERT_TRUE(this->book.add(this->order("a")));
    auto later = this->order("b");
    later.sent = this->at_second(9);
    later.sendings = 1;
    ASSERT_TRUE(this->book.add(later));
    auto elsewhere = this->order("c");
    elsewhere.maker = "suno/gcui";
    ASSERT_TRUE(this->book.add(elsewhere));
    EXPECT_EQ(*this->book.sendings("suno/kie", this->at_second(5)), 3);
    EXPECT_EQ(*this->book.sendings("suno/kie", this->at_second(6)), 1);
}

TYPED_TEST_P(OrderBookContract, AddsUpWhatEverySendingCost) {
    EXPECT_TRUE(this->book.spent("suno/kie", this->at_second(0))->empty());
    ASSERT_TRUE(this->book.add(this->order("a")));
    auto dollars = this->order("b");
    dollars.cost_unit = "USD";
    dollars.cost_micros = 3'000'000'000;
    ASSERT_TRUE(this->book.add(dollars));
    auto unknown = this->order("c");
    unknown.cost_micros = std::nullopt;
    ASSERT_TRUE(this->book.add(unknown));
    auto early = this->order("d");
    early.sent = this->at_second(4);
    ASSERT_TRUE(this->book.add(early));
    auto elsewhere = this->order("e");
    elsewhere.maker = "leonardo";
    ASSERT_TRUE(this->book.add(elsewhere));
    auto const expected = std::map<std::string, std::int64_t>{{"credits", 24}, {"USD", 6'000'000'000}};
    EXPECT_EQ(*this->book.spent("suno/kie", this->at_second(5)), expected);
}

TYPED_TEST_P(OrderBookContract, OfThoseWhoLookAndAddAloneNoMoreAddThanMay) {
    constexpr int most = 5;
    auto const since = this->at_second(0);
    std::vector<std::jthread> buyers;
    for (int number = 0; number < 12; ++number)
        buyers.emplace_back([this, since, number] {
            auto order = this->order("alone-" + std::to_string(number));
            order.sendings = 1;
            EXPECT_TRUE(this->book.alone([&]() -> Result<void> {
                if (TRY(this->book.sendings("suno/kie", since)) >= most) return {};
                return this->book.add(order);
            }));
        });
    buyers.clear();
    EXPECT_EQ(*this->book.sendings("suno/kie", since), most);
}

TYPED_TEST_P(OrderBookContract, WhatFailsAloneKeepsNothing) {
    auto const failed = this->book.alone([&]() -> Result<void> {
        TRY(this->book.add(this->order("k")));
        return fail(ErrorCode::unavailable, "the month's money is spent");
    });
    EXPECT_EQ(failed.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(*this->book.find("k"));
}

REGISTER_TYPED_TEST_SUITE_P(OrderBookContract, GivesBackEveryField, TakesAnOrderOnce, OfTwoWhoChangeItOneMustLookAgain,
                            CountsWhatWasSent, AddsUpWhatEverySendingCost, OfThoseWhoLookAndAddAloneNoMoreAddThanMay, WhatFailsAloneKeepsNothing);

}  // namespace troupe::catalog::testing
