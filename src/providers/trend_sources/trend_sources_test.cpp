#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "providers/testing/fake_trends.hpp"
#include "providers/trend_sources/impl/chart.hpp"

namespace troupe::providers::trend_sources {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::trend_answer;
using trends::Kind;
using trends::Reported;

auto const now = *parse_time("2026-11-23T08:00:00Z");

struct SourceTest : ::testing::Test {
    testing::FakeTrends http;

    Result<trends::PollAnswer> poll(std::string const& id, std::vector<std::string> countries = {"DE"},
                                    std::string validator = {}) {
        return testing::trend_source(id, http)->poll(
            {.countries = std::move(countries), .wanted = {}, .now = now, .validator = std::move(validator)}, {});
    }
    /// The values of a kind and measure by name.
    static std::map<std::string, double> values(trends::PollAnswer const& answer, Kind kind,
                                                std::string const& measure) {
        std::map<std::string, double> found;
        for (auto const& each : answer.readings)
            if (each.kind == kind && each.measure == measure) found[each.name] = each.value;
        return found;
    }
    void answers_by_path(std::map<std::string, net::HttpResponse> by_path) {
        http.answers([by_path](net::HttpRequest const& request) {
            for (auto const& [part, response] : by_path)
                if (request.url.find(part) != std::string::npos) return response;
            return net::HttpResponse{404, {}, ""};
        });
    }
    static net::HttpResponse well(std::string body, std::vector<net::Header> headers = {}) {
        return {200, std::move(headers), std::move(body)};
    }
};

TEST_F(SourceTest, AppleGivesPlacesArtistsAndGenresOfTheFeedsOwnDay) {
    http.answers(200, trend_answer("apple"));
    auto const answer = poll("apple");
    ASSERT_TRUE(answer) << answer.error().message;
    auto const songs = values(*answer, Kind::song, "rank_points");
    EXPECT_EQ(songs.at("Lantern Low - Salt on the Rail"), 100) << "the better of its two places";
    EXPECT_EQ(songs.at("Ida Varn - Paper Harbour"), 99);
    EXPECT_EQ(values(*answer, Kind::artist, "rank_points").at("Lantern Low"), 100 + 98 + 97);
    auto const genres = values(*answer, Kind::genre, "chart_share");
    EXPECT_EQ(genres.size(), 2U) << "\"Music\" is no genre";
    EXPECT_NEAR(genres.at("electronic"), (100.0 + 97) / (100 + 97 + 98), 1e-9);
    EXPECT_EQ(answer->readings[0].date, *parse_date("2026-11-22"));
    EXPECT_EQ(answer->readings[0].country, "DE");
    EXPECT_THAT(http.requests.at(0).url, HasSubstr("/api/v2/de/music/most-played/100/songs.json"));
}

TEST_F(SourceTest, WhatIsUnchangedIsNotSentAgain) {
    http.answers(200, trend_answer("apple"), {{"ETag", "\"v1\""}});
    auto const first = poll("apple");
    ASSERT_TRUE(first);
    http.answers([](net::HttpRequest const& request) {
        for (auto const& [name, value] : request.headers)
            if (name == "If-None-Match" && value == "\"v1\"") return net::HttpResponse{304, {}, ""};
        return net::HttpResponse{200, {}, trend_answer("apple")};
    });
    auto const again = poll("apple", {"DE"}, first->validator);
    EXPECT_EQ(again->reported, Reported::unchanged);
    EXPECT_EQ(again->validator, first->validator);
    EXPECT_EQ(poll("apple", {"FR"}, first->validator)->reported, Reported::readings)
        << "another country is another question";
}

TEST_F(SourceTest, AnUndatedChartIsAskedForWhole) {
    http.answers(200, trend_answer("youtube"), {{"ETag", "\"v1\""}});
    EXPECT_EQ(poll("youtube")->validator, "") << "the same chart on another day is another number";
}

TEST_F(SourceTest, OneCountryThatFailsIsNamedAndTheOthersReport) {
    answers_by_path({{"/de/", well(trend_answer("apple"))}, {"/fr/", well("<html>")}});
    auto const answer = poll("apple", {"DE", "FR"});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->reported, Reported::readings);
    EXPECT_THAT(answer->note,
                HasSubstr("FR: it answered with something that is no JSON; check TROUPE_APPLE_CHARTS_URL"));
}

