#include "providers/openai_chat.hpp"

#include <gtest/gtest.h>

#include "providers/testing/chat_fixture.hpp"

namespace troupe::providers {
namespace {

using llm::Finish;
using llm::Role;
using llm::Trouble;
using testing::Rig;

/// As OpenAI answers, with more fields than anyone asked for.
std::string answer(std::string const& message, std::string const& reason) {
    return R"({"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"mini-2026-08-01","choices":[{"index":0,"message":)" +
           message + R"(,"logprobs":null,"finish_reason":)" + reason +
           R"(}],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":0}},"system_fingerprint":"fp"})";
}

TEST(OpenAiChat, AsksAsTheSpecificationSays) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(200, answer(R"({"role":"assistant","content":"hi","refusal":null})", R"("stop")"),
                    {{"x-request-id", "req_1"}});
    auto const result = rig.ask({.messages = {{Role::system, "Be brief"}, {Role::user, "Say \"hi\""}},
                                 .temperature = 0.5,
                                 .max_tokens = 50,
                                 .seed = 7});
    ASSERT_TRUE(result) << result.error().message;
    auto const request = rig.http.requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, "https://api.openai.com/v1/chat/completions");
    EXPECT_EQ(
        json::print(rig.sent()),
        R"({"model":"mini","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Say \"hi\""}],)"
        R"("max_completion_tokens":50,"temperature":0.5,"seed":7})");
    EXPECT_EQ(result->text, "hi");
    EXPECT_EQ(result->finish, Finish::complete);
    EXPECT_EQ(result->usage.input_tokens, 12);
    EXPECT_EQ(result->usage.output_tokens, 3);
    EXPECT_TRUE(result->usage.measured);
    EXPECT_EQ(result->model, "mini-2026-08-01");
    EXPECT_EQ(result->request_id, "req_1");
}

TEST(OpenAiChat, AsksOtherServersWithTheOldTokenLimit) {
    auto at = testing::endpoint(Dialect::openai_chat);
    at.base_url = "http://localhost:11434/v1";
    at.api_key.clear();
    Rig rig(at);
    rig.http.answer(200, answer(R"({"role":"assistant","content":"hi"})", R"("stop")"));
    ASSERT_TRUE(rig.ask());
    EXPECT_TRUE(rig.sent().as_object().contains("max_tokens"));
    EXPECT_FALSE(rig.sent().as_object().contains("max_completion_tokens"));
    auto const request = rig.http.requests().at(0);
    for (auto const& header : request.headers) EXPECT_NE(header.name, "Authorization");
}

TEST(OpenAiChat, HoldsTheServerToTheShape) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(200, answer(R"({"role":"assistant","content":"{\"title\":\"Rain\"}"})", R"("stop")"));
    auto const result = rig.ask({.messages = {{Role::user, "A title"}}, .shape = testing::title_shape()});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->text, R"({"title":"Rain"})");
    EXPECT_EQ(json::print(rig.sent().at("response_format")),
              R"({"type":"json_schema","json_schema":{"name":"title","strict":true,"schema":)" +
                  json::print(testing::title_shape().schema) + "}}");
}

TEST(OpenAiChat, ReadsEveryWayAnAnswerMayEnd) {
    struct {
        char const* message;
        char const* reason;
        Finish finish;
        char const* text;
    } const table[] = {
        {R"({"content":"hi"})", R"("stop")", Finish::complete, "hi"},
        {R"({"content":"hi"})", R"("eos")", Finish::complete, "hi"},
        {R"({"content":"hi"})", "null", Finish::complete, "hi"},
        {R"({"content":"{\"a\":"})", R"("length")", Finish::cut_off, "{\"a\":"},
        {R"({"content":null})", R"("length")", Finish::cut_off, ""},
        {R"({"content":"hi"})", R"("tool_calls")", Finish::cut_off, "hi"},
        {R"({"content":"hi"})", R"("some_new_reason")", Finish::cut_off, "hi"},
        {R"({"content":""})", R"("content_filter")", Finish::filtered, ""},
        {R"({"content":null,"refusal":"I cannot do that."})", R"("stop")", Finish::refused, "I cannot do that."},
        {R"({"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]})", R"("stop")", Finish::complete, "ab"},
        {R"({"content":"hi","reasoning_content":"hm","new":{"field":[1]}})", R"("stop")", Finish::complete, "hi"},
    };
    for (auto const& [message, reason, finish, text] : table) {
        Rig rig(Dialect::openai_chat);
        rig.http.answer(200, answer(message, reason));
        auto const result = rig.ask();
        ASSERT_TRUE(result) << message << reason;
        EXPECT_EQ(result->finish, finish) << message << reason;
        EXPECT_EQ(result->text, text) << message << reason;
    }
}

TEST(OpenAiChat, DoesNotTakeAnythingElseForAnAnswer) {
    for (auto const* body : {"", "null", "[]", "{}", "<html>", R"({"choices":[]})", R"({"choices":"x"})",
                             R"({"choices":[null]})", R"({"choices":[{"finish_reason":"stop"}]})",
                             R"({"choices":[{"message":{"content":""},"finish_reason":"stop"}]})",
                             R"({"choices":[{"message":{"content":7},"finish_reason":"stop"}]})",
                             R"({"choices":[{"message":{"content":"hi"})"}) {
        Rig rig(Dialect::openai_chat);
        rig.http.answer(200, body);
        auto const result = rig.ask();
        ASSERT_FALSE(result) << body;
        EXPECT_EQ(result.error().trouble, Trouble::garbled) << body;
        EXPECT_EQ(result.error().code, ErrorCode::bad_response) << body;
    }
}

