#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace troupe::text {
namespace {

TEST(Text, SlugsAreSafeNames) {
    EXPECT_EQ(slug("Vesper Lune, No. 2!"), "vesper-lune-no-2");
    EXPECT_EQ(slug("Señora d'Été"), "senora-dete");
    EXPECT_EQ(slug("../../etc"), "etc");
    EXPECT_EQ(slug("東京"), slug("東京"));
    EXPECT_NE(slug("東京"), slug("大阪"));
}

TEST(Text, RefusesMalformedUtf8) {
    EXPECT_TRUE(is_valid_utf8("naïve 🎛"));
    EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));          // overlong
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // surrogate
    EXPECT_FALSE(is_valid_utf8("\xF0\x9F\x8E"));      // cut short
    EXPECT_FALSE(is_valid_utf8("a\x80"));             // stray continuation
}

TEST(Text, ExcerptsHaveNoControlCharacters) {
    EXPECT_EQ(excerpt("a\nb\x1b[31m", 20), "a b [31m");
    EXPECT_EQ(excerpt("abcdef", 4), "abc…");
}

TEST(Text, SplitsIntoWords) { EXPECT_EQ(words("Don't stop, 'night'!"), (std::vector<std::string>{"don't", "stop", "night"})); }

RC_GTEST_PROP(Text, DecodingNeverFailsAndEncodesBack, (std::string bytes)) {
    auto const round = encode(decode(bytes));
    RC_ASSERT(is_valid_utf8(round));
    if (is_valid_utf8(bytes)) RC_ASSERT(round == bytes);
}

}  // namespace
}  // namespace troupe::text
