#include "access/webhook_sender.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "access/testing/memory_stores.hpp"
#include "access/webhook_signing.hpp"
#include "net/testing/scripted_http_client.hpp"

namespace troupe::access {
namespace {

using namespace std::chrono_literals;

class Sending : public ::testing::Test {
protected:
    Webhook add_webhook(std::vector<std::string> types = {}) {
        auto const webhook = *make_webhook({.url = "https://example.com/hook", .types = std::move(types)}, *events.newest(), clock.now(), next_bits());
        EXPECT_TRUE(webhooks.put(webhook));
        return webhook;
    }
    void happen(std::string type, json::Object data = {}) {
        ASSERT_TRUE(events.append({.at = clock.now(), .type = std::move(type), .artist = "a1", .subject = "s1", .data = std::move(data)}));
    }
    IdBits next_bits() {
        return [this] { return ++bits; };
    }
    int send() {
        auto const count = sender.send_due({});
        EXPECT_TRUE(count);
        return count.value_or(-1);
    }
    std::vector<WebhookDelivery> deliveries() { return webhooks.list(DeliveryQuery{})->deliveries; }
    WebhookDelivery only() {
        auto const all = deliveries();
        EXPECT_EQ(all.size(), 1U);
        return all.empty() ? WebhookDelivery{} : all[0];
    }
    Webhook now_is(Webhook const& webhook) { return *webhooks.find(webhook.id); }