TEST(OpenAiChat, ReplacesBytesThatAreNoText) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(200, answer("{\"content\":\"h\xFFi\"}", R"("stop")"));
    EXPECT_EQ(rig.ask()->text, "h\uFFFDi");
}

TEST(OpenAiChat, BelievesNoAbsurdUsage) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(
        200,
        R"({"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":-5,"completion_tokens":"many"}})");
    auto const result = rig.ask();
    ASSERT_TRUE(result);
    EXPECT_FALSE(result->usage.measured);
    EXPECT_EQ(result->usage.input_tokens, 0);
    EXPECT_EQ(result->usage.output_tokens, 0);
}

std::string chunk(std::string const& delta, std::string const& reason = "null") {
    return R"(data: {"id":"chatcmpl-2","object":"chat.completion.chunk","model":"mini-2026","choices":[{"index":0,"delta":)" +
           delta + R"(,"finish_reason":)" + reason + R"(}],"obfuscation":"xyz"})" + "\n\n";
}

std::string const usage_chunk =
    R"(data: {"id":"chatcmpl-2","model":"mini-2026","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}})"
    "\n\n";
std::string const done = "data: [DONE]\n\n";

TEST(OpenAiChat, TellsAStreamAsItComes) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(200,
                    ": ping\n\n" + chunk(R"({"role":"assistant","content":""})") + chunk(R"({"content":"Grü"})") +
                        chunk(R"({"content":"ße"})") + chunk("{}", R"("stop")") + usage_chunk + done,
                    {{"x-request-id", "req_2"}});
    auto const result = rig.ask_streamed();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(rig.heard, "Grüße");
    EXPECT_EQ(result->text, "Grüße");
    EXPECT_EQ(result->finish, Finish::complete);
    EXPECT_EQ(result->usage.output_tokens, 2);
    EXPECT_TRUE(result->usage.measured);
    EXPECT_EQ(result->request_id, "req_2");
    EXPECT_EQ(rig.sent().at("stream"), true);
    EXPECT_EQ(json::print(rig.sent().at("stream_options")), R"({"include_usage":true})");
}

TEST(OpenAiChat, AStreamWithoutItsEndIsNoAnswer) {
    struct {
        char const* promise;
        std::string body;
        Trouble trouble;
    } const table[] = {
        {"breaks off", chunk(R"({"content":"half"})"), Trouble::dropped},
        {"breaks off in an event", chunk(R"({"content":"half"})") + "data: {\"cho", Trouble::dropped},
        {"has nothing in it", done, Trouble::dropped},
        {"never began", "", Trouble::dropped},
        {"has an event that is no JSON",
         chunk(R"({"content":"a"})") + "data: {oops\n\n" + chunk("{}", R"("stop")") + done, Trouble::garbled},
        {"is a page", "<html>busy</html>", Trouble::garbled},
        {"ends without a text", chunk("{}", R"("stop")") + done, Trouble::garbled},
        {"fails midway",
         chunk(R"({"content":"a"})") +
             "data: "
             "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":\"server_is_overloaded\"}}\n\n",
         Trouble::busy},
        {"fails midway, in plain words", "data: {\"error\":\"llama runner has died\"}\n\n", Trouble::dropped},
    };
    for (auto const& [promise, body, trouble] : table) {
        Rig rig(Dialect::openai_chat);
        rig.http.answer(200, body);
        auto const result = rig.ask_streamed();
        ASSERT_FALSE(result) << promise;
        EXPECT_EQ(result.error().trouble, trouble) << promise;
    }
}

TEST(OpenAiChat, AConnectionThatBreaksAfterTheLastWordLosesNothing) {
    net::HttpError const broken{{ErrorCode::unavailable, "api.openai.com: the answer broke off"}, true};
    Rig rig(Dialect::openai_chat);
    rig.http.break_off(chunk(R"({"content":"all"})") + chunk("{}", R"("stop")"), broken);
    EXPECT_EQ(rig.ask_streamed()->text, "all");
    rig.http.break_off(chunk(R"({"content":"half"})"), broken);
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::dropped);
}

TEST(OpenAiChat, TakesAWholeAnswerFromAServerThatDoesNotStream) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(200, answer(R"({"content":"in one piece"})", R"("stop")"));
    EXPECT_EQ(rig.ask_streamed()->text, "in one piece");
    EXPECT_EQ(rig.heard, "in one piece");
}

TEST(OpenAiChat, EndsAStreamThatNeverEnds) {
    Rig rig(Dialect::openai_chat);
    rig.http.deliver_in_pieces_of(1 << 20);
    rig.http.answer(200, "data: " + std::string(17 << 20, 'x'));
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::garbled);
}

TEST(OpenAiChat, TakesJsonOutOfItsFence) {
    Rig rig(Dialect::openai_chat);
    llm::ChatRequest const request{.messages = {{Role::user, "A title"}}, .shape = testing::title_shape()};
    rig.http.answer(200, answer(R"({"content":"```json\n{\"title\":\"Rain\"}\n```\n"})", R"("stop")"));
    EXPECT_EQ(rig.ask(request)->text, R"({"title":"Rain"})");
    rig.http.answer(200, answer(R"({"content":"```\nfree text\n```"})", R"("stop")"));
    EXPECT_EQ(rig.ask()->text, "```\nfree text\n```");
}

}  // namespace
}  // namespace troupe::providers
