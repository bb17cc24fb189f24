#include <gtest/gtest.h>

#include "on_redis.hpp"
#include "storage/impl/redis_connection.hpp"
#include "storage/redis_answer_cache.hpp"
#include "storage/redis_rates.hpp"

/// What two processes share: here two objects with connections of their own.
namespace troupe::storage::testing {
namespace {

/// A cache of one process that knows nothing.
class NoAnswers final : public llm::AnswerCache {
public:
    std::optional<llm::ChatAnswer> find(std::string const&, TimePoint) override { return std::nullopt; }
    void keep(std::string const&, llm::ChatAnswer const&, TimePoint) override {}
};

class SharedInRedis : public ::testing::Test {
protected:
    RedisSettings settings = redis_of_test();
    Redis one{settings}, other{settings};
    NoAnswers nothing;
    TimePoint now{std::chrono::seconds{1'795'000'000}};
};

TEST_F(SharedInRedis, TwoProcessesTakeFromOneBucket) {
    RedisRates first(one), second(other);
    int allowed = 0;
    for (int i = 0; i < 20; ++i) allowed += (i % 2 == 0 ? first : second).take("key", 60, now) ? 0 : 1;
    EXPECT_EQ(allowed, 10);
}

TEST_F(SharedInRedis, WhatOnePaidForTheOtherHas) {
    RedisAnswerCache first(nothing, one), second(nothing, other);
    first.keep("k", {"an answer", llm::Finish::complete, {}, "m", ""}, now);
    ASSERT_TRUE(second.find("k", now));
    EXPECT_EQ(second.find("k", now)->text, "an answer");
}

TEST_F(SharedInRedis, AnswersGoWithTheirTimeTheirNumberAndTheirLength) {
    RedisAnswerCache cache(nothing, one, {.kept = std::chrono::hours(1), .most_bytes = 400, .most_answers = 3});
    for (int i = 0; i < 5; ++i) cache.keep(std::to_string(i), {"a", llm::Finish::complete, {}, "m", ""}, now);
    EXPECT_FALSE(cache.find("0", now));
    EXPECT_FALSE(cache.find("1", now));
    EXPECT_TRUE(cache.find("2", now));
    EXPECT_TRUE(cache.find("4", now));
    auto const left = one.call({"PTTL", one.key("answer:4")})->number;
    EXPECT_GT(left, 0);
    EXPECT_LE(left, 3'600'000);
    cache.keep("4", {std::string(500, 'x'), llm::Finish::complete, {}, "m", ""}, now);
    EXPECT_FALSE(cache.find("4", now));
}

TEST_F(SharedInRedis, WhatIsNoAnswerIsNone) {
    RedisAnswerCache cache(nothing, one);
    ASSERT_TRUE(one.call({"SET", one.key("answer:k"), "{\"broken"}));
    EXPECT_FALSE(cache.find("k", now));
}

}  // namespace
}  // namespace troupe::storage::testing
