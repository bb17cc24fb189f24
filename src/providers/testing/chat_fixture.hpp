#pragma once

#include <memory>
#include <string>

#include "base/json.hpp"
#include "net/testing/scripted_http_client.hpp"
#include "providers/chat_endpoint.hpp"

namespace troupe::providers::testing {

inline std::string const secret = "sk-proj-1234567890abcdef";

inline ChatEndpoint endpoint(Dialect dialect) {
    switch (dialect) {
        case Dialect::anthropic:
            return {.name = "anthropic/opus",
                    .dialect = dialect,
                    .base_url = "https://api.anthropic.com",
                    .api_key = secret,
                    .model = "opus"};
        case Dialect::openai_responses:
            return {.name = "openai/five",
                    .dialect = dialect,
                    .base_url = "https://api.openai.com/v1",
                    .api_key = secret,
                    .model = "five"};
        case Dialect::openai_chat:
            break;
    }
    return {.name = "openai/mini",
            .dialect = dialect,
            .base_url = "https://api.openai.com/v1/",
            .api_key = secret,
            .model = "mini"};
}

/// A model with a scripted server behind it.
struct Rig {
    explicit Rig(ChatEndpoint at) : model(make_chat_model(std::move(at), http, clock)) {}
    explicit Rig(Dialect dialect) : Rig(endpoint(dialect)) {}

    llm::ChatResult ask(llm::ChatRequest const& request = {.messages = {{llm::Role::user, "Say hi"}}}) {
        return model->complete(request, {});
    }
    /// Asks for a stream, and keeps what was heard.
    llm::ChatResult ask_streamed(llm::ChatRequest request = {.messages = {{llm::Role::user, "Say hi"}}}) {
        request.on_text = [this](std::string_view piece) { heard += piece; };
        return model->complete(request, {});
    }
    [[nodiscard]] json::Value sent(std::size_t index = 0) const {
        return *json::parse_value(http.requests().at(index).body);
    }

    FixedClock clock{*parse_time("2026-11-22T08:30:00Z")};
    net::testing::ScriptedHttpClient http;
    std::unique_ptr<llm::ChatModel> model;
    std::string heard;
};

inline llm::AnswerShape title_shape() {
    return {
        "title",
        *json::parse_value(
            R"({"type":"object","properties":{"title":{"type":"string"}},"required":["title"],"additionalProperties":false})")};
}

}  // namespace troupe::providers::testing
