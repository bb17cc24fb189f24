#pragma once

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "distribution/delivery/delivery_book.hpp"

namespace troupe::distribution::testing {

/// What every DeliveryBook promises; an adapter's test only instantiates it.
template <class Book>
class DeliveryBookContract : public ::testing::Test {
protected:
    static TimePoint at_second(std::int64_t second) { return TimePoint{std::chrono::seconds{1'790'000'000 + second}}; }
    static DeliveryRecord record(std::string release, std::string store, std::int64_t second = 5) {
        DeliveryRecord made{
            std::move(release), std::move(store), DeliveryState::ready, "none \"yet\" ü", {}, at_second(second), 0};
        return *begin_attempt(made, false, 3, at_second(second));
    }
    Book book;
};
TYPED_TEST_SUITE_P(DeliveryBookContract);

TYPED_TEST_P(DeliveryBookContract, GivesBackEveryField) {
    EXPECT_FALSE(*this->book.find("r1", "deezer"));
    auto const put = this->book.put(this->record("r1", "deezer"));
    ASSERT_TRUE(put) << put.error().message;
    EXPECT_EQ(put->revision, 1);
    EXPECT_EQ(json::print(**this->book.find("r1", "deezer")), json::print(*put));
    EXPECT_FALSE(*this->book.find("r1", "Deezer"));
}

TYPED_TEST_P(DeliveryBookContract, OfTwoWhoWriteOneMustLookAgain) {
    auto const first = *this->book.put(this->record("r1", "deezer"));
    EXPECT_EQ(this->book.put(this->record("r1", "deezer")).error().code, ErrorCode::conflict);
    auto changed = *finish_attempt(first, this->at_second(9));
    ASSERT_TRUE(this->book.put(changed));
    EXPECT_EQ(this->book.put(changed).error().code, ErrorCode::conflict);
    EXPECT_EQ((*this->book.find("r1", "deezer"))->state, DeliveryState::delivered);
}

TYPED_TEST_P(DeliveryBookContract, ABatchBelongsToOneReleaseOfAStore) {
    ASSERT_TRUE(this->book.put(this->record("r1", "deezer")));
    EXPECT_EQ(this->book.put(this->record("r2", "deezer")).error().code, ErrorCode::conflict);
    EXPECT_FALSE(*this->book.find("r2", "deezer"));
    EXPECT_TRUE(this->book.put(this->record("r2", "spotify")));
    EXPECT_TRUE(this->book.put(this->record("r2", "deezer", 6)));
}

TYPED_TEST_P(DeliveryBookContract, ListsByReleaseAndByStore) {
    ASSERT_TRUE(this->book.put(this->record("r2", "spotify", 1)));
    ASSERT_TRUE(this->book.put(this->record("r1", "spotify", 2)));
    ASSERT_TRUE(this->book.put(this->record("r1", "deezer", 3)));
    auto const of_release = *this->book.of_release("r1");
    ASSERT_EQ(of_release.size(), 2U);
    EXPECT_EQ(of_release[0].store, "deezer");
    auto const of_store = *this->book.of_store("spotify");
    ASSERT_EQ(of_store.size(), 2U);
    EXPECT_EQ(of_store[0].release, "r1");
    EXPECT_TRUE(this->book.of_release("r3")->empty());
}

REGISTER_TYPED_TEST_SUITE_P(DeliveryBookContract, GivesBackEveryField, OfTwoWhoWriteOneMustLookAgain,
                            ABatchBelongsToOneReleaseOfAStore, ListsByReleaseAndByStore);

}  // namespace troupe::distribution::testing