    std::uint64_t bits = 0;
    testing::MemoryWebhookStore webhooks;
    testing::MemoryEventLog events;
    NoTransaction unit;
    net::testing::ScriptedHttpClient http;
    FixedClock clock{TimePoint{std::chrono::seconds{1'795'000'000}}};
    WebhookSender sender{{webhooks, events, unit, http, clock}, 7, next_bits()};
};

TEST_F(Sending, TellsOfAnEventOnceWithASignatureThatHolds) {
    auto const webhook = add_webhook();
    happen("content.changed", {{"title", "Rain"}});
    EXPECT_EQ(*sender.collect(), 1);
    EXPECT_EQ(*sender.collect(), 0);
    http.answer(204, "");
    EXPECT_EQ(send(), 1);
    EXPECT_EQ(send(), 0);

    auto const request = http.requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, webhook.url);
    EXPECT_EQ(request.reach, net::Reach::internet_only);
    net::HttpResponse const sent{.headers = request.headers};
    SignedMessage const message{.id = *sent.header("webhook-id"), .at = clock.now(), .body = request.body};
    EXPECT_EQ(sent.header("webhook-timestamp"), "1795000000");
    EXPECT_TRUE(verify(message, *sent.header("webhook-signature"), {webhook.secret}, clock.now()));
    auto const body = *json::parse_value(request.body);
    EXPECT_EQ(body.at("type"), "content.changed");
    EXPECT_EQ(body.at("timestamp"), json::Value(format_time(clock.now())));
    EXPECT_EQ(body.at("data"), (json::Object{{"title", "Rain"}, {"artist", "a1"}, {"subject", "s1"}}));
    EXPECT_EQ(only().state, DeliveryState::delivered);
    EXPECT_EQ(only().delivered, clock.now());
    EXPECT_EQ(to_string(only().id), message.id);
}

TEST_F(Sending, TellsOnlyWhatWasAskedFor) {
    happen("content.created");  // before there was anybody to tell
    auto const some = add_webhook({"content.*", "plan.changed"});
    auto const all = add_webhook();
    auto off = add_webhook();
    off.is_enabled = false;
    ASSERT_TRUE(webhooks.put(off));
    for (auto const* type : {"content.changed", "plan.changed", "artist.changed"}) happen(type);
    EXPECT_EQ(*sender.collect(), 5);
    EXPECT_EQ(webhooks.list(DeliveryQuery{.webhook = some.id})->deliveries.size(), 2U);
    EXPECT_EQ(webhooks.list(DeliveryQuery{.webhook = all.id})->deliveries.size(), 3U);
}

TEST_F(Sending, LeavesTheProgressOfRunningJobsOut) {
    add_webhook();
    happen("job.changed", {{"state", "running"}, {"progress", 0.0}});
    happen("job.changed", {{"state", "running"}, {"progress", 0.5}});
    happen("job.changed", {{"state", "done"}, {"progress", 1.0}});
    EXPECT_EQ(*sender.collect(), 2);
}

TEST_F(Sending, CollectsMoreThanOnePage) {
    add_webhook();
    for (int i = 0; i < 1001; ++i) happen("plan.changed");
    EXPECT_EQ(*sender.collect(), 1001);
    EXPECT_EQ(*sender.collect(), 0);
}

TEST_F(Sending, KeepsBodiesSmall) {
    add_webhook();
    happen("content.changed", {{"title", std::string(30'000, 'x')}});
    ASSERT_EQ(*sender.collect(), 1);
    EXPECT_LT(only().body.size(), 20'000U);
    EXPECT_EQ(json::parse_value(only().body)->at("data").at("subject"), "s1");
}

TEST_F(Sending, FollowsTheScheduleToItsEndAndThenDisables) {
    auto const webhook = add_webhook();
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 1);
    std::vector<std::chrono::seconds> const waits = {5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
    for (std::size_t i = 0; i < waits.size(); ++i) {
        http.answer(500, "");
        ASSERT_EQ(send(), 1) << i;
        auto const delivery = only();
        EXPECT_EQ(delivery.attempts, static_cast<int>(i) + 1);
        EXPECT_EQ(delivery.last_result, "HTTP 500");
        EXPECT_GE(*delivery.next_attempt - clock.now(), waits[i]) << i;
        EXPECT_LE(*delivery.next_attempt - clock.now(), waits[i] * 11 / 10 + 1s) << i;
        clock.set(*delivery.next_attempt - 1ms);
        EXPECT_EQ(send(), 0) << i;
        clock.set(*delivery.next_attempt);
    }
    EXPECT_TRUE(now_is(webhook).is_enabled);
    http.answer(500, "");
    ASSERT_EQ(send(), 1);
    EXPECT_EQ(only().state, DeliveryState::failed);
    EXPECT_FALSE(only().next_attempt);
    EXPECT_FALSE(now_is(webhook).is_enabled);
    EXPECT_NE(now_is(webhook).disabled_because.find("10 attempts"), std::string::npos);
    EXPECT_EQ(http.requests().size(), 10U);
    std::set<std::string> ids;
    auto const requests = http.requests();
    for (auto const& request : requests) ids.insert(*net::HttpResponse{.headers = request.headers}.header("webhook-id"));
    EXPECT_EQ(ids.size(), 1U);
}

TEST_F(Sending, TakesA2xxAloneForSuccess) {
    for (int const status : {301, 304, 400, 404, 429, 502, 504}) {
        SCOPED_TRACE(status);
        auto const webhook = add_webhook();
        happen("plan.changed");
        ASSERT_EQ(*sender.collect(), 1);
        http.answer(status, "", {{"Location", "http://169.254.169.254/"}});
        ASSERT_EQ(send(), 1);
        EXPECT_EQ(only().state, DeliveryState::waiting);
        EXPECT_TRUE(now_is(webhook).is_enabled);
        ASSERT_TRUE(webhooks.remove(webhook.id));
    }
}

TEST_F(Sending, WaitsAsLongAsItIsAsked) {
    add_webhook();
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 1);
    http.answer(429, "", {{"Retry-After", "600"}});
    ASSERT_EQ(send(), 1);
    EXPECT_EQ(*only().next_attempt, clock.now() + 600s);
    clock.set(clock.now() + 600s);
    http.answer(503, "", {{"Retry-After", "1"}});  // no shorter than planned
    ASSERT_EQ(send(), 1);
    EXPECT_GE(*only().next_attempt, clock.now() + 5min);
}

TEST_F(Sending, StopsAtOnceWhenTheReceiverIsGone) {
    auto const webhook = add_webhook();
    happen("plan.changed");
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 2);
    http.answer(410, "");
    EXPECT_EQ(send(), 1);
    EXPECT_FALSE(now_is(webhook).is_enabled);
    EXPECT_NE(now_is(webhook).disabled_because.find("410"), std::string::npos);
    clock.set(clock.now() + 24h);
    EXPECT_EQ(send(), 0);
    EXPECT_EQ(webhooks.list(DeliveryQuery{.state = DeliveryState::waiting})->deliveries.size(), 1U);
}

TEST_F(Sending, AReceiverThatIsAwayHoldsNobodyUp) {
    auto const away = add_webhook();
    for (int i = 0; i < 3; ++i) happen("plan.changed");
    auto const here = add_webhook();
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 5);
    http.fail({{ErrorCode::unavailable, "example.com: no answer in time"}, true});
    http.answer(200, "");
    EXPECT_EQ(send(), 2);
    EXPECT_EQ(webhooks.list(DeliveryQuery{.webhook = here.id})->deliveries.at(0).state, DeliveryState::delivered);
    int attempts = 0;
    auto const waiting = webhooks.list(DeliveryQuery{.webhook = away.id});
    for (auto const& each : waiting->deliveries) {
        EXPECT_GE(*each.next_attempt, clock.now() + 5s);
        attempts += each.attempts;
    }
    EXPECT_EQ(attempts, 1);
}

TEST_F(Sending, ASenderThatDiesCostsOneAttemptAndLosesNothing) {
    class Dying final : public net::HttpClient {
    public:
        net::HttpResult send(net::HttpRequest const&, std::stop_token) override { throw std::runtime_error("killed"); }
    } dying;
    add_webhook();
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 1);
    WebhookSender other({webhooks, events, unit, dying, clock}, 7);
    EXPECT_THROW((void)other.send_due({}), std::runtime_error);
    EXPECT_EQ(send(), 0) << "it may still be on its way";
    clock.set(clock.now() + 2min);
    http.answer(200, "");
    EXPECT_EQ(send(), 1);
    EXPECT_EQ(only().state, DeliveryState::delivered);
    EXPECT_EQ(only().attempts, 2);
}

TEST_F(Sending, DeathInTheLastAttemptIsFailure) {
    auto const webhook = add_webhook();
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 1);
    auto delivery = only();
    delivery.attempts = 10;
    ASSERT_TRUE(webhooks.put(delivery));
    EXPECT_EQ(send(), 0);
    EXPECT_EQ(only().state, DeliveryState::failed);
    EXPECT_FALSE(now_is(webhook).is_enabled);
}

TEST_F(Sending, AStopIsNoFailure) {
    add_webhook();
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 1);
    http.fail({{ErrorCode::cancelled, "stopped"}, true});
    EXPECT_EQ(send(), 1);
    EXPECT_EQ(only().attempts, 0);
    http.answer(200, "");
    EXPECT_EQ(send(), 1);
    EXPECT_EQ(only().state, DeliveryState::delivered);
}

TEST_F(Sending, IsReplayedWithTheSameId) {
    auto webhook = add_webhook();
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 1);
    http.answer(200, "");
    ASSERT_EQ(send(), 1);
    auto const again = sender.replay(only().id);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->state, DeliveryState::waiting);
    http.answer(200, "");
    ASSERT_EQ(send(), 1);
    auto const requests = http.requests();
    EXPECT_EQ(requests.at(0).body, requests.at(1).body);
    EXPECT_EQ(net::HttpResponse{.headers = requests[0].headers}.header("webhook-id"), net::HttpResponse{.headers = requests[1].headers}.header("webhook-id"));
    webhook.is_enabled = false;
    ASSERT_TRUE(webhooks.put(webhook));
    EXPECT_EQ(sender.replay(only().id).error().code, ErrorCode::conflict);
    EXPECT_EQ(sender.replay(DeliveryId{}).error().code, ErrorCode::not_found);
}

TEST_F(Sending, SignsWithTheOldSecretTooAfterAChange) {
    auto const before = add_webhook();
    auto const after = with_new_secret(before);
    EXPECT_NE(after.secret, before.secret);
    ASSERT_TRUE(webhooks.put(after));
    happen("plan.changed");
    ASSERT_EQ(*sender.collect(), 1);
    http.answer(200, "");
    ASSERT_EQ(send(), 1);
    auto const request = http.requests().at(0);
    net::HttpResponse const sent{.headers = request.headers};
    SignedMessage const message{.id = *sent.header("webhook-id"), .at = clock.now(), .body = request.body};
    for (auto const& secret : {before.secret, after.secret})
        EXPECT_TRUE(verify(message, *sent.header("webhook-signature"), {secret}, clock.now()));
}

TEST(NewWebhooks, NameTheWrongField) {
    auto const refuses = [](NewWebhook const& wanted, std::string const& field) {
        auto const made = make_webhook(wanted, 0, TimePoint{});
        return !made && made.error().code == ErrorCode::invalid_input && made.error().message.starts_with(field);
    };
    for (auto const* url : {"", "example.com", "ftp://example.com/", "https://", "https:///x", "https://user:pw@example.com/", "https://a b/",
                            "https://a\r\nb/", "javascript:alert(1)"})
        EXPECT_TRUE(refuses({.url = url}, "url:")) << url;
    EXPECT_TRUE(refuses({.url = "https://example.com/" + std::string(2000, 'x')}, "url:"));
    for (auto const* type : {"", "*", "content", "content.", "content.exploded", "con.*", "*.changed"})
        EXPECT_TRUE(refuses({.url = "https://example.com/", .types = {"content.*", type}}, "types[1]:")) << type;
    auto const good = make_webhook({.url = "http://example.com:8080/a?b=c", .types = {"job.*", "report.imported"}}, 5, TimePoint{});
    ASSERT_TRUE(good) << good.error().message;
    EXPECT_EQ(good->seen, 5);
    EXPECT_EQ(secret_bytes(good->secret)->size(), 32U);
}

}  // namespace
}  // namespace troupe::access