TEST_F(SourceTest, AServiceThatIsDownIsLeftAlone) {
    http.answers(500, "");
    EXPECT_FALSE(poll("apple", {"DE", "FR", "GB", "US", "JP"}));
    EXPECT_EQ(http.requests.size(), 4U) << "two questions, each twice";
}

TEST_F(SourceTest, WhoIsTurnedAwayDoesNotKnockAgain) {
    http.answers(403, "Please set a user-agent");
    auto const answer = poll("wikimedia");
    EXPECT_EQ(answer.error().code, ErrorCode::invalid_input);
    EXPECT_THAT(answer.error().message, HasSubstr("check TROUPE_TREND_CONTACT"));
    EXPECT_EQ(http.requests.size(), 1U);
}

TEST_F(SourceTest, MoreThanOnePollMayAskIsLeftOutAndSaid) {
    http.answers(200, trend_answer("youtube"));
    std::vector<std::string> const countries = text::split(
        "AR AT AU BE BG BR CA CH CL CN CO CR CZ DE DK EC EE EG ES FI FR GB GR HR HU ID IE IL IN IS IT JP KE LT LU LV "
        "MA MX MY NG NL NO DE DE",
        ' ');
    auto const answer = poll("youtube", countries);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->reported, Reported::readings);
    EXPECT_EQ(http.requests.size(), 40U);
    EXPECT_THAT(answer->note, HasSubstr("2 questions beyond the 40 of one poll were not asked"));
}

TEST_F(SourceTest, ARedirectIsNotFollowed) {
    http.answers(301, "", {{"Location", "https://elsewhere.example/api?x=1"}});
    auto const answer = poll("apple");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::bad_response);
    EXPECT_THAT(answer.error().message, HasSubstr("elsewhere.example"));
    EXPECT_THAT(answer.error().message, HasSubstr("set TROUPE_APPLE_CHARTS_URL"));
    EXPECT_EQ(http.requests.size(), 1U);
}

TEST_F(SourceTest, DeezerTellsTempoWhereItKnowsIt) {
    answers_by_path({{"/chart/", well(trend_answer("deezer"))},
                     {"/track/3135556", well(trend_answer("deezer_track"))},
                     {"/track/3135557", well(R"({"id":3135557,"bpm":0})")}});
    auto const answer = poll("deezer");
    ASSERT_TRUE(answer) << answer.error().message;
    auto const bands = values(*answer, Kind::tempo_band, "chart_share");
    EXPECT_EQ(bands, (std::map<std::string, double>{{"120-129", 1.0}})) << "a tempo of 0 is one that nobody knows";
    for (auto const& request : http.requests)
        EXPECT_THAT(request.url, ::testing::StartsWith("https://api.deezer.com/")) << "not where an answer points to";
    EXPECT_EQ(answer->readings[0].country, "ZZ");
}

TEST_F(SourceTest, DeezersErrorsComeAsIfAllWereWell) {
    http.answers(200, trend_answer("deezer_quota"));
    EXPECT_EQ(poll("deezer").error().code, ErrorCode::rate_limited);
    http.answers(200, R"({"error":{"type":"DataException","message":"no data","code":800}})");
    EXPECT_EQ(poll("deezer")->reported, Reported::not_reported);
}

TEST_F(SourceTest, TempoOfHalfAChartIsNotTold) {
    answers_by_path({{"/chart/", well(trend_answer("deezer"))}, {"/track/", {500, {}, ""}}});
    auto const answer = poll("deezer");
    ASSERT_TRUE(answer);
    EXPECT_TRUE(values(*answer, Kind::tempo_band, "chart_share").empty());
    EXPECT_FALSE(values(*answer, Kind::song, "rank_points").empty());
    EXPECT_THAT(answer->note, HasSubstr("tempo: "));
}

