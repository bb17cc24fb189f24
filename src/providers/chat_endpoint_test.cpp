#include "providers/chat_endpoint.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stop_token>
#include <thread>

#include "providers/testing/chat_fixture.hpp"

namespace troupe::providers {
namespace {

using llm::Role;
using llm::Trouble;
using testing::Rig;
using testing::secret;

constexpr Dialect all_dialects[] = {Dialect::openai_chat, Dialect::openai_responses, Dialect::anthropic};

std::string openai_error(std::string const& type, std::string const& code, std::string const& message = "words",
                         std::string const& parameter = "null") {
    return R"({"error":{"message":")" + message + R"(","type":")" + type + R"(","param":)" + parameter + R"(,"code":)" +
           (code.empty() ? "null" : "\"" + code + "\"") + "}}";
}

std::string anthropic_error(std::string const& type, std::string const& message = "words") {
    return R"({"type":"error","error":{"type":")" + type + R"(","message":")" + message + R"("},"request_id":"req_1"})";
}

/// An answer that each dialect understands.
std::string any_answer() {
    return R"({"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],"status":"completed","type":"message","stop_reason":"end_turn",)"
           R"("content":[{"type":"text","text":"hi"}],"output":[{"type":"message","content":[{"type":"output_text","text":"hi"}]}]})";
}

