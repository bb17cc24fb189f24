#pragma once

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "access/rates.hpp"

namespace troupe::access::testing {

/// What every `Rates` promises. `Fixture` is default-constructible and has `Rates& rates`, of which no key was used before.
template <class Fixture>
class RatesContract : public ::testing::Test {
protected:
    std::optional<Seconds> take(std::string const& key = "one", int per_minute = 60) { return fixture.rates.take(key, per_minute, now); }
    void pass(Seconds time) { now += std::chrono::round<std::chrono::milliseconds>(time); }

    Fixture fixture;
    TimePoint now{std::chrono::seconds{1'795'000'000}};
};
TYPED_TEST_SUITE_P(RatesContract);

TYPED_TEST_P(RatesContract, ASixthOfAMinutesWorthMayComeAtOnce) {
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(this->take()) << i;
    auto const wait = this->take();
    ASSERT_TRUE(wait);
    EXPECT_NEAR(wait->count(), 1, 1e-6);
}

TYPED_TEST_P(RatesContract, FillsAtItsRateAndNoFurther) {
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(this->take());
    this->pass(Seconds(0.5));
    EXPECT_NEAR(this->take()->count(), 0.5, 1e-6);
    this->pass(Seconds(0.5));
    EXPECT_FALSE(this->take());
    EXPECT_TRUE(this->take());
    this->pass(Seconds(3600));
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(this->take());
    EXPECT_TRUE(this->take());
}

TYPED_TEST_P(RatesContract, KeysDoNotShare) {
    EXPECT_FALSE(this->take("one", 1));
    EXPECT_NEAR(this->take("one", 1)->count(), 60, 1e-6);
    EXPECT_FALSE(this->take("two", 1));
}

TYPED_TEST_P(RatesContract, AClockThatGoesBackGivesNothing) {
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(this->take());
    this->pass(Seconds(-30));
    EXPECT_TRUE(this->take());
    this->pass(Seconds(31));
    EXPECT_FALSE(this->take());
    EXPECT_TRUE(this->take());
}

TYPED_TEST_P(RatesContract, ManyAtOnceGetNoMore) {
    std::atomic<int> allowed{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int each = 0; each < 20; ++each)
                    if (!this->take()) ++allowed;
            });
    }
    EXPECT_EQ(allowed, 10);
}

REGISTER_TYPED_TEST_SUITE_P(RatesContract, ASixthOfAMinutesWorthMayComeAtOnce, FillsAtItsRateAndNoFurther, KeysDoNotShare,
                            AClockThatGoesBackGivesNothing, ManyAtOnceGetNoMore);

}  // namespace troupe::access::testing
