#include "providers/impl/posting.hpp"

#include <gtest/gtest.h>

#include "net/testing/scripted_http_client.hpp"
#include "providers/bluesky/bluesky_channel.hpp"
#include "providers/impl/address.hpp"
#include "providers/mastodon/mastodon_channel.hpp"

namespace troupe::providers {
namespace {

constexpr auto key = "secret-key-0123456789";

struct Posted : ::testing::Test {
    FixedClock clock{*parse_time("2026-11-22T08:30:00Z")};
    net::testing::ScriptedHttpClient http;
    impl::PostingParts const parts{http, clock};
    social::Attempt const attempt{.key = "key-1", .first = clock.now(), .memory = {}, .remember = {}};
    social::RenderedPost const post{.platform = "mastodon", .artist = "Vesper Lune", .title = {}, .text = "Words"};

    social::Published on_mastodon() {
        return mastodon::MastodonChannel({.token = key, .base_url = "https://social.example.com", .backoff = Seconds(0)}, parts).publish(post, attempt, {});
    }
    social::Published on_bluesky(std::string const& home = "https://bsky.example.com") {
        return bluesky::BlueskyChannel({.handle = "a.test", .password = key, .base_url = home, .backoff = Seconds(0)}, parts).publish(post, attempt, {});
    }
    static std::string session(std::string const& host) {
        return R"({"accessJwt":"a","refreshJwt":"b","did":"did:plc:abc","handle":"a.test","didDoc":{"service":[{"id":"#atproto_pds","serviceEndpoint":")" +
               host + R"("}]}})";
    }
    static constexpr auto record = R"({"uri":"at://did:plc:abc/app.bsky.feed.post/3k"})";
};

TEST_F(Posted, AWaitThatIsNoNumberIsNone) {
    impl::Posting const posting{.service = "s", .secrets = {}, .advice = "", .backoff = Seconds(0), .most_tries = 1};
    auto const asked = [&](std::string const& reset) {
        http.answer(429, "{}", {{"ratelimit-reset", reset}});
        return impl::send(posting, parts, {.url = "https://s.example.com"}, impl::Repeat::safely, impl::is_well, {}).error().wait;
    };
    EXPECT_FALSE(asked("nan"));
    EXPECT_EQ(asked("inf"), Seconds(3600));
    EXPECT_EQ(asked("0"), Seconds(0));
    EXPECT_EQ(asked("2026-11-22T08:31:00.000Z"), Seconds(60));
}

TEST_F(Posted, AnIdThatIsAPathIsNone) {
    http.answer(200, R"({"id":"../../admin?x=1","url":"https://social.example.com/@a/1"})");
    auto const published = on_mastodon();
    ASSERT_FALSE(published);
    EXPECT_TRUE(published.error().may_be_out);
}

TEST_F(Posted, AnAddressThatCannotBeFollowedIsNotShown) {
    http.answer(200, R"J({"id":"1","url":"javascript:alert(1)"})J");
    EXPECT_EQ(on_mastodon()->url, "");
    http.answer(200, R"({"id":"1","url":"https://social.example.com/@a/1"})");
    EXPECT_EQ(on_mastodon()->url, "https://social.example.com/@a/1");
}

TEST_F(Posted, AnAccountMayLiveOnAnotherPublicServerAndNowhereElse) {
    for (auto const* inner : {"http://localhost:8080", "https://10.0.0.7", "https://printer.local", "http://pds.example.com", "https://a b"}) {
        http.answer(200, session(inner));
        http.answer(200, record);
        ASSERT_TRUE(on_bluesky()) << inner;
        EXPECT_TRUE(http.requests().back().url.starts_with("https://bsky.example.com/")) << inner;
    }
    http.answer(200, session("https://pds.example.com"));
    http.answer(200, record);
    ASSERT_TRUE(on_bluesky());
    EXPECT_TRUE(http.requests().back().url.starts_with("https://pds.example.com/"));
}

TEST_F(Posted, WhatAServerQuotesOfTheKeyIsNotTold) {
    http.answer(200, session("https://pds.example.com"));
    http.answer(400, std::string(R"({"error":"InvalidRequest","message":"no\n)") + key + R"("})");
    auto const published = on_bluesky();
    ASSERT_FALSE(published);
    EXPECT_EQ(published.error().message.find(key), std::string::npos);
    EXPECT_EQ(published.error().message.find('\n'), std::string::npos);
}

TEST(Address, PlainIdsAndWhatCanBeShown) {
    EXPECT_TRUE(impl::is_plain_id("01HV-x_9"));
    for (auto const* id : {"", "a/b", "a?b", "..", "a b", "a%2f"}) EXPECT_FALSE(impl::is_plain_id(id)) << id;
    EXPECT_EQ(impl::shown_address("https://a.example/x?y=1#z"), "https://a.example/x?y=1#z");
    for (auto const* url : {"", "ftp://a", "https://a\"b", "https://a b", "https://a\nb", "data:text/html,x"}) EXPECT_EQ(impl::shown_address(url), "") << url;
}

}  // namespace
}  // namespace troupe::providers
