#include "providers/anthropic_messages.hpp"

#include <gtest/gtest.h>

#include "providers/testing/chat_fixture.hpp"

namespace troupe::providers {
namespace {

using llm::Finish;
using llm::Role;
using llm::Trouble;
using testing::Rig;

std::string message(std::string const& content, std::string const& reason) {
    return R"({"id":"msg_1","type":"message","role":"assistant","model":"opus-2026","content":[)" + content +
           R"(],"stop_reason":)" + reason +
           R"(,"stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":2,"output_tokens":6}})";
}

TEST(AnthropicMessages, AsksAsTheDocumentationSays) {
    Rig rig(Dialect::anthropic);
    rig.http.answer(200, message(R"({"type":"text","text":"hi"})", R"("end_turn")"), {{"request-id", "req_9"}});
    auto const result = rig.ask({.messages = {{Role::system, "Be brief"},
                                              {Role::system, "Be kind"},
                                              {Role::user, "hi"},
                                              {Role::assistant, "yes?"},
                                              {Role::user, "bye"}},
                                 .shape = testing::title_shape(),
                                 .temperature = 0.25,
                                 .max_tokens = 100,
                                 .seed = 3});
    ASSERT_TRUE(result) << result.error().message;
    auto const request = rig.http.requests().at(0);
    EXPECT_EQ(request.url, "https://api.anthropic.com/v1/messages");
    std::map<std::string, std::string> headers;
    for (auto const& [name, value] : request.headers) headers[name] = value;
    EXPECT_EQ(headers["x-api-key"], testing::secret);
    EXPECT_EQ(headers["anthropic-version"], "2023-06-01");
    EXPECT_EQ(headers.count("Authorization"), 0U);
    EXPECT_EQ(
        json::print(rig.sent()),
        R"({"model":"opus","max_tokens":100,"system":"Be brief\n\nBe kind","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"yes?"},)"
        R"({"role":"user","content":"bye"}],"temperature":0.25,"output_config":{"format":{"type":"json_schema","schema":)" +
            json::print(testing::title_shape().schema) + "}}}");
    EXPECT_EQ(result->text, "hi");
    EXPECT_EQ(result->usage.input_tokens, 17);
    EXPECT_EQ(result->usage.output_tokens, 6);
    EXPECT_TRUE(result->usage.measured);
    EXPECT_EQ(result->request_id, "req_9");
}

TEST(AnthropicMessages, AlwaysHasAMessageToAnswer) {
    Rig rig(Dialect::anthropic);
    rig.http.answer(200, message(R"({"type":"text","text":"hi"})", R"("end_turn")"));
    ASSERT_TRUE(rig.ask({.messages = {{Role::system, "Say hi"}}}));
    EXPECT_EQ(json::print(rig.sent().at("messages")), R"([{"role":"user","content":"Say hi"}])");
    EXPECT_FALSE(rig.sent().as_object().contains("system"));
}

TEST(AnthropicMessages, FindsTheAddressWithAndWithoutVersion) {
    for (auto const* base : {"http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1"}) {
        auto at = testing::endpoint(Dialect::anthropic);
        at.base_url = base;
        Rig rig(at);
        rig.http.answer(200, message(R"({"type":"text","text":"hi"})", R"("end_turn")"));
        ASSERT_TRUE(rig.ask());
        EXPECT_EQ(rig.http.requests().at(0).url, "http://127.0.0.1:8080/v1/messages");
    }
}

