#include "providers/trend_sources/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace troupe::providers::trend_sources {
namespace {

using ::testing::HasSubstr;

Result<Settings> read(std::map<std::string, std::string> values) {
    return read_settings(Configuration::of(std::move(values)));
}

TEST(TrendSourceSettings, NobodyIsAskedUnlessSomebodySaysSo) {
    EXPECT_TRUE(read({})->sources.empty());
    EXPECT_TRUE(read({{"TROUPE_TREND_SOURCES", " , "}})->sources.empty());
}

TEST(TrendSourceSettings, NamesAndKeysBringSources) {
    auto const settings = read({{"TROUPE_TREND_SOURCES", "deezer, Apple"}, {"YOUTUBE_API_KEY", "k"}});
    ASSERT_TRUE(settings) << settings.error().message;
    std::vector<std::string> ids;
    for (auto const& [id, source] : settings->sources) ids.push_back(id);
    EXPECT_THAT(ids, ::testing::ElementsAre("apple", "deezer", "youtube"));
    EXPECT_EQ(settings->sources.at("youtube").key, "k");
    EXPECT_EQ(settings->sources.at("deezer").base_url, "https://api.deezer.com");
}

TEST(TrendSourceSettings, FollowsByNameAndByArticle) {
    auto const settings = read({{"TROUPE_TREND_ARTISTS", "Tyler, the Third ; Low = Low (band);"},
                                {"TROUPE_TREND_GENRES", "drill=Drill music"}});
    ASSERT_TRUE(settings) << settings.error().message;
    ASSERT_EQ(settings->followed.size(), 3U);
    EXPECT_EQ(settings->followed[0].article, "Tyler, the Third");
    EXPECT_EQ(settings->followed[1].name, "Low");
    EXPECT_EQ(settings->followed[1].article, "Low (band)");
    EXPECT_EQ(settings->followed[2].kind, trends::Kind::genre);
}

TEST(TrendSourceSettings, NamesTheVariableThatIsWrong) {
    struct Case {
        std::map<std::string, std::string> values;
        std::string variable;
    };
    for (auto const& each :
         {Case{{{"TROUPE_TREND_SOURCES", "myspace"}}, "TROUPE_TREND_SOURCES"},
          Case{{{"TROUPE_TREND_SOURCES", "lastfm"}}, "LASTFM_API_KEY"},
          Case{{{"LASTFM_API_KEY", "your_lastfm_api_key"}}, "LASTFM_API_KEY"},
          Case{{{"YOUTUBE_API_KEY", "two words"}}, "YOUTUBE_API_KEY"},
          Case{{{"TROUPE_TREND_SOURCES", "deezer"}, {"TROUPE_DEEZER_URL", "http://example.com"}}, "TROUPE_DEEZER_URL"},
          Case{{{"TROUPE_TREND_SOURCES", "wikimedia"}, {"TROUPE_TREND_ARTISTS", "Low"}}, "TROUPE_TREND_CONTACT"},
          Case{{{"TROUPE_TREND_SOURCES", "wikimedia"}, {"TROUPE_TREND_CONTACT", "a@b.example"}},
               "TROUPE_TREND_ARTISTS"},
          Case{{{"TROUPE_TREND_CONTACT", "a@b.example)\r\nX-Other: 1"}}, "TROUPE_TREND_CONTACT"},
          Case{{{"TROUPE_TREND_WIKIPEDIA", "en.evil.example/"}}, "TROUPE_TREND_WIKIPEDIA"},
          Case{{{"TROUPE_DEEZER_COUNTRY", "Germany"}}, "TROUPE_DEEZER_COUNTRY"},
          Case{{{"TROUPE_TREND_ARTISTS", "=Low"}}, "TROUPE_TREND_ARTISTS"}}) {
        auto const settings = read(each.values);
        ASSERT_FALSE(settings) << each.variable;
        EXPECT_EQ(settings.error().code, ErrorCode::invalid_input);
        EXPECT_THAT(settings.error().message, HasSubstr(each.variable));
        EXPECT_EQ(settings.error().message.find("two words"), std::string::npos);
    }
}

TEST(TrendSourceTable, EachSourceHasALicenceLimitsAndAnAddressOfItsOwn) {
    auto const table = load_sources();
    ASSERT_TRUE(table) << table.error().message;
    std::set<std::string> settings;
    for (auto const& [id, row] : *table) {
        EXPECT_FALSE(row.limits.empty()) << id;
        EXPECT_TRUE(settings.insert(row.url_setting).second) << id;
    }
    EXPECT_EQ(table->at("listenbrainz").licence, "CC0-1.0");
    EXPECT_EQ(load_country_names()->at("DE"), "Germany");
}

}  // namespace
}  // namespace troupe::providers::trend_sources
