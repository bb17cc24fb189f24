#include "mcp/line_transport.hpp"

#include <unistd.h>

#include <array>
#include <thread>

#include "base/text.hpp"
#include "mcp/testing/stage.hpp"

namespace troupe::mcp {
namespace {

struct Pipe {
    Pipe() { EXPECT_EQ(::pipe(ends.data()), 0); }
    ~Pipe() {
        close_writing();
        ::close(ends[0]);
    }
    void close_writing() {
        if (ends[1] >= 0) ::close(ends[1]);
        ends[1] = -1;
    }
    void write(std::string_view bytes) {
        while (!bytes.empty())
            bytes.remove_prefix(static_cast<std::size_t>(::write(ends[1], bytes.data(), bytes.size())));
    }
    /// The next line; empty at the end.
    std::string line() {
        std::string text;
        for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) text += c;
        return text;
    }
    std::array<int, 2> ends{};
};

class McpLines : public testing::Stage {
protected:
    McpLines()
        : conversation([this](std::stop_token const& stop) {
              ended = serve_lines(server, {to_server.ends[0], from_server.ends[1]}, stop).has_value();
          }) {}
    ~McpLines() override { end(); }
    void end() {
        to_server.close_writing();
        if (conversation.joinable()) conversation.join();
    }
    json::Value next() { return json::parse_value(from_server.line()).value(); }

    Pipe to_server, from_server;
    bool ended = false;
    std::jthread conversation;
};

TEST_F(McpLines, EveryMessageIsALine) {
    to_server.write(R"({"jsonrpc":"2.0","id":1,"method":"ping"})"
                    "\r\n\n{nonsense\n");
    EXPECT_EQ(next().at("id"), json::Value(1));
    EXPECT_EQ(next().at("error").at("code"), json::Value(-32700));
    to_server.write(
        R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"word_say","arguments":{"text":"two\nlines"}}})"
        "\n");
    EXPECT_EQ(next().at("result").at("structuredContent").at("text"), json::Value("two\nlines"));
    end();
    EXPECT_TRUE(ended);
}

TEST_F(McpLines, ALineThatIsTooLongIsSkippedAndTheNextOneRead) {
    to_server.write(std::string(2'500'000, 'x') + "\n" + R"({"jsonrpc":"2.0","id":3,"method":"ping"})" + "\n");
    EXPECT_EQ(next().at("error").at("code"), json::Value(-32600));
    EXPECT_EQ(next().at("id"), json::Value(3));
}

TEST_F(McpLines, ASlowCallHoldsUpNobodyAndCanBeCancelled) {
    to_server.write(R"({"jsonrpc":"2.0","id":"slow","method":"tools/call","params":{"name":"word_wait"}})"
                    "\n"
                    R"({"jsonrpc":"2.0","id":"quick","method":"tools/call","params":{"name":"word_list"}})"
                    "\n");
    EXPECT_EQ(next().at("id"), json::Value("quick"));
    to_server.write(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"slow"}})"
                    "\n");
    end();  // would wait for the slow one
    from_server.close_writing();
    EXPECT_EQ(from_server.line(), "");
}

TEST_F(McpLines, WhatWasAskedBeforeTheEndIsAnsweredAndWorkGoesOn) {
    to_server.write(
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"song_sing","arguments":{"text":"la"}}})");
    end();
    auto const reply = next();
    EXPECT_EQ(reply.at("result").at("structuredContent").at("done"), json::Value(false));
    EXPECT_EQ(memory.queue.job(make_id<jobs::JobTag>(TimePoint{}, [] { return 1ULL; })).state, jobs::JobState::ready);
}

TEST_F(McpLines, StopsWhenAskedToThoughTheClientSaysNothing) {
    conversation.request_stop();
    conversation.join();
    EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace troupe::mcp
