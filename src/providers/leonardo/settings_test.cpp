#include "providers/leonardo/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/testing/scratch_folder.hpp"

namespace troupe::providers::leonardo {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Values = std::map<std::string, std::string>;

Result<std::optional<Settings>> read(Values values) { return read_settings(Configuration::of(std::move(values))); }
std::string problem_with(std::string const& name, std::string const& value) {
    Values values{{"LEONARDO_API_KEY", "k-1"}};
    values[name] = value;
    auto const settings = read(std::move(values));
    EXPECT_FALSE(settings) << name << "=" << value;
    return settings ? std::string() : settings.error().message;
}
std::string prices_with(std::string const& text) {
    auto const file = troupe::testing::scratch_folder("leonardo_prices.json").string();
    std::ofstream(file) << text;
    return file;
}

TEST(LeonardoSettings, WithoutAKeyThereIsNoLeonardo) {
    EXPECT_FALSE(read({})->has_value());
    EXPECT_FALSE(read({{"TROUPE_LEONARDO_MODEL", "x"}})->has_value());
}

TEST(LeonardoSettings, AKeyIsEnough) {
    auto const settings = **read({{"LEONARDO_API_KEY", "k-1"}});
    EXPECT_EQ(settings.base_url, "https://cloud.leonardo.ai/api/rest/v1");
    EXPECT_EQ(settings.width_px, 1024);
    EXPECT_EQ(settings.deadline, Seconds(300));
    EXPECT_TRUE(settings.motion.empty());
    EXPECT_FALSE(settings.most_a_month);
    EXPECT_FALSE(settings.resubmits);
    EXPECT_EQ(model_of(settings.prices, settings.model).contrast, 3.5);
}

TEST(LeonardoSettings, NameWhatIsWrong) {
    EXPECT_THAT(problem_with("LEONARDO_API_KEY", "your_leonardo_api_key"), StartsWith("LEONARDO_API_KEY: still holds the placeholder"));
    EXPECT_THAT(problem_with("LEONARDO_API_KEY", "two words"), StartsWith("LEONARDO_API_KEY: holds a blank"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_BASE_URL", "http://api.example.com"), StartsWith("TROUPE_LEONARDO_BASE_URL"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_WIDTH", "1001"), HasSubstr("a multiple of 8, such as 1000"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_HEIGHT", "2048"), StartsWith("TROUPE_LEONARDO_HEIGHT"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_MOTION", "KLINGON"), HasSubstr("known are MOTION2, MOTION2FAST"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH", "nan"), StartsWith("TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_POLL_SECONDS", "0"), StartsWith("TROUPE_LEONARDO_POLL_SECONDS"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_WEBHOOK_KEY", "a b"), StartsWith("TROUPE_LEONARDO_WEBHOOK_KEY"));
    EXPECT_THAT(problem_with("TROUPE_LEONARDO_PRICES_PATH", "/no/such.json"), StartsWith("TROUPE_LEONARDO_PRICES_PATH"));
}

TEST(LeonardoSettings, TheMonthsLimitIsInOneUnit) {
    auto const dollars = **read({{"LEONARDO_API_KEY", "k"}, {"TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH", "5.50"}});
    EXPECT_EQ(dollars.most_a_month->micros, 5'500'000);
    EXPECT_EQ(dollars.unit(), "USD");
    auto const credits = **read({{"LEONARDO_API_KEY", "k"}, {"TROUPE_LEONARDO_MAX_CREDITS_PER_MONTH", "300"}});
    EXPECT_EQ(credits.most_a_month->micros, 300'000'000);
    EXPECT_EQ(credits.unit(), "credits");
    auto const both = read({{"LEONARDO_API_KEY", "k"}, {"TROUPE_LEONARDO_MAX_CREDITS_PER_MONTH", "300"}, {"TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH", "5"}});
    ASSERT_FALSE(both);
    EXPECT_THAT(both.error().message, HasSubstr("pays in one of the two"));
}

TEST(LeonardoPrices, OfOnesOwnStandOverTheBuiltInOnes) {
    auto const prices = load_prices(prices_with(R"({"dated":"2027-01-01","models":{"mine":{"name":"Mine","dollars":0.5}},"motions":{"VEO3":{"seconds":8,"dollars":2}}})"));
    ASSERT_TRUE(prices) << prices.error().message;
    EXPECT_EQ(prices->dated, "2027-01-01");
    EXPECT_EQ(price_of(model_of(*prices, "mine"), "USD", 1024, 1024)->micros, 500'000);
    EXPECT_FALSE(price_of(model_of(*prices, "mine"), "credits", 1024, 1024));
    EXPECT_EQ(price_of(prices->motions.at("VEO3"), "USD")->micros, 2'000'000);
    EXPECT_TRUE(prices->motions.contains("MOTION2"));
    auto const wrong = load_prices(prices_with(R"({"models":{"mine":{"dollars":-1}}})"));
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message, AllOf(HasSubstr("leonardo_prices.json"), HasSubstr("models.mine")));
}

TEST(LeonardoPrices, GrowWithThePicture) {
    ImageModel const model{.dollars = 0.05};
    EXPECT_EQ(price_of(model, "USD", 512, 512)->micros, 50'000) << "a small one costs no less";
    EXPECT_EQ(price_of(model, "USD", 1536, 1536)->micros, 112'500);
}

}  // namespace
}  // namespace troupe::providers::leonardo