TEST(ChatModels, NameTheTroubleOfEveryRefusal) {
    struct {
        int status;
        std::string body;
        Trouble trouble;
        ErrorCode code;
    } const table[] = {
        {400, openai_error("invalid_request_error", "context_length_exceeded", "too long", R"("messages")"),
         Trouble::unfit, ErrorCode::invalid_input},
        {400, openai_error("invalid_request_error", ""), Trouble::unfit, ErrorCode::invalid_input},
        {400,
         openai_error("invalid_request_error", "invalid_value", "max_tokens is too large: 9000", R"("max_tokens")"),
         Trouble::unfit, ErrorCode::invalid_input},
        {400, anthropic_error("invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum"),
         Trouble::unfit, ErrorCode::invalid_input},
        {400, anthropic_error("invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
         Trouble::out_of_credit, ErrorCode::unavailable},
        {400, anthropic_error("invalid_request_error", "You have reached your specified API usage limits."),
         Trouble::out_of_credit, ErrorCode::unavailable},
        {400, R"({"error":"model requires more system memory"})", Trouble::unfit, ErrorCode::invalid_input},
        {401, openai_error("invalid_request_error", "invalid_api_key"), Trouble::denied, ErrorCode::unavailable},
        {401, anthropic_error("authentication_error"), Trouble::denied, ErrorCode::unavailable},
        {402, anthropic_error("billing_error"), Trouble::out_of_credit, ErrorCode::unavailable},
        {402, "", Trouble::out_of_credit, ErrorCode::unavailable},
        {403, openai_error("request_forbidden", "unsupported_country_region_territory"), Trouble::denied,
         ErrorCode::unavailable},
        {403, anthropic_error("permission_error"), Trouble::denied, ErrorCode::unavailable},
        {404, openai_error("invalid_request_error", "model_not_found"), Trouble::denied, ErrorCode::unavailable},
        {404, "404 page not found", Trouble::denied, ErrorCode::unavailable},
        {407, "", Trouble::denied, ErrorCode::unavailable},
        {408, "", Trouble::dropped, ErrorCode::unavailable},
        {409, anthropic_error("conflict"), Trouble::busy, ErrorCode::unavailable},
        {413, anthropic_error("request_too_large"), Trouble::unfit, ErrorCode::invalid_input},
        {413, "<html>too large</html>", Trouble::unfit, ErrorCode::invalid_input},
        {422, R"({"detail":[{"loc":["body","messages"],"msg":"Input should be a valid list","type":"list_type"}]})",
         Trouble::unfit, ErrorCode::invalid_input},
        {425, "", Trouble::busy, ErrorCode::unavailable},
        {429,
         openai_error("requests", "rate_limit_exceeded",
                      "Limit: 3 / min. Add a payment method at https://platform.openai.com/account/billing"),
         Trouble::busy, ErrorCode::rate_limited},
        {429, openai_error("requests", "slow_down"), Trouble::busy, ErrorCode::rate_limited},
        {429, anthropic_error("rate_limit_error"), Trouble::busy, ErrorCode::rate_limited},
        {429, "", Trouble::busy, ErrorCode::rate_limited},
        {429, openai_error("insufficient_quota", "insufficient_quota"), Trouble::out_of_credit, ErrorCode::unavailable},
        {429, openai_error("insufficient_quota", "credit_balance_exhausted"), Trouble::out_of_credit,
         ErrorCode::unavailable},
        {429, openai_error("insufficient_quota", "organization_spend_limit_exceeded"), Trouble::out_of_credit,
         ErrorCode::unavailable},
        {429, openai_error("insufficient_quota", "project_spend_limit_exceeded"), Trouble::out_of_credit,
         ErrorCode::unavailable},
        {429, openai_error("insufficient_quota", "organization_usage_limit_exceeded"), Trouble::out_of_credit,
         ErrorCode::unavailable},
        {429, openai_error("", "credit_balance_exhausted"), Trouble::out_of_credit, ErrorCode::unavailable},
        {429, anthropic_error("rate_limit_error", "This organization has reached its monthly spend limit."),
         Trouble::out_of_credit, ErrorCode::unavailable},
        {451, "", Trouble::denied, ErrorCode::unavailable},
        {500, openai_error("server_error", ""), Trouble::dropped, ErrorCode::unavailable},
        {500, anthropic_error("api_error"), Trouble::dropped, ErrorCode::unavailable},
        {500, R"({"error":"llama runner process has terminated"})", Trouble::dropped, ErrorCode::unavailable},
        {502, "<html>bad gateway</html>", Trouble::dropped, ErrorCode::unavailable},
        {503, openai_error("server_error", "server_is_overloaded"), Trouble::busy, ErrorCode::unavailable},
        {503, R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})", Trouble::busy,
         ErrorCode::unavailable},
        {504, anthropic_error("timeout_error"), Trouble::dropped, ErrorCode::unavailable},
        {529, anthropic_error("overloaded_error"), Trouble::busy, ErrorCode::unavailable},
        {302, "", Trouble::denied, ErrorCode::unavailable},
        {200, R"({"error":{"code":429,"message":"upstream is busy"}})", Trouble::busy, ErrorCode::rate_limited},
        {200, R"({"error":{"code":502,"message":"upstream failed"}})", Trouble::dropped, ErrorCode::unavailable},
    };
    for (auto const dialect : all_dialects) {
        for (auto const& [status, body, trouble, code] : table) {
            Rig rig(dialect);
            rig.http.answer(status, body);
            auto const result = rig.ask();
            ASSERT_FALSE(result) << status << body;
            EXPECT_EQ(result.error().trouble, trouble) << status << body;
            EXPECT_EQ(result.error().code, code) << status << body;
            EXPECT_TRUE(result.error().message.starts_with(std::string(rig.model->name()) + ": "))
                << result.error().message;
            EXPECT_EQ(rig.http.requests().size(), 1U) << status << body;
        }
    }
}

TEST(ChatModels, AStreamIsRefusedInTheSameWords) {
    for (auto const dialect : all_dialects) {
        Rig rig(dialect);
        rig.http.answer(429, openai_error("insufficient_quota", "insufficient_quota"));
        EXPECT_EQ(rig.ask_streamed().error().trouble, Trouble::out_of_credit);
        EXPECT_EQ(rig.heard, "");
    }
}

