#include "access/webhook_signing.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"

namespace troupe::access {
namespace {

using namespace std::chrono_literals;

constexpr auto secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
// Made by the reference library of the specification, and the same by OpenSSL.
constexpr auto right = "v1,hVsFLpmw4Ib/Xm0eZLt3KqYBZdt0U8gdGeuz0EsGv78=";
constexpr TimePoint at{1'700'000'000'999ms};
SignedMessage const message{.id = "msg_1", .at = at, .body = "{\"a\":1}"};
std::string const other = "whsec_" + base64(std::string(64, 'k'));

TEST(WebhookSignature, IsThatOfTheReference) { EXPECT_EQ(*sign(message, {secret}), right); }

TEST(WebhookSignature, OfTwoSecretsIsGoodForBoth) {
    auto const both = *sign(message, {secret, other});
    EXPECT_TRUE(both.starts_with(std::string(right) + " v1,"));
    EXPECT_TRUE(verify(message, both, {secret}, at));
    EXPECT_TRUE(verify(message, both, {other}, at));
    EXPECT_FALSE(verify(message, *sign(message, {secret}), {other}, at));
}

TEST(WebhookSignature, HoldsForTheExactMessageAlone) {
    auto changed = message;
    changed.body += ' ';
    EXPECT_FALSE(verify(changed, right, {secret}, at));
    changed = message;
    changed.id = "msg_2";
    EXPECT_FALSE(verify(changed, right, {secret}, at));
    changed = message;
    changed.at += 1s;
    EXPECT_FALSE(verify(changed, right, {secret}, at));
    for (auto const* wrong : {"", "v1", "v1,", "v1a,hVsFLpmw4Ib/Xm0eZLt3KqYBZdt0U8gdGeuz0EsGv78=", "V1,hVsFLpmw4Ib/Xm0eZLt3KqYBZdt0U8gdGeuz0EsGv78=",
                              "hVsFLpmw4Ib/Xm0eZLt3KqYBZdt0U8gdGeuz0EsGv78="})
        EXPECT_FALSE(verify(message, wrong, {secret}, at)) << wrong;
    EXPECT_TRUE(verify(message, std::string("v1a,xyz v9,abc ") + right, {secret}, at));
}

TEST(WebhookSignature, GrowsOld) {
    EXPECT_TRUE(verify(message, right, {secret}, at + 5min));
    EXPECT_FALSE(verify(message, right, {secret}, at + 5min + 1ms));
    EXPECT_TRUE(verify(message, right, {secret}, at - 5min));
    EXPECT_FALSE(verify(message, right, {secret}, at - 5min - 1ms));
}

TEST(WebhookSignature, RefusesWhatIsNoSecret) {
    for (auto const& bad : {std::string(), std::string("whsec_"), std::string("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "whsec_" + base64(std::string(23, 'k')),
                            "whsec_" + base64(std::string(65, 'k')), std::string("whsec_not base64 at all, is it?")}) {
        auto const refused = sign(message, {bad});
        ASSERT_FALSE(refused) << bad;
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
        EXPECT_TRUE(bad.size() < 10 || refused.error().message.find(bad) == std::string::npos);
    }
}

}  // namespace
}  // namespace troupe::access
