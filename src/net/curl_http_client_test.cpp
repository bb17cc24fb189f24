#include "net/curl_http_client.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "net/testing/loopback_server.hpp"

namespace troupe::net {
namespace {

using testing::LoopbackServer;
using testing::Reply;
using testing::reply;

/// Time enough for a loaded machine: a test that works never waits for it.
constexpr Seconds plenty{20};

HttpRequest post(std::string url, std::string body = "{}") {
    return {.method = "POST",
            .url = std::move(url),
            .headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer sk-secret"}},
            .body = std::move(body),
            .timeouts = {.total = plenty}};
}

HttpRequest get(std::string url) { return {.url = std::move(url), .timeouts = {.total = plenty}}; }

TEST(CurlHttpClient, SendsWhatItIsGiven) {
    LoopbackServer server({reply("201 Created", "made", "X-Request-Id: r1\r\n")});
    CurlHttpClient client;
    auto const response = client.send(post(server.url("/v1/things?a=b"), "{\"a\":1}"), {});
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->status, 201);
    EXPECT_EQ(response->body, "made");
    EXPECT_EQ(response->header("x-request-ID"), "r1");
    EXPECT_EQ(response->header("x-other"), std::nullopt);
    auto const request = server.requests().at(0);
    EXPECT_TRUE(request.starts_with("POST /v1/things?a=b HTTP/1.1\r\n")) << request;
    EXPECT_NE(request.find("\r\nAuthorization: Bearer sk-secret\r\n"), std::string::npos);
    EXPECT_NE(request.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
    EXPECT_TRUE(request.ends_with("\r\n\r\n{\"a\":1}"));
}

TEST(CurlHttpClient, AddsNoHeaderOfItsOwnThatCouldMislead) {
    LoopbackServer server({reply("200 OK", ""), reply("200 OK", "")});
    CurlHttpClient client;
    ASSERT_TRUE(client.send({.method = "DELETE", .url = server.url(), .timeouts = {.total = plenty}}, {}));
    ASSERT_TRUE(client.send({.method = "PUT",
                             .url = server.url(),
                             .headers = {{"X-Empty", ""}},
                             .body = std::string(2'000'000, 'x'),
                             .timeouts = {.total = plenty}},
                            {}));
    auto const requests = server.requests();
    EXPECT_TRUE(requests.at(0).starts_with("DELETE / HTTP/1.1\r\n"));
    EXPECT_TRUE(requests.at(1).starts_with("PUT / HTTP/1.1\r\n"));
    for (auto const& request : requests) {
        EXPECT_EQ(request.find("Expect:"), std::string::npos);
        EXPECT_EQ(request.find("Content-Type:"), std::string::npos);
    }
    EXPECT_NE(requests[1].find("\r\nX-Empty:\r\n"), std::string::npos);
}

TEST(CurlHttpClient, KeepsTheConnectionForTheNextRequest) {
    LoopbackServer server({reply("200 OK", "a"), reply("404 Not Found", "b"), reply("200 OK", "c")});
    CurlHttpClient client;
    EXPECT_EQ(client.send(post(server.url()), {})->body, "a");
    EXPECT_EQ(client.send(get(server.url()), {})->body, "b");
    EXPECT_EQ(client.send(post(server.url()), {})->body, "c");
    EXPECT_EQ(server.connections(), 1);
}

TEST(CurlHttpClient, AnyStatusIsAnAnswer) {
    for (auto const* status : {"400 Bad", "401 No", "429 Slow", "500 Oh", "503 Later", "529 Full"}) {
        LoopbackServer server({reply(status, "why")});
        auto const response = CurlHttpClient().send(get(server.url()), {});
        ASSERT_TRUE(response);
        EXPECT_EQ(std::to_string(response->status), std::string(status).substr(0, 3));
        EXPECT_EQ(response->body, "why");
    }
}

TEST(CurlHttpClient, FollowsNoRedirect) {
    LoopbackServer elsewhere({reply("200 OK", "key taken")});
    LoopbackServer server({reply("302 Found", "", "Location: " + elsewhere.url() + "\r\n")});
    auto const response = CurlHttpClient().send(post(server.url()), {});
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 302);
    EXPECT_EQ(response->header("location"), elsewhere.url());
    EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(CurlHttpClient, GivesTheHeadersOfTheFinalAnswer) {
    LoopbackServer server(
        {{{"HTTP/1.1 103 Early Hints\r\nX-A: early\r\n\r\nHTTP/1.1 200 OK\r\nX-A: final\r\nContent-Length: "
           "1\r\n\r\nx"}}});
    auto const response = CurlHttpClient().send(get(server.url()), {});
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->header("x-a"), "final");
}

TEST(CurlHttpClient, HandsOverABodyAsItComes) {
    LoopbackServer server(
        {{{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst", "later"}, Reply::Then::keep_open, true}});
    std::string heard;
    auto request = get(server.url());
    request.on_data = [&](std::string_view piece) {
        // The second half leaves only after the first has been heard.
        if (heard.empty()) server.release();
        heard += piece;
        return true;
    };
    auto const response = CurlHttpClient().send(request, {});
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(heard, "firstlater");
    EXPECT_EQ(response->body, "");
}

TEST(CurlHttpClient, AListenerHearsNoErrorPages) {
    LoopbackServer server({reply("429 Slow", "slow down")});
    auto request = get(server.url());
    request.on_data = [](std::string_view) { return ADD_FAILURE() << "heard an error", true; };
    EXPECT_EQ(CurlHttpClient().send(request, {})->body, "slow down");
}

TEST(CurlHttpClient, AListenerMayEndTheCall) {
    LoopbackServer server({{{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nenough"}, Reply::Then::hold}});
    auto request = get(server.url());
    request.on_data = [](std::string_view) { return false; };
    EXPECT_EQ(CurlHttpClient().send(request, {}).error().code, ErrorCode::cancelled);
}

TEST(CurlHttpClient, AnExceptionOfAListenerPassesThrough) {
    LoopbackServer server({reply("200 OK", "x"), reply("200 OK", "y")});
    CurlHttpClient client;
    auto request = get(server.url());
    request.on_data = [](std::string_view) -> bool { throw std::runtime_error("listener"); };
    EXPECT_THROW((void)client.send(request, {}), std::runtime_error);
    EXPECT_EQ(client.send(get(server.url()), {})->body, "y");
}

TEST(CurlHttpClient, StopsWhenItIsAskedTo) {
    LoopbackServer server;
    std::stop_source source;
    auto request = get(server.url());
    std::jthread const asker([&] {
        while (server.requests().empty()) std::this_thread::yield();
        source.request_stop();
    });
    auto const result = CurlHttpClient().send(request, source.get_token());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::cancelled);
    EXPECT_TRUE(result.error().may_have_arrived);
}

TEST(CurlHttpClient, AStopBeforeTheStartSendsNothing) {
    LoopbackServer server;
    std::stop_source source;
    source.request_stop();
    auto const result = CurlHttpClient().send(get(server.url()), source.get_token());
    EXPECT_EQ(result.error().code, ErrorCode::cancelled);
    EXPECT_FALSE(result.error().may_have_arrived);
    EXPECT_EQ(server.connections(), 0);
}

TEST(CurlHttpClient, EveryTimeoutEndsTheCall) {
    struct {
        char const* promise;
        Reply reply;
        Timeouts timeouts;
    } const table[] = {
        {"total", {.then = Reply::Then::hold}, {.total = Seconds(0.05)}},
        {"first byte", {.then = Reply::Then::hold}, {.first_byte = Seconds(0.05), .total = plenty}},
        {"idle",
         {{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}, Reply::Then::hold},
         {.idle = Seconds(0.05), .total = plenty}},
    };
    for (auto const& [promise, reply, timeouts] : table) {
        LoopbackServer server({reply});
        auto request = post(server.url());
        request.timeouts = timeouts;
        auto const result = CurlHttpClient().send(request, {});
        ASSERT_FALSE(result) << promise;
        EXPECT_EQ(result.error().code, ErrorCode::unavailable) << promise;
        EXPECT_TRUE(result.error().may_have_arrived) << promise;
    }
}

TEST(CurlHttpClient, KnowsWhatSurelyNeverArrived) {
    LoopbackServer gone;
    gone.stop();
    auto const refused = CurlHttpClient().send(post(gone.url()), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(refused.error().may_have_arrived);

    // Whether the name server says no or nothing.
    auto nowhere = post("http://no-such-host.invalid/");
    nowhere.timeouts.connect = Seconds(0.05);
    auto const unknown = CurlHttpClient().send(nowhere, {});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(unknown.error().may_have_arrived);

    LoopbackServer plain;
    auto encrypted = post("https" + plain.url().substr(4));
    encrypted.timeouts.connect = Seconds(0.05);
    auto const no_tls = CurlHttpClient().send(encrypted, {});
    ASSERT_FALSE(no_tls);
    EXPECT_FALSE(no_tls.error().may_have_arrived);
}

TEST(CurlHttpClient, KnowsWhatMayHaveArrived) {
    struct {
        char const* promise;
        Reply reply;
    } const table[] = {
        {"closed without an answer", {.then = Reply::Then::close}},
        {"reset without an answer", {.then = Reply::Then::reset}},
        {"closed in the head", {{"HTTP/1.1 200 OK\r\nContent-"}, Reply::Then::close}},
        {"closed in the body", {{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"}, Reply::Then::close}},
        {"closed in a chunk", {{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}, Reply::Then::close}},
    };
    for (auto const& [promise, reply] : table) {
        LoopbackServer server({reply});
        auto const result = CurlHttpClient().send(post(server.url()), {});
        ASSERT_FALSE(result) << promise;
        EXPECT_EQ(result.error().code, ErrorCode::unavailable) << promise << ": " << result.error().message;
        EXPECT_TRUE(result.error().may_have_arrived) << promise;
    }
}

TEST(CurlHttpClient, NeverSendsAPaidRequestTwiceByItself) {
    for (auto const* body : {"{}", ""}) {
        LoopbackServer server({reply("200 OK", "warm"), {.then = Reply::Then::close}, reply("200 OK", "sent twice")});
        CurlHttpClient client;
        ASSERT_TRUE(client.send(get(server.url()), {}));
        auto const result = client.send(post(server.url(), body), {});
        ASSERT_FALSE(result);
        EXPECT_TRUE(result.error().may_have_arrived);
        EXPECT_EQ(server.requests().size(), 2U);
    }
}

TEST(CurlHttpClient, DoesNotWaitForAnAnswerThatSaysItIsTooLarge) {
    LoopbackServer server({{{"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"}, Reply::Then::hold}});
    auto request = get(server.url());
    request.most_bytes = 4999;
    auto const result = CurlHttpClient().send(request, {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::bad_response);
    EXPECT_NE(result.error().message.find("too large"), std::string::npos) << result.error().message;
}

TEST(CurlHttpClient, RefusesAnAnswerThatIsTooLarge) {
    for (bool const is_streamed : {false, true}) {
        LoopbackServer server({reply("200 OK", std::string(5000, 'x'))});
        auto request = get(server.url());
        request.most_bytes = 4999;
        if (is_streamed) request.on_data = [](std::string_view) { return true; };
        auto const result = CurlHttpClient().send(request, {});
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::bad_response);
    }
    LoopbackServer server(
        {reply("200 OK", std::string(5000, 'x')), reply("200 OK", "", "X-A: " + std::string(300'000, 'x') + "\r\n")});
    auto request = get(server.url());
    request.most_bytes = 5000;
    EXPECT_EQ(CurlHttpClient().send(request, {})->body.size(), 5000U);
    EXPECT_FALSE(CurlHttpClient().send(request, {}));
}

TEST(CurlHttpClient, RefusesWhatIsNotHttp) {
    LoopbackServer server({{{"SSH-2.0-OpenSSH_9.2\r\n"}, Reply::Then::close}});
    EXPECT_EQ(CurlHttpClient().send(get(server.url()), {}).error().code, ErrorCode::bad_response);
}

TEST(CurlHttpClient, RefusesBadRequestsBeforeTheyLeave) {
    LoopbackServer server;
    auto const refuses = [&](HttpRequest const& request) {
        auto const result = CurlHttpClient().send(request, {});
        return !result && result.error().code == ErrorCode::invalid_input && !result.error().may_have_arrived;
    };
    for (auto const* url : {"", "api.openai.com", "/v1", "ftp://127.0.0.1/", "file:///etc/passwd", "http://",
                            "http://a b/", "http://a\r\nb/"})
        EXPECT_TRUE(refuses(get(url))) << url;
    EXPECT_TRUE(refuses({.method = "GET / HTTP/1.1\r\nX: y", .url = server.url()}));
    EXPECT_TRUE(refuses({.url = server.url(), .headers = {{"X-A", "one\r\nX-B: two"}}}));
    EXPECT_TRUE(refuses({.url = server.url(), .headers = {{"X-A: b\r\nX-B", "two"}}}));
    EXPECT_TRUE(refuses({.url = server.url(), .timeouts = {.total = Seconds(0)}}));
    EXPECT_EQ(server.connections(), 0);
}

TEST(CurlHttpClient, NamesTheHostAndNoSecret) {
    LoopbackServer gone;
    auto const secret_url = "http://user:sk-secret@127.0.0.1:" + gone.url().substr(17) + "sk-secret?key=sk-secret";
    gone.stop();
    auto const refused = CurlHttpClient().send(post(secret_url, "sk-secret"), {});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("127.0.0.1"), std::string::npos);
    EXPECT_EQ(refused.error().message.find("sk-secret"), std::string::npos) << refused.error().message;

    auto const bad_header =
        CurlHttpClient().send({.url = secret_url, .headers = {{"Authorization", "sk-secret\r\n"}}}, {});
    EXPECT_EQ(bad_header.error().message.find("sk-secret"), std::string::npos) << bad_header.error().message;
}

TEST(CurlHttpClient, ServesSeveralThreadsAtOnce) {
    std::deque<Reply> replies;
    for (int i = 0; i < 80; ++i) replies.push_back(reply("200 OK", "ok"));
    LoopbackServer server(replies);
    CurlHttpClient client;
    std::atomic<int> answers = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 10; ++i)
                    if (auto const response = client.send(post(server.url()), {}); response && response->body == "ok")
                        ++answers;
            });
    }
    EXPECT_EQ(answers, 80);
}

}  // namespace
}  // namespace troupe::net
