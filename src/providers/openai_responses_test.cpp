#include "providers/openai_responses.hpp"

#include <gtest/gtest.h>

#include "providers/testing/chat_fixture.hpp"

namespace troupe::providers {
namespace {

using llm::Finish;
using llm::Role;
using llm::Trouble;
using testing::Rig;

std::string response(std::string const& status, std::string const& parts,
                     std::string const& more = R"("error":null,"incomplete_details":null)") {
    return R"({"id":"resp_1","object":"response","created_at":1790000000,"model":"five-2026","status":")" + status +
           "\"," + more +
           R"(,"output":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[)" +
           parts +
           R"(]}],"usage":{"input_tokens":20,"output_tokens":4,"total_tokens":24,"output_tokens_details":{"reasoning_tokens":0}}})";
}

std::string const hi = R"({"type":"output_text","text":"hi","annotations":[]})";

TEST(OpenAiResponses, AsksAsTheSpecificationSaysAndHasNothingStored) {
    Rig rig(Dialect::openai_responses);
    rig.http.answer(200, response("completed", hi));
    auto const result = rig.ask({.messages = {{Role::system, "Be brief"}, {Role::user, "hi"}},
                                 .shape = testing::title_shape(),
                                 .temperature = 1,
                                 .max_tokens = 5,
                                 .seed = 3});
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(rig.http.requests().at(0).url, "https://api.openai.com/v1/responses");
    EXPECT_EQ(
        json::print(rig.sent()),
        R"({"model":"five","input":[{"role":"system","content":"Be brief"},{"role":"user","content":"hi"}],"store":false,"max_output_tokens":16,"temperature":1,)"
        R"("text":{"format":{"type":"json_schema","name":"title","strict":true,"schema":)" +
            json::print(testing::title_shape().schema) + "}}}");
    EXPECT_EQ(result->text, "hi");
    EXPECT_EQ(result->model, "five-2026");
    EXPECT_EQ(result->request_id, "resp_1");
    EXPECT_EQ(result->usage.input_tokens, 20);
    EXPECT_TRUE(result->usage.measured);
}

TEST(OpenAiResponses, ReadsEveryWayAnAnswerMayEnd) {
    auto const incomplete = [](std::string const& reason) {
        return R"("incomplete_details":{"reason":")" + reason + R"("})";
    };
    struct {
        std::string body;
        Finish finish;
        char const* text;
    } const table[] = {
        {response("completed", hi + "," + hi), Finish::complete, "hihi"},
        {response("incomplete", hi, incomplete("max_output_tokens")), Finish::cut_off, "hi"},
        {response("incomplete", "", incomplete("max_output_tokens")), Finish::cut_off, ""},
        {response("incomplete", "", incomplete("content_filter")), Finish::filtered, ""},
        {response("completed", R"({"type":"refusal","refusal":"No."})"), Finish::refused, "No."},
        {R"({"output":[{"type":"message","content":[{"type":"output_text","text":"bare"}]}]})", Finish::complete,
         "bare"},
    };
    for (auto const& [body, finish, text] : table) {
        Rig rig(Dialect::openai_responses);
        rig.http.answer(200, body);
        auto const result = rig.ask();
        ASSERT_TRUE(result) << body;
        EXPECT_EQ(result->finish, finish) << body;
        EXPECT_EQ(result->text, text) << body;
    }
}

TEST(OpenAiResponses, NamesWhyThereIsNoAnswer) {
    struct {
        std::string body;
        Trouble trouble;
    } const table[] = {
        {response("failed", "", R"("error":{"code":"server_error","message":"oh"})"), Trouble::dropped},
        {response("failed", "", R"("error":{"code":"rate_limit_exceeded","message":"slow"})"), Trouble::busy},
        {response("cancelled", hi), Trouble::dropped},
        {response("in_progress", hi), Trouble::garbled},
        {response("queued", ""), Trouble::garbled},
        {response("completed", ""), Trouble::garbled},
        {"{}", Trouble::garbled},
        {"[", Trouble::garbled},
    };
    for (auto const& [body, trouble] : table) {
        Rig rig(Dialect::openai_responses);
        rig.http.answer(200, body);
        auto const result = rig.ask();
        ASSERT_FALSE(result) << body;
        EXPECT_EQ(result.error().trouble, trouble) << body;
    }
}

std::string event(std::string const& type, std::string const& rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + rest + "}\n\n";
}

TEST(OpenAiResponses, TellsAStreamAsItComes) {
    Rig rig(Dialect::openai_responses);
    rig.http.answer(200, event("response.created", R"("response":{"id":"resp_1","status":"in_progress","output":[]})") +
                             event("response.output_text.delta", R"("delta":"h")") +
                             event("response.output_text.delta", R"("delta":"i")") +
                             event("response.output_text.done", R"("text":"hi")") +
                             event("response.completed", R"("response":)" + response("completed", hi)));
    auto const result = rig.ask_streamed();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(rig.heard, "hi");
    EXPECT_EQ(result->text, "hi");
    EXPECT_EQ(result->usage.output_tokens, 4);
    EXPECT_EQ(rig.sent().at("stream"), true);
}

TEST(OpenAiResponses, ReadsHowAStreamEnds) {
    auto const delta = event("response.output_text.delta", R"("delta":"ha")");
    Rig rig(Dialect::openai_responses);
    rig.http.answer(
        200, delta + event("response.incomplete",
                           R"("response":)" +
                               response("incomplete", hi, R"("incomplete_details":{"reason":"max_output_tokens"})")));
    EXPECT_EQ(rig.ask_streamed()->finish, Finish::cut_off);
    rig.http.answer(200, event("response.refusal.delta", R"("delta":"No.")") +
                             event("response.completed", R"("response":)" + response("completed", "")));
    EXPECT_EQ(rig.ask_streamed()->finish, Finish::refused);
    rig.http.answer(200, delta);
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::dropped);
    rig.http.answer(
        200,
        delta + event("response.failed",
                      R"("response":)" + response("failed", "", R"("error":{"code":"server_error","message":"oh"})")));
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::dropped);
    rig.http.answer(200, delta + event("error", R"("code":"rate_limit_exceeded","message":"slow","param":null)"));
    EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::busy);
}

}  // namespace
}  // namespace troupe::providers