TEST_F(SourceTest, ListenBrainzCountsWholeWeeks) {
    http.answers(200, trend_answer("listenbrainz"));
    auto const answer = poll("listenbrainz");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(values(*answer, Kind::artist, "listens").at("Ida Varn"), 1200);
    EXPECT_EQ(values(*answer, Kind::song, "listens").at("Lantern Low - Salt on the Rail"), 812);
    EXPECT_EQ(answer->readings[0].grain, trends::Grain::week);
    EXPECT_EQ(answer->readings[0].date, *parse_date("2025-11-17"));
    http.answers(200, R"({"payload":{"artists":[],"recordings":[],"from_ts":1763337600,"to_ts":1763337660}})");
    EXPECT_EQ(poll("listenbrainz").error().code, ErrorCode::bad_response) << "a minute is no week";
}

TEST_F(SourceTest, WikimediaIsAskedForTheDaysThatAreMissing) {
    http.answers(200, trend_answer("wikimedia"));
    auto const first = poll("wikimedia");
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(first->readings.size(), 2U);
    EXPECT_EQ(first->readings[1].date, *parse_date("2026-11-21"));
    EXPECT_THAT(http.requests.at(0).url, HasSubstr("/en.wikipedia/all-access/user/Nils_Frahm/daily/20241123/20261122"));
    ASSERT_TRUE(poll("wikimedia", {}, first->validator));
    EXPECT_THAT(http.requests.at(1).url, HasSubstr("/daily/20261114/20261122"));
    EXPECT_EQ(http.requests.at(0).headers.at(1).value, "Troupe/0.1 (trends@label.example)");
}

TEST_F(SourceTest, LastFmReadsNumbersInQuotesAndSaysThatTheyRunOn) {
    http.answers(200, trend_answer("lastfm"));
    auto const answer = poll("lastfm");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(values(*answer, Kind::song, "listeners_total").at("Lantern Low - Salt on the Rail"), 301234);
    EXPECT_EQ(values(*answer, Kind::artist, "rank_points").at("Lantern Low"), 100);
    EXPECT_THAT(http.requests.at(2).url, HasSubstr("country=Germany"));
}

TEST_F(SourceTest, LastFmIsAskedForTheGenresThatAreWantedEachOnce) {
    http.answers(200, trend_answer("lastfm"));
    auto const wanted = [](Kind kind, std::string name) {
        trends::SeriesKey key;
        key.kind = kind;
        key.name = std::move(name);
        return key;
    };
    (void)testing::trend_source("lastfm", http)
        ->poll({.countries = {},
                .wanted = {wanted(Kind::genre, "dark techno"), wanted(Kind::genre, "Dark Techno"),
                           wanted(Kind::artist, "Vesper Lune"), wanted(Kind::genre, "a&api_key=b")},
                .now = now,
                .validator = {}},
               {});
    ASSERT_EQ(http.requests.size(), 4U);
    EXPECT_THAT(http.requests[2].url, HasSubstr("method=tag.getinfo&format=json&tag=dark%20techno&"));
    EXPECT_THAT(http.requests[3].url, HasSubstr("tag=a%26api_key%3Db&")) << "a name is never a parameter";
}

TEST_F(SourceTest, WikimediaLooksUpNoBareNames) {
    http.answers(200, trend_answer("wikimedia"));
    trends::SeriesKey house;
    house.name = "house";
    (void)testing::trend_source("wikimedia", http)
        ->poll({.countries = {}, .wanted = {house}, .now = now, .validator = {}}, {});
    EXPECT_EQ(http.requests.size(), 1U) << "the article called House is about buildings";
}

