#include "mcp/http_transport.hpp"

#include <condition_variable>
#include <mutex>

#include "mcp/testing/stage.hpp"

namespace troupe::mcp {
namespace {

/// What a listener hears until the stream is closed.
class Listener final : public net::LiveStream {
public:
    bool send(std::string bytes) override {
        std::lock_guard const lock(guard_);
        heard_ += bytes;
        changed_.notify_all();
        return is_open_;
    }
    [[nodiscard]] bool is_open() const override {
        std::lock_guard const lock(guard_);
        return is_open_;
    }
    void close() override {
        std::lock_guard const lock(guard_);
        is_open_ = false;
        changed_.notify_all();
    }
    std::string until_closed() {
        std::unique_lock lock(guard_);
        changed_.wait(lock, [this] { return !is_open_; });
        return heard_;
    }
    void until(std::string_view wanted) {
        std::unique_lock lock(guard_);
        changed_.wait(lock, [&] { return heard_.find(wanted) != heard_.npos; });
    }

private:
    mutable std::mutex guard_;
    std::condition_variable changed_;
    std::string heard_;
    bool is_open_ = true;
};

std::string header(net::ServerAnswer const& answer, std::string_view name) {
    for (auto const& each : answer.headers)
        if (each.name == name) return each.value;
    return "";
}

class McpHttp : public testing::Stage {
protected:
    net::ServerAnswer post(std::string body, std::vector<net::Header> headers = {}) {
        net::ServerRequest request{.method = "POST",
                                   .path = "/mcp",
                                   .headers = {{"Content-Type", "application/json; charset=utf-8"}},
                                   .body = std::move(body)};
        request.headers.insert(request.headers.end(), headers.begin(), headers.end());
        return transport.answer(request, owner.caller, "request-1");
    }
    static json::Value body(net::ServerAnswer const& answer) {
        return json::parse_value(std::get<std::string>(answer.body)).value();
    }

    HttpTransport transport{server};
    std::string const ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
    std::string const sing =
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"song_sing","arguments":{"text":"la"},"_meta":{"progressToken":"p"}}})";
    jobs::Job& job(std::uint64_t number) {
        return memory.queue.job(make_id<jobs::JobTag>(TimePoint{}, [number] { return number; }));
    }
};

TEST_F(McpHttp, RequestsAreAnsweredAsJsonAndNotificationsNotAtAll) {
    auto const answer = post(ping);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(header(answer, "Content-Type"), "application/json");
    EXPECT_EQ(body(answer).at("id"), json::Value(1));
    EXPECT_EQ(post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").status, 202);
    EXPECT_EQ(post("[").status, 400);
}

TEST_F(McpHttp, RefusesHeadsThatTheProtocolDoesNotKnow) {
    EXPECT_EQ(post(ping, {{"MCP-Protocol-Version", "2025-06-18"}}).status, 200);
    EXPECT_EQ(post(ping, {{"MCP-Protocol-Version", "1999-01-01"}}).status, 400);
    EXPECT_EQ(post(ping, {{"Mcp-Session-Id", "with a blank"}}).status, 400);
    EXPECT_EQ(post(ping, {{"Accept", "text/html"}}).status, 406);
    EXPECT_EQ(post(ping, {{"Accept", "text/event-stream;q=0.5, application/json"}}).status, 200);
    auto const listening = transport.answer({.method = "GET", .path = "/mcp"}, owner.caller, "r");
    EXPECT_EQ(listening.status, 405);
    EXPECT_EQ(header(listening, "Allow"), "POST");
    EXPECT_EQ(transport.answer({.method = "POST", .path = "/mcp", .body = ping}, owner.caller, "r").status, 415);
}

TEST_F(McpHttp, EverySessionHasANameOfItsOwn) {
    auto const hello = R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})";
    auto const first = header(post(hello), "Mcp-Session-Id");
    EXPECT_GE(first.size(), 20U);
    EXPECT_NE(first, header(post(hello), "Mcp-Session-Id"));
    EXPECT_EQ(header(post(ping), "Mcp-Session-Id"), "");
}

TEST_F(McpHttp, WorkIsAStreamOfProgressThatEndsWithTheReply) {
    auto const answer = post(sing);
    EXPECT_EQ(header(answer, "Content-Type"), "text/event-stream");
    auto const listener = std::make_shared<Listener>();
    std::get<net::Feed>(answer.body)(listener);
    listener->until("notifications/progress");
    memory.queue.finish_all();
    auto const heard = listener->until_closed();
    EXPECT_EQ(heard.find("event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\""), 0U)
        << heard;
    EXPECT_NE(heard.find("\"done\":true"), heard.npos);
    EXPECT_TRUE(heard.ends_with("}\n\n"));
}

TEST_F(McpHttp, StoppingTellsWhoWaitsWhereTheWorkGoesOn) {
    auto const answer = post(sing);
    auto const listener = std::make_shared<Listener>();
    std::get<net::Feed>(answer.body)(listener);
    listener->until("notifications/progress");
    transport.stop();
    EXPECT_NE(listener->until_closed().find("\"done\":false"), std::string::npos);
    EXPECT_EQ(job(1).state, jobs::JobState::ready);
}

TEST_F(McpHttp, WhoReadsNoStreamsIsToldAtOnce) {
    auto const answer = post(sing, {{"Accept", "application/json"}});
    EXPECT_EQ(body(answer).at("result").at("structuredContent").at("done"), json::Value(false));
}

TEST_F(McpHttp, ACancellationComesAnotherWay) {
    auto const answer = post(sing, {{"Mcp-Session-Id", "one"}});
    auto const listener = std::make_shared<Listener>();
    std::get<net::Feed>(answer.body)(listener);
    listener->until("notifications/progress");
    EXPECT_EQ(post(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})",
                   {{"Mcp-Session-Id", "one"}})
                  .status,
              202);
    EXPECT_EQ(listener->until_closed().find("\"result\""), std::string::npos);
    EXPECT_EQ(job(2).state, jobs::JobState::cancelled);
}

}  // namespace
}  // namespace troupe::mcp
