#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"
#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"
#include "flow/trends.hpp"

namespace troupe::calls {
namespace {

class SilentService final : public trends::TrendSource {
public:
    int polls = 0;
    std::string name() const override { return "silent"; }
    trends::SourceTerms terms() const override { return {.licence = "none"}; }
    std::vector<trends::SeriesKey> wanted;
    Result<trends::PollAnswer> poll(trends::Poll const& poll, std::stop_token) override {
        ++polls;
        wanted = poll.wanted;
        return trends::PollAnswer{.note = "not computed yet"};
    }
};

struct TrendCalls : ::testing::Test {
    Result<json::Value> ask(std::string const& name, json::Object input, std::string const& csv = "") {
        Context context{desk.desk, {"Ada", access::Role::admin, "", ""}, "r", {}, std::nullopt, std::nullopt};
        if (!csv.empty()) {
            context.upload = troupe::testing::scratch_folder("week.csv");
            EXPECT_TRUE(write_file(*context.upload, csv));
        }
        auto const answer = TRY(perform(*catalogue.find(name), context, input));
        return std::get<json::Value>(answer.body);
    }

    Catalogue catalogue = Catalogue::complete();
    testing::MemoryDesk desk;
};

std::string const week =
    "kind,name,platform,country,grain,date,measure,value,source,retrieved,licence\n"
    "genre,Drill,deezer,DE,week,2025-12-01,plays,12,label,2025-12-10,own\n";

TEST_F(TrendCalls, WithoutReadingsNoEvidenceIsTheAnswer) {
    auto const shown = ask("trends.show", {});
    ASSERT_TRUE(shown) << shown.error().message;
    EXPECT_TRUE(shown->at("series").as_array().empty());
    EXPECT_NE(std::string(shown->at("notes").as_array().at(0).as_string()).find("no evidence"), std::string::npos);
}

TEST_F(TrendCalls, WhatWasImportedIsShown) {
    auto const imported = ask("trends.import", {}, week);
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_EQ(imported->at("imported").as_int64(), 1);
    EXPECT_EQ(ask("trends.show", {{"kind", "genre"}})->at("series").as_array().size(), 1U);
    EXPECT_TRUE(ask("trends.show", {{"kind", "mood"}})->at("series").as_array().empty());
    EXPECT_EQ(ask("trends.show", {{"kind", "colour"}}).error().field, "kind");
}

TEST_F(TrendCalls, OpportunitiesOfAnUnknownArtistAreNotFound) {
    EXPECT_EQ(ask("trends.opportunities", {{"artist_id", "018f3c1e-7b2a-7c3d-9e4f-0123456789ab"}}).error().code,
              ErrorCode::not_found);
}

TEST_F(TrendCalls, ARefreshIsBegunOnlyWhereASourceMayBeAsked) {
    EXPECT_EQ(flow::begin_due_trend_refresh(desk.studio), 0);
    EXPECT_FALSE(flow::refresh_trends(desk.studio, {})->note.empty());
    SilentService service;
    desk.studio.trend_sources = {&service};
    EXPECT_EQ(flow::begin_due_trend_refresh(desk.studio), 1);
    EXPECT_EQ(flow::refresh_trends(desk.studio, {})->sources.at(0).outcome, trends::RefreshOutcome::not_reported);
    EXPECT_EQ(flow::begin_due_trend_refresh(desk.studio), 0);
    EXPECT_EQ(service.polls, 1);
}

TEST_F(TrendCalls, ARefreshAsksForTheGenresAndArtistsOfTheRoster) {
    std::uint64_t number = 0;
    auto const add = [&](std::string name, std::vector<std::string> const& genres, artist::State state) {
        artist::Document document;
        document.id = make_id<artist::ArtistTag>(desk.clock.now(), [&] { return ++number; });
        document.state = state;
        document.version.number = 1;
        document.profile.core.name = std::move(name);
        for (auto const& genre : genres) document.profile.style.genres.push_back({genre, 1});
        EXPECT_TRUE(desk.artists.insert(document));
    };
    add("Vesper Lune", {"Techno", "ambient"}, artist::State::active);
    add("Ida Varn", {"techno"}, artist::State::candidate);
    add("Long Gone", {"polka"}, artist::State::retired);
    SilentService service;
    desk.studio.trend_sources = {&service};
    ASSERT_TRUE(flow::refresh_trends(desk.studio, {}));
    std::vector<std::string> names;
    for (auto const& key : service.wanted) names.push_back(key.name);
    EXPECT_EQ(names, (std::vector<std::string>{"techno", "ambient", "Vesper Lune", "Ida Varn"}));
    EXPECT_EQ(service.wanted[0].kind, trends::Kind::genre);
    EXPECT_EQ(service.wanted[3].kind, trends::Kind::artist);
}

}  // namespace
}  // namespace troupe::calls
