#pragma once

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "social/approval_chat.hpp"

namespace troupe::social::testing {

/// What every QuestionStore promises; an adapter's test only instantiates it.
template <class Store>
class QuestionStoreContract : public ::testing::Test {
protected:
    static ApprovalQuestion question(std::string token, int revision = 1) {
        return {.token = std::move(token), .content = "content", .revision = revision, .message = 500, .why = 501, .person = "7",
                .asked = TimePoint{std::chrono::seconds{1'795'000'000 + revision}}};
    }
    Store store;
};
TYPED_TEST_SUITE_P(QuestionStoreContract);

TYPED_TEST_P(QuestionStoreContract, GivesBackEveryField) {
    EXPECT_FALSE(*this->store.find("a"));
    ASSERT_TRUE(*this->store.add(this->question("a")));
    EXPECT_EQ(json::print(**this->store.find("a")), json::print(this->question("a")));
    EXPECT_EQ((*this->store.about("content", 1))->token, "a");
    EXPECT_FALSE(*this->store.about("content", 2));
}

TYPED_TEST_P(QuestionStoreContract, AsksAboutARevisionOnce) {
    ASSERT_TRUE(*this->store.add(this->question("a")));
    EXPECT_FALSE(*this->store.add(this->question("b")));
    EXPECT_FALSE(*this->store.find("b"));
    EXPECT_TRUE(*this->store.add(this->question("b", 2)));
}

TYPED_TEST_P(QuestionStoreContract, TellsWhichAreOpen) {
    EXPECT_EQ(this->store.update(this->question("a")).error().code, ErrorCode::not_found);
    ASSERT_TRUE(*this->store.add(this->question("a", 1)));
    ASSERT_TRUE(*this->store.add(this->question("b", 2)));
    auto closed = this->question("a", 1);
    closed.is_open = false;
    ASSERT_TRUE(this->store.update(closed));
    auto const open = this->store.open();
    ASSERT_EQ(open->size(), 1U);
    EXPECT_EQ(open->front().token, "b");
}

TYPED_TEST_P(QuestionStoreContract, KnowsWhereItWasInEachChat) {
    EXPECT_EQ(*this->store.next_event("-100"), 0);
    ASSERT_TRUE(this->store.set_next_event("-100", 701));
    ASSERT_TRUE(this->store.set_next_event("-100", 702));
    EXPECT_EQ(*this->store.next_event("-100"), 702);
    EXPECT_EQ(*this->store.next_event("-200"), 0);
}

REGISTER_TYPED_TEST_SUITE_P(QuestionStoreContract, GivesBackEveryField, AsksAboutARevisionOnce, TellsWhichAreOpen, KnowsWhereItWasInEachChat);

}  // namespace troupe::social::testing