TEST(ChatModels, NameTheTroubleOfEveryWayNotToArrive) {
    struct {
        net::HttpError error;
        Trouble trouble;
    } const table[] = {
        {{{ErrorCode::unavailable, "h: no connection"}, false}, Trouble::unreachable},
        {{{ErrorCode::unavailable, "h: timed out"}, true}, Trouble::dropped},
        {{{ErrorCode::bad_response, "h: too large"}, true}, Trouble::garbled},
        {{{ErrorCode::cancelled, "h: stopped"}, true}, Trouble::cancelled},
        {{{ErrorCode::invalid_input, "url: is none"}, false}, Trouble::denied},
    };
    for (auto const dialect : all_dialects) {
        for (auto const& [error, trouble] : table) {
            Rig rig(dialect);
            rig.http.fail(error);
            EXPECT_EQ(rig.ask().error().trouble, trouble) << error.message;
            rig.http.fail(error);
            EXPECT_EQ(rig.ask_streamed().error().trouble, trouble) << error.message;
        }
    }
}

TEST(ChatModels, SayWhenToTryAgain) {
    for (auto const dialect : all_dialects) {
        Rig rig(dialect);
        rig.http.answer(429, "", {{"Retry-After", "Sun, 22 Nov 2026 08:30:20 GMT"}});
        EXPECT_EQ(rig.ask().error().retry_after, Seconds(20));
        rig.http.answer(503, "", {{"retry-after-ms", "1500"}});
        EXPECT_EQ(rig.ask().error().retry_after, Seconds(1.5));
        rig.http.answer(529, "");
        EXPECT_EQ(rig.ask().error().retry_after, std::nullopt);
        rig.http.answer(401, "", {{"Retry-After", "5"}});
        EXPECT_EQ(rig.ask().error().retry_after, std::nullopt);
    }
}

TEST(ChatModels, StopAtOnce) {
    std::stop_source source;
    source.request_stop();
    Rig rig(Dialect::openai_chat);
    rig.http.answer(200, any_answer());
    auto const result = rig.model->complete({.messages = {{Role::user, "hi"}}}, source.get_token());
    EXPECT_EQ(result.error().trouble, Trouble::cancelled);
    EXPECT_EQ(result.error().code, ErrorCode::cancelled);
}

TEST(ChatModels, SendTheKeyInItsHeaderAlone) {
    for (auto const dialect : all_dialects) {
        Rig rig(dialect);
        rig.http.answer(200, any_answer());
        ASSERT_TRUE(rig.ask());
        auto const request = rig.http.requests().at(0);
        int headers = 0;
        for (auto const& [name, value] : request.headers) headers += value.find(secret) != std::string::npos ? 1 : 0;
        EXPECT_EQ(headers, 1);
        EXPECT_EQ(request.url.find(secret), std::string::npos);
        EXPECT_EQ(request.body.find(secret), std::string::npos);
    }
}

TEST(ChatModels, RepeatNoKeyThatAServerQuotes) {
    auto const words = "Incorrect API key provided: " + secret + ". Again: " + secret + std::string(300, '.') + secret;
    for (auto const dialect : all_dialects) {
        for (int const status : {200, 302, 400, 401, 402, 403, 404, 413, 429, 500, 503, 529}) {
            for (auto const& body :
                 {openai_error(secret, secret, words), anthropic_error(secret, words), "{\"error\":\"" + words + "\"}",
                  "{\"detail\":\"" + words + "\"}", "{\"error\":{\"code\":\"" + secret + "\"}}", words}) {
                Rig rig(dialect);
                rig.http.answer(status, body, {{"x-request-id", "r"}, {"location", secret}});
                auto const plain = rig.ask();
                ASSERT_FALSE(plain) << body;
                EXPECT_EQ(plain.error().message.find(secret), std::string::npos) << plain.error().message;
                rig.http.answer(status, status == 200 ? "data: " + body + "\n\n" : body);
                auto const streamed = rig.ask_streamed();
                ASSERT_FALSE(streamed) << body;
                EXPECT_EQ(streamed.error().message.find(secret), std::string::npos) << streamed.error().message;
            }
        }
    }
}

