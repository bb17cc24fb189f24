#include "base/hash.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/base64.hpp"

namespace troupe {
namespace {

// RFC 4231, section 4.
TEST(HmacSha256, GivesTheVectorsOfItsStandard) {
    auto const hmac = [](std::string const& key, std::string const& message) { return hex(hmac_sha256(key, message)); };
    EXPECT_EQ(hmac(std::string(20, '\x0b'), "Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hmac("Jefe", "what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hmac(std::string(20, '\xaa'), std::string(50, '\xdd')), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    EXPECT_EQ(hmac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(HmacSha256, TakesEmptyTexts) {
    EXPECT_EQ(hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

// RFC 4648, section 10.
TEST(Base64, GivesTheVectorsOfItsStandard) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64("\xfb\xff"), "+/8=");
    EXPECT_EQ(base64_url("\xfb\xff"), "-_8");
}

TEST(Base64, RefusesWhatItWouldNotWrite) {
    for (auto const* text : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9v=", "Zm 9", "Zg==Zg==", "-_8=", "Zm9v\n"})
        EXPECT_FALSE(parse_base64(text)) << text;
}

RC_GTEST_PROP(Base64, ComesBackTheSame, (std::string bytes)) {
    auto const read = parse_base64(base64(bytes));
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == bytes);
}

}  // namespace
}  // namespace troupe
