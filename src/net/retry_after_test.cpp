#include "net/retry_after.hpp"

#include <gtest/gtest.h>

namespace troupe::net {
namespace {

TimePoint const now = *parse_time("2026-11-22T08:30:00Z");

std::optional<double> wait(std::vector<Header> headers) {
    auto const seconds = retry_after({.status = 429, .headers = std::move(headers)}, now);
    return seconds ? std::optional(seconds->count()) : std::nullopt;
}

TEST(RetryAfter, ReadsSecondsAndDates) {
    EXPECT_EQ(wait({{"Retry-After", "7"}}), 7);
    EXPECT_EQ(wait({{"retry-after", " 0 "}}), 0);
    EXPECT_EQ(wait({{"retry-after", "1.5"}}), 1.5);
    EXPECT_EQ(wait({{"Retry-After", "Sun, 22 Nov 2026 08:31:30 GMT"}}), 90);
    EXPECT_EQ(wait({{"Retry-After", "Sunday, 22-Nov-26 08:31:30 GMT"}}), 90);
    EXPECT_EQ(wait({{"Retry-After", "Sun Nov 22 08:31:30 2026"}}), 90);
}

TEST(RetryAfter, TakesAPastDateAsNow) { EXPECT_EQ(wait({{"Retry-After", "Sat, 21 Nov 2026 00:00:00 GMT"}}), 0); }

TEST(RetryAfter, PrefersMilliseconds) { EXPECT_EQ(wait({{"retry-after", "2"}, {"retry-after-ms", "1250"}}), 1.25); }

TEST(RetryAfter, NeverAsksForMoreThanAnHour) {
    EXPECT_EQ(wait({{"retry-after", "86400"}}), 3600);
    EXPECT_EQ(wait({{"retry-after", "99999999999999999999"}}), 3600);
    EXPECT_EQ(wait({{"Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"}}), 3600);
}

TEST(RetryAfter, AYearThatNoClockHoldsIsAnHour) { EXPECT_EQ(wait({{"Retry-After", ", 1 Nov410000000"}}), 3600); }

TEST(RetryAfter, IgnoresNonsense) {
    for (auto const* text : {"", "-5", "soon", "5 minutes", "nan", "inf", "1e400", "0x10"}) {
        EXPECT_EQ(wait({{"retry-after", text}}), std::nullopt) << text;
        EXPECT_EQ(wait({{"retry-after-ms", text}, {"retry-after", "3"}}), 3) << text;
    }
    EXPECT_EQ(wait({}), std::nullopt);
}

TEST(RetryAfter, ReadsTheResetOfTheLimitThatIsUsedUp) {
    EXPECT_EQ(wait({{"x-ratelimit-remaining-requests", "0"},
                    {"x-ratelimit-reset-requests", "1s"},
                    {"x-ratelimit-remaining-tokens", "100"},
                    {"x-ratelimit-reset-tokens", "6m0s"}}),
              1);
    EXPECT_EQ(wait({{"x-ratelimit-reset-requests", "1s"}, {"x-ratelimit-reset-tokens", "6m0s"}}), 360);
    EXPECT_EQ(wait({{"x-ratelimit-remaining-tokens", "5"}, {"x-ratelimit-reset-tokens", "6m0s"}}), std::nullopt);
    EXPECT_EQ(wait({{"x-ratelimit-reset-tokens", "6m0s"}, {"retry-after", "2"}}), 2);
}

TEST(ParseDuration, ReadsWhatGoWrites) {
    struct {
        char const* text;
        std::optional<double> seconds;
    } const table[] = {{"1s", 1},           {"6m0s", 360},         {"1h2m3.5s", 3723.5},  {"250ms", 0.25},
                       {"2d", 172800},      {"7.66s", 7.66},       {"", std::nullopt},    {"5", std::nullopt},
                       {"s", std::nullopt}, {"-1s", std::nullopt}, {"1s1", std::nullopt}, {"1 s", std::nullopt},
                       {"1y", std::nullopt}};
    for (auto const& [text, seconds] : table) {
        auto const read = parse_duration(text);
        ASSERT_EQ(read.has_value(), seconds.has_value()) << text;
        EXPECT_NEAR(read.value_or(Seconds(0)).count(), seconds.value_or(0), 1e-9) << text;
    }
}

}  // namespace
}  // namespace troupe::net