TEST(ChatModels, QuoteTheServerWhereThatHelps) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(404, R"({"error":{"message":"model 'mini' not found, try\npulling it first"}})");
    EXPECT_EQ(rig.ask().error().message,
              "openai/mini: there is no such model or address; check both (HTTP 404): \"model 'mini' not found, try "
              "pulling it first\"");
}

struct Refusal {
    char const* promise;
    Dialect dialect;
    std::string body;
    char const* gone;
    char const* instead;
};

std::vector<Refusal> const& refusals() {
    static std::vector<Refusal> const table{
        {"a reasoning model's temperature", Dialect::openai_chat,
         openai_error("invalid_request_error", "unsupported_value",
                      "Unsupported value: 'temperature' does not support 0.8 with this model. Only the default (1) "
                      "value is supported.",
                      R"("temperature")"),
         "temperature", nullptr},
        {"the other token limit", Dialect::openai_chat,
         openai_error("invalid_request_error", "unsupported_parameter",
                      "Unsupported parameter: 'max_completion_tokens' is not supported with this model.",
                      R"("max_completion_tokens")"),
         "max_completion_tokens", "max_tokens"},
        {"a seed, by pydantic", Dialect::openai_chat,
         R"({"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"}]})",
         "seed", nullptr},
        {"a seed, in words", Dialect::openai_chat, R"({"error":"unknown field `seed`"})", "seed", nullptr},
        {"usage of a stream", Dialect::openai_chat,
         openai_error("invalid_request_error", "", "Unrecognized request argument supplied: stream_options"),
         "stream_options", nullptr},
        {"nothing stored", Dialect::openai_responses,
         openai_error("invalid_request_error", "unknown_parameter", "Unknown parameter: 'store'.", R"("store")"),
         "store", nullptr},
        {"temperature of responses", Dialect::openai_responses,
         openai_error("invalid_request_error", "unsupported_parameter", "Unsupported parameter: 'temperature'",
                      R"("temperature")"),
         "temperature", nullptr},
        {"temperature of messages", Dialect::anthropic,
         anthropic_error("invalid_request_error", "`temperature` is deprecated for this model."), "temperature",
         nullptr},
        {"a shape of messages", Dialect::anthropic,
         anthropic_error("invalid_request_error", "output_config: Extra inputs are not permitted"), "output_config",
         nullptr},
    };
    return table;
}

llm::ChatRequest full_request() {
    return {.messages = {{Role::user, "A title"}}, .shape = testing::title_shape(), .seed = 1};
}

TEST(ChatModels, LearnWhatAServerDoesNotTake) {
    for (auto const& refusal : refusals()) {
        Rig rig(refusal.dialect);
        rig.http.answer(400, refusal.body);
        rig.http.answer(200, any_answer());
        ASSERT_TRUE(rig.ask_streamed(full_request())) << refusal.promise;
        EXPECT_TRUE(rig.sent(0).as_object().contains(refusal.gone)) << refusal.promise;
        EXPECT_FALSE(rig.sent(1).as_object().contains(refusal.gone)) << refusal.promise;
        EXPECT_TRUE(refusal.instead == nullptr || rig.sent(1).as_object().contains(refusal.instead)) << refusal.promise;

        rig.http.answer(200, any_answer());
        ASSERT_TRUE(rig.ask_streamed(full_request()));
        EXPECT_EQ(rig.sent(2), rig.sent(1)) << refusal.promise << ": asked again";
        EXPECT_EQ(rig.http.requests().size(), 3U);
    }
}

TEST(ChatModels, AskForJsonInEveryWayThatIsLeft) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(400, openai_error("invalid_request_error", "", "'response_format.type' must be 'text'",
                                      R"("response_format.type")"));
    rig.http.answer(400, R"({"error":"response_format is not supported"})");
    rig.http.answer(200, any_answer());
    ASSERT_TRUE(rig.ask(full_request()));
    EXPECT_EQ(rig.sent(0).at("response_format").at("type"), "json_schema");
    EXPECT_EQ(rig.sent(0).at("messages").as_array().size(), 1U);
    EXPECT_EQ(rig.sent(1).at("response_format").at("type"), "json_object");
    EXPECT_FALSE(rig.sent(2).as_object().contains("response_format"));
    for (auto const index : {1, 2}) {
        std::string const words(
            rig.sent(static_cast<std::size_t>(index)).at("messages").at(0).at("content").as_string());
        EXPECT_NE(words.find("JSON"), std::string::npos);
        EXPECT_NE(words.find(json::print(testing::title_shape().schema)), std::string::npos);
    }
}

