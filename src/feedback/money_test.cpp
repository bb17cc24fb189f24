#include "feedback/money.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace troupe::feedback {
namespace {

std::string read(std::string_view text, NumberStyle style = NumberStyle::point) {
    auto const exact = parse_decimal(text, style);
    return exact ? format_micros(round_to_micros(*exact)) : "refused: " + exact.error().message;
}

TEST(Money, ReadsWhatStoresWrite) {
    EXPECT_EQ(read("0.0118"), "0.0118");
    EXPECT_EQ(read("-1,234,567.5"), "-1234567.5");
    EXPECT_EQ(read("+3"), "3");
    EXPECT_EQ(read(".5"), "0.5");
    EXPECT_EQ(read("1.2E-05"), "0.000012");
    EXPECT_EQ(read("1.234,56", NumberStyle::comma), "1234.56");
    EXPECT_EQ(read("12,5", NumberStyle::either), "12.5");
    EXPECT_EQ(read("12.5", NumberStyle::either), "12.5");
    EXPECT_EQ(read("9000000000000.000001"), "9000000000000.000001");
}

TEST(Money, RefusesWhatIsNoNumberInsteadOfGuessing) {
    for (auto const* text : {"", "-", ".", "1,2,3", "12,34", "1234,567", ",123", "1.2.3", "1 000", "$5", "0x10", "nan", "inf", "1e309", "1e13", "1e",
                             "--1", "99999999999999", "0.1234567890123456789", "1,234,5"})
        EXPECT_TRUE(read(text).starts_with("refused")) << text << " was read as " << read(text);
    EXPECT_TRUE(read("1.234,56").starts_with("refused"));
    EXPECT_TRUE(read("1,234.5", NumberStyle::either).starts_with("refused"));
}

TEST(Money, WholeNumbersMayHaveSeparatorsButNoFraction) {
    EXPECT_EQ(parse_whole("1,200").value(), 1200);
    EXPECT_EQ(parse_whole("-7").value(), -7);
    EXPECT_EQ(parse_whole("12.0").value(), 12);
    EXPECT_FALSE(parse_whole("12.5"));
    EXPECT_FALSE(parse_whole("2000000000000"));
}

TEST(Money, RoundsHalfToEven) {
    EXPECT_EQ(read("0.0000005"), "0");
    EXPECT_EQ(read("0.0000015"), "0.000002");
    EXPECT_EQ(read("-0.0000005"), "0");
    EXPECT_EQ(read("-0.0000025"), "-0.000002");
}

TEST(Money, RowsAddUpToTheTotalHoweverManyDecimalsTheyHave) {
    FairRounding rounding;
    Random random(7);
    Atto exact = 0;
    Micros sum = 0;
    for (int i = 0; i < 10'000; ++i) {
        auto const row = static_cast<Atto>(random.between(-1000, 1'000'000)) * 1'000'003;
        exact += row;
        sum += rounding.take("USD", row);
    }
    EXPECT_EQ(sum, round_to_micros(exact));
    EXPECT_EQ(rounding.totals().at("USD"), sum);
}

TEST(Money, KnowsCurrencies) {
    EXPECT_TRUE(is_currency("USD"));
    EXPECT_TRUE(is_currency("ZWL"));
    EXPECT_FALSE(is_currency("usd"));
    EXPECT_FALSE(is_currency("XYZ"));
    EXPECT_FALSE(is_currency("D A"));
}

}  // namespace
}  // namespace troupe::feedback
