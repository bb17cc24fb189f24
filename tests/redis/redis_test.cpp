#include "storage/redis.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "on_redis.hpp"

/// The connections to a server: what they say, and what they say when it is not there.
namespace troupe::storage::testing {
namespace {

using namespace std::chrono_literals;

TEST(RedisServer, GivesBackWhatItWasTold) {
    TempRedis place;
    std::string const any("a\r\n\0b \xff", 7);
    ASSERT_TRUE(place.redis.call({"SET", place.redis.key("x"), any}));
    EXPECT_EQ(place.redis.call({"GET", place.redis.key("x")})->text, any);
    EXPECT_EQ(place.redis.call({"GET", place.redis.key("y")})->kind, impl::RedisReply::Kind::nothing);
    EXPECT_TRUE(place.redis.status().is_up);
}

TEST(RedisServer, SaysWhatItRefuses) {
    TempRedis place;
    ASSERT_TRUE(place.redis.call({"SET", place.redis.key("x"), "text"}));
    auto const refused = place.redis.call({"INCR", place.redis.key("x")});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::bad_response);
    EXPECT_NE(refused.error().message.find("not an integer"), std::string::npos) << refused.error().message;
    EXPECT_EQ(place.redis.status().refusals, 1);
}

TEST(RedisServer, LearnsAScriptAgainThatItForgot) {
    TempRedis place;
    auto const script = RedisScript::of("return ARGV[1] .. KEYS[1]");
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(place.redis.call({"SCRIPT", "FLUSH"}));
        auto const answers = place.redis.run_all(script, {{{"k"}, {"a"}}, {{"k"}, {"b"}}});
        ASSERT_TRUE(answers) << answers.error().message;
        EXPECT_EQ((*answers)[1].text, "bk");
    }
}

TEST(RedisServer, AWaitEndsWhenItIsTold) {
    TempRedis place;
    std::stop_source stop;
    std::jthread const other([&] { stop.request_stop(); });
    auto const waited = place.redis.wait({"BLPOP", place.redis.key("list"), "600"}, 10min, stop.get_token());
    ASSERT_FALSE(waited);
    EXPECT_EQ(waited.error().code, ErrorCode::cancelled);
    EXPECT_TRUE(place.redis.reach());
}

TEST(RedisServer, NamesAWrongPasswordAndDoesNotShowIt) {
    auto settings = redis_of_test();
    settings.password = "wrong-secret";
    auto const reached = Redis(settings).reach();
    ASSERT_FALSE(reached);
    EXPECT_NE(reached.error().message.find("REDIS_PASSWORD"), std::string::npos) << reached.error().message;
    EXPECT_EQ(reached.error().message.find("wrong-secret"), std::string::npos);
    settings.password.clear();
    EXPECT_NE(Redis(settings).reach().error().message.find("set REDIS_PASSWORD"), std::string::npos);
}

TEST(RedisServer, NamesADatabaseThatIsNotThere) {
    auto settings = redis_of_test();
    settings.database = 9999;
    EXPECT_NE(Redis(settings).reach().error().message.find("TROUPE_REDIS_DB=9999"), std::string::npos);
}

TEST(RedisServer, IsNotAskedAgainWhileItRests) {
    RedisSettings const settings{.host = "127.0.0.1", .port = 1, .rest = 10min};
    Redis redis(settings);
    for (int i = 0; i < 3; ++i) {
        auto const reached = redis.reach();
        ASSERT_FALSE(reached);
        EXPECT_EQ(reached.error().code, ErrorCode::unavailable);
        EXPECT_NE(reached.error().message.find("127.0.0.1:1"), std::string::npos) << reached.error().message;
    }
    EXPECT_EQ(redis.status().failures, 3);
    EXPECT_FALSE(redis.status().is_up);
}

class RedisWithTls : public ::testing::Test {
protected:
    RedisWithTls() {
        settings.has_tls = true;
        settings.root_certificate = required_environment("OTHER_TROUPE_REDIS_CA");
    }
    RedisSettings settings = redis_of_test("OTHER_");
};

TEST_F(RedisWithTls, SpeaksToTheServerItKnows) {
    Redis redis(settings);
    auto const reached = redis.reach();
    ASSERT_TRUE(reached) << reached.error().message;
    std::string const much(300'000, 'x');
    ASSERT_TRUE(redis.call({"SET", redis.key("much"), much}));
    EXPECT_EQ(redis.call({"GET", redis.key("much")})->text, much);
}

TEST_F(RedisWithTls, RefusesACertificateThatNobodyVouchesFor) {
    settings.root_certificate.clear();
    auto const reached = Redis(settings).reach();
    ASSERT_FALSE(reached);
    EXPECT_NE(reached.error().message.find("certificate"), std::string::npos) << reached.error().message;
}

TEST_F(RedisWithTls, RefusesACertificateOfAnother) {
    settings.host = "127.0.0.1";
    auto const reached = Redis(settings).reach();
    ASSERT_FALSE(reached);
    EXPECT_NE(reached.error().message.find("certificate"), std::string::npos) << reached.error().message;
}

TEST_F(RedisWithTls, DoesNotTakePlainTextForTls) {
    auto plain = redis_of_test();
    plain.has_tls = true;
    EXPECT_FALSE(Redis(plain).reach());
    settings.has_tls = false;
    EXPECT_FALSE(Redis(settings).reach());
}

}  // namespace
}  // namespace troupe::storage::testing