TEST(ChatModels, ABadSchemaIsNoReasonToStopAskingForOne) {
    Rig rig(Dialect::openai_chat);
    rig.http.answer(
        400, openai_error("invalid_request_error", "",
                          "Invalid schema for response_format 'title': 'required' is missing", R"("response_format")"));
    EXPECT_EQ(rig.ask(full_request()).error().trouble, Trouble::unfit);
    rig.http.answer(200, any_answer());
    ASSERT_TRUE(rig.ask(full_request()));
    EXPECT_TRUE(rig.sent(1).as_object().contains("response_format"));
}

TEST(ChatModels, AServerThatRefusesEverythingEndsTheCall) {
    Rig rig(Dialect::openai_chat);
    for (int i = 0; i < 20; ++i)
        rig.http.answer(
            400,
            R"({"error":"unsupported: temperature seed response_format stream_options max_tokens max_completion_tokens messages model"})");
    EXPECT_EQ(rig.ask_streamed(full_request()).error().trouble, Trouble::unfit);
    EXPECT_EQ(rig.http.requests().size(), 8U);  // with all seven options, with one fewer each, with none
}

/// Refuses temperatures, whoever sends one.
class TemperatureRefuser final : public net::HttpClient {
public:
    net::HttpResult send(net::HttpRequest const& request, std::stop_token) override {
        if (!json::parse_value(request.body)->as_object().contains("temperature"))
            return net::HttpResponse{200, {}, any_answer()};
        ++refusals;
        return net::HttpResponse{400, {}, R"({"error":"temperature is not supported"})"};
    }
    std::atomic<int> refusals = 0;
};

TEST(ChatModels, SeveralThreadsLearnTogether) {
    TemperatureRefuser http;
    FixedClock const clock{TimePoint{}};
    auto const model = make_chat_model(testing::endpoint(Dialect::openai_chat), http, clock);
    llm::ChatRequest const request{.messages = {{Role::user, "hi"}}};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) threads.emplace_back([&] { EXPECT_TRUE(model->complete(request, {})); });
    }
    int const refusals = http.refusals;
    EXPECT_GE(refusals, 1);
    EXPECT_TRUE(model->complete(request, {}));
    EXPECT_EQ(http.refusals, refusals);
}

TEST(ChatModels, WaitForAModelAsLongAsItMayTake) {
    auto const timeouts = [](Rig& rig, bool is_streamed) {
        rig.http.answer(200, any_answer());
        EXPECT_TRUE(is_streamed ? rig.ask_streamed() : rig.ask());
        return rig.http.requests().back().timeouts;
    };
    Rig remote(Dialect::openai_chat);
    EXPECT_EQ(timeouts(remote, false).total, Seconds(120));
    EXPECT_EQ(timeouts(remote, true).total, Seconds(600));
    EXPECT_EQ(timeouts(remote, true).idle, Seconds(60));
    EXPECT_EQ(timeouts(remote, true).first_byte, Seconds(60));

    auto at = testing::endpoint(Dialect::openai_chat);
    at.is_local = true;
    Rig local(at);
    EXPECT_EQ(timeouts(local, false).total, Seconds(600));
    EXPECT_EQ(timeouts(local, true).idle, Seconds(300));

    Rig thinking(Dialect::openai_chat);
    thinking.http.answer(400, R"({"error":"temperature is not supported"})");
    EXPECT_EQ(timeouts(thinking, false).total, Seconds(600));
}

}  // namespace
}  // namespace troupe::providers
