#include "base/testing/scratch_folder.hpp"
#include "providers/suno/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace troupe::providers::suno {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Values = std::map<std::string, std::string>;

Result<std::optional<Settings>> read(Values values) { return read_settings(Configuration::of(std::move(values))); }
std::string problem(Values values) {
    auto const settings = read(std::move(values));
    EXPECT_FALSE(settings);
    return settings ? std::string() : settings.error().message;
}
std::string file_with(std::string const& text) {
    auto const file = troupe::testing::scratch_folder("dialects.json").string();
    std::ofstream(file) << text;
    return file;
}

TEST(SunoSettings, WithoutAKeyThereIsNoSuno) { EXPECT_FALSE(read({})->has_value()); }

TEST(SunoSettings, AKeyIsEnough) {
    auto const settings = **read({{"SUNO_API_KEY", "k-1"}});
    EXPECT_EQ(settings.base_url, "https://api.sunoapi.org");
    EXPECT_EQ(settings.model, "V5");
    EXPECT_EQ(settings.poll, Seconds(15));
    EXPECT_EQ(settings.deadline, Seconds(900));
    EXPECT_FALSE(settings.resubmits);
    EXPECT_EQ(settings.most_songs_a_month, 0);
    EXPECT_EQ(settings.maker(), "suno/sunoapi");
}

TEST(SunoSettings, AServiceOfOnesOwnNeedsNoKey) {
    auto const settings =
        **read({{"TROUPE_SUNO_BASE_URL", "http://localhost:3000//"}, {"TROUPE_SUNO_DIALECT", "gcui"}});
    EXPECT_EQ(settings.base_url, "http://localhost:3000");
    EXPECT_THAT(problem({{"TROUPE_SUNO_BASE_URL", "https://x.example"}}), StartsWith("SUNO_API_KEY: is not set"));
}

TEST(SunoSettings, NameWhatIsWrong) {
    auto const with = [](char const* name, char const* value) {
        return problem({{"SUNO_API_KEY", "k-1"}, {name, value}});
    };
    EXPECT_THAT(problem({{"SUNO_API_KEY", "your_suno_api_key"}}),
                StartsWith("SUNO_API_KEY: still holds the placeholder"));
    EXPECT_THAT(problem({{"SUNO_API_KEY", "two words"}}), StartsWith("SUNO_API_KEY: holds a blank"));
    EXPECT_THAT(with("TROUPE_SUNO_DIALECT", "klingon"), HasSubstr("known are acedata, gcui, kie, newapi, sunoapi"));
    EXPECT_THAT(with("TROUPE_SUNO_DIALECT", "newapi"), StartsWith("TROUPE_SUNO_BASE_URL: is not set"));
    EXPECT_THAT(with("TROUPE_SUNO_POLL_SECONDS", "0.1"), StartsWith("TROUPE_SUNO_POLL_SECONDS"));
    EXPECT_THAT(with("TROUPE_SUNO_POLL_SECONDS", "nan"), StartsWith("TROUPE_SUNO_POLL_SECONDS"));
    EXPECT_THAT(with("TROUPE_SUNO_DEADLINE_SECONDS", "x"), StartsWith("TROUPE_SUNO_DEADLINE_SECONDS"));
    EXPECT_THAT(with("TROUPE_SUNO_AUTO_RESUBMIT", "2"), StartsWith("TROUPE_SUNO_AUTO_RESUBMIT"));
    EXPECT_THAT(with("TROUPE_SUNO_MAX_SONGS_PER_MONTH", "-1"), StartsWith("TROUPE_SUNO_MAX_SONGS_PER_MONTH"));
    EXPECT_THAT(with("TROUPE_SUNO_CALLBACK_URL", "ftp://x"), StartsWith("TROUPE_SUNO_CALLBACK_URL"));
    EXPECT_THAT(with("TROUPE_SUNO_DIALECT_PATH", "/no/such/file"), StartsWith("TROUPE_SUNO_DIALECT_PATH"));
}

TEST(SunoSettings, TheKeyGoesOverNoOpenNetwork) {
    auto const address = [](char const* url) {
        return read({{"SUNO_API_KEY", "k-1"}, {"TROUPE_SUNO_BASE_URL", url}}).has_value();
    };
    for (auto const* good :
         {"https://api.example.com", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:3000/suno"})
        EXPECT_TRUE(address(good)) << good;
    for (auto const* bad :
         {"http://api.example.com", "http://127.0.0.1.example.com", "http://127.0.0.1@example.com",
          "http://localhost.example.com", "http://10.0.0.1", "ftp://localhost", "https://", "localhost"})
        EXPECT_FALSE(address(bad)) << bad;
}

TEST(SunoDialects, AreAllComplete) {
    auto const dialects = load_dialects();
    ASSERT_TRUE(dialects) << dialects.error().message;
    EXPECT_EQ(dialects->size(), 5U);
    EXPECT_EQ(limits_of(dialects->at("sunoapi"), "V4").style, 200);
    EXPECT_EQ(limits_of(dialects->at("sunoapi"), "V9").style, 1000);
    EXPECT_EQ(dialects->at("sunoapi").codes.at("429"), Verdict::credits);
    EXPECT_EQ(dialects->at("kie").codes.at("429"), Verdict::busy);
}

TEST(SunoDialects, AFileChangesOneOrAddsOne) {
    auto const file = file_with(
        R"({"sunoapi": {"model": "V6"}, "mine": {"like": "kie", "base_url": "https://mine.example", "codes": {"777": "credits"}}})");
    auto const dialects = load_dialects(file);
    ASSERT_TRUE(dialects) << dialects.error().message;
    EXPECT_EQ(dialects->at("sunoapi").model, "V6");
    EXPECT_EQ(dialects->at("mine").base_url, "https://mine.example");
    EXPECT_EQ(dialects->at("mine").codes.at("777"), Verdict::credits);
    EXPECT_EQ(dialects->at("mine").codes.at("402"), Verdict::credits) << "the rest is as in kie";
    EXPECT_EQ(dialects->at("kie").base_url, "https://api.kie.ai");
}

TEST(SunoDialects, NameThePlaceOfAMistake) {
    auto const about = [](std::string const& text) { return load_dialects(file_with(text)).error().message; };
    EXPECT_THAT(about("[]"), HasSubstr("dialects.json: expected an object"));
    EXPECT_THAT(about("{"), HasSubstr("dialects.json"));
    EXPECT_THAT(about(R"({"mine": 5})"), HasSubstr("mine: expected an object"));
    EXPECT_THAT(about(R"({"mine": {"like": "nobody"}})"), HasSubstr("mine.like: there is no dialect \"nobody\""));
    EXPECT_THAT(about(R"({"mine": {"name": "x"}})"), HasSubstr("mine.submit.path: is missing"));
    EXPECT_THAT(about(R"({"kie": {"codes": {"1": "great"}}})"), HasSubstr("kie.codes.1: expected one of ok, params"));
    EXPECT_THAT(about(R"({"kie": {"colour": "red"}})"), HasSubstr("kie.colour"));
    EXPECT_THAT(about(R"({"kie": {"models": {"*": {"style": 1}}}})"), HasSubstr("kie.models.*"));
}

}  // namespace
}  // namespace troupe::providers::suno
