#include "net/http_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

#include "base/files.hpp"
#include "net/curl_http_client.hpp"
#include "net/testing/raw_client.hpp"

namespace troupe::net {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawClient;
using ::testing::StartsWith;
namespace fs = std::filesystem;

/// Answers with what it was asked; "/file", "/live" and "/gate" do as they are called.
class Echo final : public RequestHandler {
public:
    BodyPlan plan(ServerRequest& head) override {
        BodyPlan plan{.most_bytes = 1000, .folder = {}, .refusal = {}};
        if (head.path == "/upload") plan = {.most_bytes = 1'000'000, .folder = folder, .refusal = {}};
        if (head.path == "/forbidden") plan.refusal = ServerAnswer{403, {}, "no"};
        return plan;
    }
    ServerAnswer answer(ServerRequest const& request) override {
        ++answered;
        if (request.path == "/file") return {200, {}, FileBody{file, 2, 5}};
        if (request.path == "/live")
            return {200, {{"Content-Type", "text/event-stream"}}, Feed([this](std::shared_ptr<LiveStream> stream) {
                        live.set_value(std::move(stream));
                    })};
        if (request.path == "/gate") {
            entered.set_value();
            gate.get_future().wait();
        }
        if (request.path == "/throw") throw std::runtime_error("broken");
        if (request.body_file) return {200, {}, "file of " + std::to_string(fs::file_size(*request.body_file))};
        return {200,
                {{"X-Remote", request.remote}},
                request.method + " " + request.path + "?" + request.query + " [" + request.body + "]"};
    }
    ServerAnswer refuse(int status, std::string const& why) override { return {status, {}, why}; }

    fs::path folder = fs::temp_directory_path() / ("troupe-http-" + std::to_string(::getpid()));
    fs::path file = folder / "ten";
    std::promise<std::shared_ptr<LiveStream>> live;
    std::promise<void> entered, gate;
    std::atomic<int> answered = 0;
};

class HttpServerTest : public ::testing::Test {
protected:
    HttpServerTest() {
        EXPECT_TRUE(write_file(echo.file, "0123456789"));
        settings.port = 0;
        settings.threads = 4;
    }
    ~HttpServerTest() override {
        server.reset();
        fs::remove_all(echo.folder);
    }
    void start() {
        auto started = HttpServer::start(settings, echo);
        ASSERT_TRUE(started) << started.error().message;
        server = *std::move(started);
    }
    /// What comes back on a new connection, which the request must end.
    std::string ask(std::string_view bytes) {
        RawClient client(server->port());
        client.send(bytes);
        return client.read_to_the_end();
    }

    Echo echo;
    ServerSettings settings;
    std::unique_ptr<HttpServer> server;
};

TEST_F(HttpServerTest, AnswersOneRequestAfterTheOtherOnOneConnection) {
    start();
    RawClient client(server->port());
    client.send("GET /a?x=1 HTTP/1.1\r\nHost: here\r\n\r\n");
    EXPECT_THAT(client.read_until("[]"), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("X-Remote: 127.0.0.1\r\n"),
                                               EndsWith("GET /a?x=1 []")));
    client.send("POST /b HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_THAT(client.read_until("]"), EndsWith("POST /b? [hello]"));
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInTheirOrder) {
    start();
    auto const got =
        ask("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.1\r\nHost: "
            "h\r\nConnection: close\r\n\r\n");
    EXPECT_LT(got.find("GET /1"), got.find("GET /2"));
    EXPECT_LT(got.find("GET /2"), got.find("GET /3"));
    EXPECT_EQ(echo.answered, 3);
}

