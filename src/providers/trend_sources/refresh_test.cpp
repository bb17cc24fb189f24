#include <gtest/gtest.h>

#include "providers/testing/fake_trends.hpp"
#include "trends/refresh.hpp"
#include "trends/testing/memory_trend_store.hpp"

namespace troupe::providers::trend_sources {
namespace {

using trends::RefreshOutcome;

/// A source and what is kept of it, from one refresh to the next.
struct RefreshOfSource : ::testing::Test {
    testing::FakeTrends http;
    trends::testing::MemoryTrendStore store;
    NoTransaction unit;
    FixedClock clock{*parse_time("2026-11-23T08:00:00Z")};

    trends::SourceRefresh ask(std::string const& id, std::vector<std::string> countries = {"DE"}) {
        auto const source = testing::trend_source(id, http);
        std::vector<trends::TrendSource*> const sources{source.get()};
        auto const told = trends::refresh(sources, {std::move(countries), {}}, store, unit, clock, {});
        EXPECT_TRUE(told);
        return told ? told->at(0) : trends::SourceRefresh{};
    }
};

TEST_F(RefreshOfSource, KeepsNumbersWithSourceTimeAndLicenceAndAsksNoSoonerThanAllowed) {
    http.answers(200, testing::trend_answer("apple"), {{"ETag", "\"v1\""}});
    auto const told = ask("apple");
    EXPECT_EQ(told.outcome, RefreshOutcome::readings) << told.note;
    EXPECT_EQ(told.refused, 0) << told.note;
    auto const kept = store.list({}).value();
    for (auto const& reading : kept) {
        EXPECT_EQ(reading.source, "apple");
        EXPECT_EQ(reading.licence, load_sources()->at("apple").licence);
        EXPECT_EQ(reading.retrieved, clock.now());
    }
    EXPECT_EQ(ask("apple").outcome, RefreshOutcome::too_early);
    EXPECT_EQ(http.requests.size(), 1U);
    clock.set(clock.now() + std::chrono::hours(12));
    http.answers(304, "");
    EXPECT_EQ(ask("apple").outcome, RefreshOutcome::unchanged);
    EXPECT_EQ(http.requests.at(1).headers.back().value, "\"v1\"");
    EXPECT_EQ(static_cast<int>(store.list({})->size()), told.kept.imported);
}

TEST_F(RefreshOfSource, WhatDiesOrChangesKeepsItsOldNumbersAndAddsNone) {
    http.answers(200, testing::trend_answer("listenbrainz"));
    auto const before = ask("listenbrainz").kept.imported;
    EXPECT_GT(before, 0);
    for (auto const& [status, body] :
         std::map<int, std::string>{{200, "{}"}, {204, ""}, {301, ""}, {404, ""}, {500, "oh"}}) {
        clock.set(clock.now() + std::chrono::hours(48));
        http.answers(status, body);
        auto const told = ask("listenbrainz");
        EXPECT_TRUE(told.outcome == RefreshOutcome::failed || told.outcome == RefreshOutcome::not_reported) << status;
        EXPECT_FALSE(told.note.empty()) << status;
        EXPECT_EQ(static_cast<int>(store.list({})->size()), before) << status;
    }
}

TEST_F(RefreshOfSource, NoKeyReachesTheStateThatIsKept) {
    http.answers(403, std::string(R"({"error":10,"message":"no such key: )") + testing::trend_key + "\"}");
    EXPECT_EQ(ask("lastfm").outcome, RefreshOutcome::failed);
    auto const state = json::print(store.source_state("lastfm").value());
    EXPECT_EQ(state.find(testing::trend_key), std::string::npos) << state;
}

}  // namespace
}  // namespace troupe::providers::trend_sources
