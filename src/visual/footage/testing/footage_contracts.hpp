#pragma once

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "visual/footage/ledger.hpp"

namespace troupe::visual::testing {

inline TimePoint at_second(std::int64_t second) { return TimePoint{std::chrono::seconds{1'790'000'000 + second}}; }

/// What every FootageLedger promises; an adapter's test only instantiates it.
template <class Ledger>
class FootageLedgerContract : public ::testing::Test {
protected:
    Ledger ledger;
};
TYPED_TEST_SUITE_P(FootageLedgerContract);

TYPED_TEST_P(FootageLedgerContract, TheFirstClaimStays) {
    ClipClaim const first{"pexels/1", "ana", "song", at_second(1)};
    EXPECT_FALSE(*this->ledger.find("pexels/1"));
    EXPECT_EQ(json::print(*this->ledger.claim(first)), json::print(first));
    EXPECT_EQ(this->ledger.claim({"pexels/1", "ben", "other", at_second(2)})->artist, "ana");
    EXPECT_EQ(json::print(**this->ledger.find("pexels/1")), json::print(first));
    EXPECT_EQ(this->ledger.claim({"pixabay/1", "ben", "other", at_second(2)})->artist, "ben");
}

TYPED_TEST_P(FootageLedgerContract, OnlyItsOwnerGivesAClipBack) {
    ClipClaim const claim{"pexels/1", "ana", "song", at_second(1)};
    ASSERT_TRUE(this->ledger.claim(claim));
    ASSERT_TRUE(this->ledger.release({"pexels/1", "ben", "song", at_second(1)}));
    ASSERT_TRUE(this->ledger.release({"pexels/1", "ana", "another song", at_second(1)}));
    ASSERT_TRUE(this->ledger.release({"pexels/2", "ana", "song", at_second(1)}));
    EXPECT_TRUE(*this->ledger.find("pexels/1"));
    ASSERT_TRUE(this->ledger.release(claim));
    EXPECT_FALSE(*this->ledger.find("pexels/1"));
}

REGISTER_TYPED_TEST_SUITE_P(FootageLedgerContract, TheFirstClaimStays, OnlyItsOwnerGivesAClipBack);

/// What every FootageMemory promises.
template <class Memory>
class FootageMemoryContract : public ::testing::Test {
protected:
    Memory memory;
};
TYPED_TEST_SUITE_P(FootageMemoryContract);

TYPED_TEST_P(FootageMemoryContract, AnswersAreKeptAsLongAsAskedFor) {
    ASSERT_TRUE(this->memory.keep("q", R"({"a":"ü"})", at_second(100), at_second(0)));
    EXPECT_EQ(*this->memory.answer("q", at_second(100)), R"({"a":"ü"})");
    EXPECT_EQ(*this->memory.answer("q", at_second(101)), std::nullopt);
    EXPECT_EQ(*this->memory.answer("r", at_second(0)), std::nullopt);
    ASSERT_TRUE(this->memory.keep("q", "{}", at_second(200), at_second(150)));
    EXPECT_EQ(*this->memory.answer("q", at_second(150)), "{}");
    ASSERT_TRUE(this->memory.keep("r", "{}", at_second(300), at_second(250)));
    EXPECT_EQ(*this->memory.answer("q", at_second(0)), std::nullopt) << "old answers go";
}

TYPED_TEST_P(FootageMemoryContract, NoMoreRequestsThanEveryAllowanceAllows) {
    std::vector<FootageMemory::Allowance> const both{{Seconds(10), 2}, {Seconds(100), 3}};
    EXPECT_EQ(*this->memory.book("p", both, at_second(0)), std::nullopt);
    EXPECT_EQ(*this->memory.book("p", both, at_second(4)), std::nullopt);
    EXPECT_EQ(*this->memory.book("p", both, at_second(5)), at_second(10));
    EXPECT_EQ(*this->memory.book("other", both, at_second(5)), std::nullopt);
    EXPECT_EQ(*this->memory.book("p", both, at_second(12)), std::nullopt);
    EXPECT_EQ(*this->memory.book("p", both, at_second(60)), at_second(100)) << "the larger window is full";
    EXPECT_EQ(*this->memory.book("p", both, at_second(101)), std::nullopt);
}

TYPED_TEST_P(FootageMemoryContract, AServiceThatWantsRestHasIt) {
    std::vector<FootageMemory::Allowance> const many{{Seconds(10), 100}};
    ASSERT_TRUE(this->memory.rest("p", at_second(50)));
    ASSERT_TRUE(this->memory.rest("p", at_second(20)));
    EXPECT_EQ(*this->memory.book("p", many, at_second(30)), at_second(50));
    EXPECT_EQ(*this->memory.book("other", many, at_second(30)), std::nullopt);
    EXPECT_EQ(*this->memory.book("p", many, at_second(50)), std::nullopt);
}

REGISTER_TYPED_TEST_SUITE_P(FootageMemoryContract, AnswersAreKeptAsLongAsAskedFor, NoMoreRequestsThanEveryAllowanceAllows, AServiceThatWantsRestHasIt);

}  // namespace troupe::visual::testing
