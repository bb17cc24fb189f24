#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "trends/trend_source.hpp"

namespace troupe::trends::testing {

/// What every TrendSource promises. An adapter's test brings a house in which the service does as it is told, and
/// instantiates it:
///     INSTANTIATE_TYPED_TEST_SUITE_P(Deezer, TrendSourceContract, DeezerHouse);
/// A house has `source()`, and `reports()`, `is_silent()` (well, but without a number), `is_down()`, `talks_nonsense()`
/// and `wants_rest(seconds)`, which each hold for all that is asked afterwards.
template <class House>
class TrendSourceContract : public ::testing::Test {
protected:
    House house;
    TimePoint now = *parse_time("2026-11-23T08:00:00Z");

    Result<PollAnswer> poll(std::string validator = {}, std::stop_token stop = {}) {
        return house.source().poll({.countries = {"DE"}, .wanted = {}, .now = now, .validator = std::move(validator)},
                                   std::move(stop));
    }
    /// As `refresh` makes it complete.
    Result<Reading> kept(Reading reading) {
        reading.source = house.source().name();
        reading.licence = house.source().terms().licence;
        reading.retrieved = now;
        return checked(std::move(reading), now);
    }
};
TYPED_TEST_SUITE_P(TrendSourceContract);

TYPED_TEST_P(TrendSourceContract, SaysUnderWhichTermsItIsAsked) {
    auto const name = this->house.source().name();
    auto const terms = this->house.source().terms();
    EXPECT_FALSE(name.empty());
    EXPECT_TRUE(std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    })) << name;
    EXPECT_FALSE(terms.licence.empty());
    EXPECT_GE(terms.poll_every, std::chrono::minutes(60));
    EXPECT_GE(terms.retry_after, std::chrono::minutes(1));
}

TYPED_TEST_P(TrendSourceContract, ReportsWhatCanBeKeptAndNothingTwice) {
    this->house.reports();
    auto const answer = this->poll();
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->reported, Reported::readings);
    ASSERT_FALSE(answer->readings.empty());
    std::set<ReadingKey> keys;
    for (auto const& each : answer->readings) {
        auto const reading = this->kept(each);
        ASSERT_TRUE(reading) << reading.error().message;
        EXPECT_GT(reading->value, 0) << reading->name;
        EXPECT_TRUE(keys.insert(key_of(*reading)).second) << reading->name;
    }
}

TYPED_TEST_P(TrendSourceContract, TheSameAnswerGivesTheSameReadings) {
    this->house.reports();
    auto const one = this->poll(), other = this->poll();
    ASSERT_TRUE(one && other);
    EXPECT_EQ(json::print(one->readings), json::print(other->readings));
}

TYPED_TEST_P(TrendSourceContract, AskedWithItsOwnValidatorItIsWellAndNothingIsZero) {
    this->house.reports();
    auto const first = this->poll();
    ASSERT_TRUE(first);
    auto const again = this->poll(first->validator);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_NE(again->reported, Reported::not_reported);
    for (auto const* strange : {"", "{", "[1]", "\"W/1\"", "{\"a\":1}"}) EXPECT_TRUE(this->poll(strange)) << strange;
}

TYPED_TEST_P(TrendSourceContract, SilenceIsNotReportedAndNeverZero) {
    this->house.is_silent();
    auto const answer = this->poll();
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->reported, Reported::not_reported);
    EXPECT_TRUE(answer->readings.empty());
    EXPECT_FALSE(answer->note.empty());
}

TYPED_TEST_P(TrendSourceContract, AServiceThatIsDownIsUnavailable) {
    this->house.is_down();
    auto const answer = this->poll();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
    EXPECT_NE(answer.error().message.find(this->house.source().name()), std::string::npos);
}

TYPED_TEST_P(TrendSourceContract, NonsenseIsABadResponse) {
    this->house.talks_nonsense();
    auto const answer = this->poll();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::bad_response);
}

TYPED_TEST_P(TrendSourceContract, ARestThatIsAskedForIsHandedOn) {
    this->house.wants_rest(1800);
    auto const answer = this->poll();
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->reported, Reported::not_reported);
    EXPECT_EQ(answer->not_before, this->now + std::chrono::seconds(1800));
}

TYPED_TEST_P(TrendSourceContract, StopsWhenItIsTold) {
    this->house.reports();
    std::stop_source stop;
    stop.request_stop();
    auto const answer = this->poll({}, stop.get_token());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::cancelled);
}

REGISTER_TYPED_TEST_SUITE_P(TrendSourceContract, SaysUnderWhichTermsItIsAsked, ReportsWhatCanBeKeptAndNothingTwice,
                            TheSameAnswerGivesTheSameReadings, AskedWithItsOwnValidatorItIsWellAndNothingIsZero,
                            SilenceIsNotReportedAndNeverZero, AServiceThatIsDownIsUnavailable, NonsenseIsABadResponse,
                            ARestThatIsAskedForIsHandedOn, StopsWhenItIsTold);

}  // namespace troupe::trends::testing