TEST(AnthropicMessages, ReadsEveryWayAnAnswerMayEnd) {
    std::string const text = R"({"type":"text","text":"hi"})";
    struct {
        std::string content;
        char const* reason;
        Finish finish;
        char const* text;
    } const table[] = {
        {text, R"("end_turn")", Finish::complete, "hi"},
        {text, R"("stop_sequence")", Finish::complete, "hi"},
        {R"({"type":"thinking","thinking":"hm"},)" + text + "," + text, R"("end_turn")", Finish::complete, "hihi"},
        {text, R"("max_tokens")", Finish::cut_off, "hi"},
        {"", R"("max_tokens")", Finish::cut_off, ""},
        {text, R"("model_context_window_exceeded")", Finish::cut_off, "hi"},
        {text, R"("pause_turn")", Finish::cut_off, "hi"},
        {text, R"("tool_use")", Finish::cut_off, "hi"},
        {"", R"("refusal")", Finish::refused, ""},
        {text, R"("refusal")", Finish::refused, "hi"},
    };
    for (auto const& [content, reason, finish, expected] : table) {
        Rig rig(Dialect::anthropic);
        rig.http.answer(200, message(content, reason));
        auto const result = rig.ask();
        ASSERT_TRUE(result) << content << reason;
        EXPECT_EQ(result->finish, finish) << content << reason;
        EXPECT_EQ(result->text, expected) << content << reason;
    }
}

TEST(AnthropicMessages, DoesNotTakeAnythingElseForAnAnswer) {
    for (auto const& body : {std::string("{}"), std::string("x"), message("", R"("end_turn")"),
                             message(R"({"type":"text","text":"hi"})", "null")}) {
        Rig rig(Dialect::anthropic);
        rig.http.answer(200, body);
        auto const result = rig.ask();
        ASSERT_FALSE(result) << body;
        EXPECT_EQ(result.error().trouble, Trouble::garbled) << body;
    }
}

std::string event(std::string const& type, std::string const& rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (rest.empty() ? "" : "," + rest) + "}\n\n";
}

std::string const start = event(
    "message_start",
    R"("message":{"id":"msg_2","type":"message","role":"assistant","model":"opus-2026","content":[],"stop_reason":null,"usage":{"input_tokens":25,"output_tokens":1}})");

std::string delta(std::string const& text) {
    return event("content_block_delta", R"("index":0,"delta":{"type":"text_delta","text":")" + text + R"("})");
}

TEST(AnthropicMessages, TellsAStreamAsItComes) {
    Rig rig(Dialect::anthropic);
    rig.http.answer(
        200, start + event("content_block_start", R"("index":0,"content_block":{"type":"text","text":""})") +
                 event("ping", "") + delta("Hel") + delta("lo") +
                 event("content_block_delta", R"("index":1,"delta":{"type":"thinking_delta","thinking":"hm"})") +
                 event("content_block_stop", R"("index":0)") +
                 event("message_delta",
                       R"("delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15})") +
                 event("message_stop", ""));
    auto const result = rig.ask_streamed();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(rig.heard, "Hello");
    EXPECT_EQ(result->text, "Hello");
    EXPECT_EQ(result->model, "opus-2026");
    EXPECT_EQ(result->request_id, "msg_2");
    EXPECT_EQ(result->usage.input_tokens, 25);
    EXPECT_EQ(result->usage.output_tokens, 15);
    EXPECT_TRUE(result->usage.measured);
}

TEST(AnthropicMessages, ReadsHowAStreamEnds) {
    Rig rig(Dialect::anthropic);
    rig.http.answer(200, start + delta("no") + event("message_delta", R"("delta":{"stop_reason":"refusal"})") +
                             event("message_stop", ""));
    EXPECT_EQ(rig.ask_streamed()->finish, Finish::refused);
    rig.http.answer(200, start + delta("ha"));
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::dropped);
    rig.http.answer(
        200, start + delta("ha") + event("error", R"("error":{"type":"overloaded_error","message":"Overloaded"})"));
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::busy);
    rig.http.answer(200, start + event("error", R"("error":{"type":"api_error","message":"Internal"})"));
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::dropped);
    rig.http.answer(200, start + event("error", R"("error":{"type":"invalid_request_error","message":"bad"})"));
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::unfit);
}

}  // namespace
}  // namespace troupe::providers