TEST_F(SourceTest, OnlyYouTubesNumbersEndByThemselves) {
    for (std::string const id : {"apple", "deezer", "lastfm", "listenbrainz", "wikimedia", "youtube"})
        EXPECT_EQ(testing::trend_source(id, http)->terms().keep_days.value_or(0), id == "youtube" ? 30 : 0) << id;
}

TEST_F(SourceTest, YouTubeTellsTagsThatSeveralVideosShare) {
    http.answers(200, trend_answer("youtube"));
    auto const answer = poll("youtube");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(values(*answer, Kind::hashtag, "chart_videos"), (std::map<std::string, double>{{"techno", 2}}));
    EXPECT_EQ(values(*answer, Kind::song, "views_total").size(), 1U) << "a count that is hidden is missing, not 0";
}

TEST_F(SourceTest, ARefusedKeyIsAskedOnceAndNeverTold) {
    auto const quoting = [](std::string const& words) {
        return "{\"error\":10,\"message\":\"" + words + testing::trend_key + "\"}";
    };
    for (std::string const id : {"lastfm", "youtube"}) {
        http.requests.clear();
        http.answers(403, quoting(std::string(110, 'x')));
        auto const answer = poll(id, {"DE", "FR"});
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, ErrorCode::invalid_input);
        EXPECT_THAT(answer.error().message,
                    HasSubstr(id == "lastfm" ? "check LASTFM_API_KEY" : "check YOUTUBE_API_KEY"));
        EXPECT_THAT(answer.error().message, Not(HasSubstr("trend-sec")));
        EXPECT_EQ(http.requests.size(), 1U);
        EXPECT_THAT(http.requests[0].url, HasSubstr(testing::trend_key));
    }
}

TEST_F(SourceTest, TheQuotaOfTheDayIsNoRefusedKey) {
    http.answers(403, trend_answer("youtube_quota"));
    EXPECT_EQ(poll("youtube").error().code, ErrorCode::rate_limited);
}

TEST_F(SourceTest, CountriesThatAreNoneNeverReachAnAddress) {
    http.answers(200, trend_answer("youtube"));
    ASSERT_TRUE(poll("youtube", {"DE", "X/../", "de&key=1"}));
    EXPECT_EQ(http.requests.size(), 1U);
}

TEST(TrendNames, AreOneLineThatNothingTurnsRound) {
    EXPECT_EQ(impl::name_of("  Lan\ttern\r\n  \u202ELow\u200B \x01"), "Lan tern Low");
    EXPECT_EQ(impl::name_of("\u202E\u200B \n"), "");
    EXPECT_LE(impl::name_of(std::string(5000, 'a')).size(), 200U);
    EXPECT_EQ(impl::name_of("a\xFF z"), "a\uFFFD z");
    EXPECT_EQ(impl::song_name("", "Title"), "");
}

TEST(TrendNumbers, AreCountsAndNothingElse) {
    auto const number = [](char const* text) {
        auto const value = json::parse_value(text);
        return impl::number_in(&*value);
    };
    EXPECT_EQ(number("12"), 12);
    EXPECT_EQ(number("\"2100345\""), 2100345);
    for (auto const* none : {"-1", "1.5", "\"1e9\"", "\"\"", "null", "true", "[1]", "\"9999999999999\"", "1e300"})
        EXPECT_EQ(number(none), std::nullopt) << none;
}

TEST(TrendDates, AreReadAsTheServicesWriteThem) {
    auto const day = *parse_date("2026-11-22");
    for (auto const* text :
         {"2026-11-22T01:42:09.000-07:00", "2026112200", "20261122", "Sun, 22 Nov 2026 04:12:12 +0000"})
        EXPECT_EQ(impl::date_in(text), day) << text;
    for (auto const* text : {"", "yesterday", "2026-13-01", "2026113100", "31 Feb 2026", "22 Xyz 2026"})
        EXPECT_EQ(impl::date_in(text), std::nullopt) << text;
}

}  // namespace
}  // namespace troupe::providers::trend_sources