TEST_F(HttpServerTest, ReadsChunksAndRefusesBrokenOnes) {
    start();
    auto const head =
        std::string("POST /c HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    EXPECT_THAT(ask(head + "3\r\nabc\r\n2;note=x\r\nde\r\n0\r\n\r\n"), EndsWith("[abcde]"));
    EXPECT_THAT(ask(head + "zz\r\nabc\r\n0\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(ask(head + "3\r\nabcd\r\n0\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
}

TEST_F(HttpServerTest, RefusesWhatTwoReadersCouldReadDifferently) {
    start();
    std::vector<std::string> const smuggled{
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4, 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4 \t4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nX-Note: a\r\n Content-Length: 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: h\r\nX-Note: a\nContent-Length: 4\r\n\r\nabcd",
        "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
        "GET / HTTP/1.1\r\nX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n: nameless\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: h\r\n\r\n",
        "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
        std::string("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", 35),
    };
    for (auto const& bytes : smuggled) {
        auto const got = ask(bytes);
        EXPECT_TRUE(got.starts_with("HTTP/1.1 4") || got.starts_with("HTTP/1.1 5")) << bytes << "\n=> " << got;
        EXPECT_EQ(got.find("Date: "), got.rfind("Date: ")) << "one answer and no more: " << bytes;
    }
    EXPECT_EQ(echo.answered, 0);
}

TEST_F(HttpServerTest, RefusesBodiesBeforeReadingThem) {
    start();
    EXPECT_THAT(ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n"),
                AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("1000 bytes")));
    EXPECT_THAT(ask("POST /forbidden HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"),
                AllOf(StartsWith("HTTP/1.1 403 "), Not(HasSubstr("100 Continue"))));
    EXPECT_THAT(ask("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x') +
                    "\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 413 "));
    EXPECT_EQ(echo.answered, 0);
}

TEST_F(HttpServerTest, ReadsHeadsOfAnySizeThatComeInPieces) {
    start();
    for (std::size_t const size : {3'000, 5'000, 15'000}) {
        auto const head = "Host: h\r\nX-Long: " + std::string(size, 'x') + "\r\n";
        auto const got = ask("GET /first HTTP/1.1\r\n" + head + "\r\nGET /second HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n");
        EXPECT_THAT(got, AllOf(HasSubstr("GET /first? []"), EndsWith("GET /second? []"))) << size;
    }
    RawClient client(server->port());
    for (char const byte : std::string("GET /byte HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")) {
        client.send({&byte, 1});
        std::this_thread::yield();
    }
    EXPECT_THAT(client.read_to_the_end(), EndsWith("GET /byte? []"));
}

TEST_F(HttpServerTest, RefusesEndlessAndDrippingHeads) {
    settings.head_time = Seconds(0.1);
    start();
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x')), StartsWith("HTTP/1.1 431 "));
    EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost:"), "") << "closed without a word";
}

TEST_F(HttpServerTest, PutsLargeBodiesIntoAFileThatGoesWithTheAnswer) {
    start();
    CurlHttpClient client;
    auto const got = client.send({.method = "POST",
                                  .url = "http://127.0.0.1:" + std::to_string(server->port()) + "/upload",
                                  .body = std::string(300'000, 'x')},
                                 {});
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->body, "file of 300000");
    EXPECT_EQ(std::distance(fs::directory_iterator(echo.folder), {}), 1) << "only the file that was there before";
}

TEST_F(HttpServerTest, SendsPiecesOfFilesAndHeadsWithoutBodies) {
    start();
    EXPECT_THAT(ask("GET /file HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
                AllOf(HasSubstr("Content-Length: 5\r\n"), EndsWith("\r\n\r\n23456")));
    EXPECT_THAT(ask("HEAD /file HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
                AllOf(HasSubstr("Content-Length: 5\r\n"), EndsWith("\r\n\r\n")));
    EXPECT_THAT(ask("HEAD /live HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), EndsWith("\r\n\r\n"));
}

TEST_F(HttpServerTest, TurnsAnExceptionIntoAnAnswer) {
    start();
    EXPECT_THAT(ask("GET /throw HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 500 "));
}

TEST_F(HttpServerTest, StreamsUntilEitherEndCloses) {
    start();
    RawClient client(server->port());
    client.send("GET /live HTTP/1.1\r\nHost: h\r\n\r\n");
    auto const stream = echo.live.get_future().get();
    EXPECT_TRUE(stream->send("data: one\n\n"));
    EXPECT_THAT(client.read_until("one\n\n"), HasSubstr("text/event-stream"));
    EXPECT_TRUE(stream->send("data: two\n\n"));
    stream->close();
    EXPECT_FALSE(stream->send("data: three\n\n"));
    EXPECT_EQ(client.read_to_the_end(), "data: two\n\n");
}

TEST_F(HttpServerTest, DropsAListenerWhoDoesNotListen) {
    settings.most_unsent = 100'000;
    start();
    RawClient client(server->port());
    client.send("GET /live HTTP/1.1\r\nHost: h\r\n\r\n");
    auto const stream = echo.live.get_future().get();
    int sent = 0;
    while (sent < 10'000 && stream->send(std::string(10'000, 'x'))) ++sent;
    EXPECT_LT(sent, 10'000);
    EXPECT_FALSE(stream->is_open());
}

TEST_F(HttpServerTest, FinishesWhatItAnswersWhenItStops) {
    start();
    auto const port = server->port();
    RawClient busy(port), idle(port);
    busy.send("GET /gate HTTP/1.1\r\nHost: h\r\n\r\n");
    idle.send("GET /idle HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(idle.read_until("[]"), EndsWith("[]"));
    echo.entered.get_future().wait();
    auto stopping = std::async(std::launch::async, [&] { server->stop(Seconds(30)); });
    EXPECT_EQ(idle.read_to_the_end(), "");
    echo.gate.set_value();
    EXPECT_THAT(busy.read_to_the_end(), AllOf(HasSubstr("Connection: close"), EndsWith("GET /gate? []")));
    stopping.get();
    EXPECT_FALSE(RawClient(port).is_connected());
}

TEST_F(HttpServerTest, TakesConnectionsAgainWhenFullAndLeft) {
    settings.most_connections = 2;
    start();
    auto first = std::make_unique<RawClient>(server->port());
    RawClient second(server->port()), third(server->port());
    third.send("GET /third HTTP/1.1\r\nHost: h\r\n\r\n");
    first.reset();
    EXPECT_THAT(third.read_until("[]"), EndsWith("[]"));
}

TEST_F(HttpServerTest, SaysWhoElseListens) {
    start();
    settings.port = server->port();
    auto const second = HttpServer::start(settings, echo);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::conflict);
    settings.address = "localhost";
    EXPECT_EQ(HttpServer::start(settings, echo).error().code, ErrorCode::invalid_input);
}

TEST(Queries, AreDecodedOrNamed) {
    auto const pairs = read_query("name=low+water&x=%C3%A9&flag");
    ASSERT_TRUE(pairs);
    EXPECT_EQ((*pairs)[0].value, "low water");
    EXPECT_EQ((*pairs)[1].value, "é");
    EXPECT_EQ((*pairs)[2].value, "");
    EXPECT_THAT(read_query("a=%zz").error().message, HasSubstr("query parameter a"));
    EXPECT_FALSE(percent_decoded("%00"));
    EXPECT_FALSE(percent_decoded("%ff"));
}

}  // namespace
}  // namespace troupe::net
