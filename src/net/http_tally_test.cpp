#include "net/http_tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "net/testing/scripted_http_client.hpp"

namespace troupe::net {
namespace {

double value_of(Figures const& figures, std::string const& host, std::string const& outcome) {
    for (auto const& each : figures)
        for (auto const& label : each.labels)
            if (label.second == host &&
                std::ranges::count(each.labels, std::pair<std::string, std::string>("outcome", outcome)) == 1)
                return each.value;
    return 0;
}

TEST(HttpTally, TellsWhatCameOfARequestByHostAlone) {
    HttpTally tally;
    tally.add("music", {.url = "https://api.example/v1/secret-path?key=secret"}, HttpResponse{.status = 200},
              Seconds(0.2));
    tally.add("music", {.url = "https://api.example/v1"}, HttpResponse{.status = 429}, Seconds(0.2));
    tally.add("music", {.url = "https://api.example/v1"}, HttpResponse{.status = 503}, Seconds(400));
    tally.add("music", {.url = "https://other.example/"},
              tl::unexpected(HttpError{{ErrorCode::unavailable, "timed out"}}), Seconds(0.2));

    auto const figures = tally.figures();
    EXPECT_EQ(value_of(figures, "api.example", "ok"), 1);
    EXPECT_EQ(value_of(figures, "api.example", "busy"), 1);
    EXPECT_EQ(value_of(figures, "api.example", "failed"), 1);
    EXPECT_EQ(value_of(figures, "other.example", "unreached"), 1);
    for (auto const& each : figures)
        for (auto const& label : each.labels) EXPECT_EQ(label.second.find("secret"), std::string::npos);
    auto const& times = figures.back();
    EXPECT_EQ(times.steps.back().count, 4U);
    EXPECT_EQ(times.steps.at(times.steps.size() - 2).count, 3U);  // one took longer than all steps
    EXPECT_NEAR(times.value, 400.6, 1e-6);
}

TEST(HttpTally, KeepsFewHosts) {
    HttpTally tally;
    for (int i = 0; i < 200; ++i)
        tally.add("footage", {.url = "https://cdn" + std::to_string(i) + ".example/"}, HttpResponse{.status = 200},
                  Seconds(0.1));
    EXPECT_LE(tally.figures().size(), 52U);
    EXPECT_EQ(value_of(tally.figures(), "other", "ok"), 150);
}

TEST(CountedHttpClient, HandsOnWhatItGets) {
    testing::ScriptedHttpClient inner;
    inner.answer(429, "slow down");
    HttpTally tally;
    CountedHttpClient client(inner, tally, "music");
    auto const answer = client.send({.url = "https://api.example/v1"}, {});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 429);
    EXPECT_EQ(value_of(tally.figures(), "api.example", "busy"), 1);
}

}  // namespace
}  // namespace troupe::net
