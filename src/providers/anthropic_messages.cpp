#include "providers/anthropic_messages.hpp"

#include "providers/impl/foreign_json.hpp"

namespace troupe::providers {
namespace {

using impl::ChatBody;
using impl::ChatDraft;
using impl::member;
using impl::Option;
using impl::Options;
using llm::Finish;

json::Value output_config(llm::AnswerShape const& shape) {
    return {{"format", {{"type", "json_schema"}, {"schema", shape.schema}}}};
}

Finish finish_of(std::string const& reason) {
    if (reason == "end_turn" || reason == "stop_sequence") return Finish::complete;
    if (reason == "refusal") return Finish::refused;
    // max_tokens, model_context_window_exceeded, pause_turn; and an end for reasons we do not know proves nothing.
    return Finish::cut_off;
}

void read_finish(json::Value const* in, ChatDraft& draft) {
    if (auto const reason = impl::text(member(in, "stop_reason")); !reason.empty()) draft.finish = finish_of(reason);
}

/// What was read from a cache counts as input too.
void read_usage(json::Value const* usage, ChatDraft& draft) {
    auto const input = impl::count(member(usage, "input_tokens"));
    auto const output = impl::count(member(usage, "output_tokens"));
    if (input)
        draft.usage.input_tokens = *input + impl::count(member(usage, "cache_creation_input_tokens")).value_or(0) +
                                   impl::count(member(usage, "cache_read_input_tokens")).value_or(0);
    if (output) draft.usage.output_tokens = *output;
    draft.usage.measured = draft.usage.measured || (input && output);
}

void read_head(json::Value const* message, ChatDraft& draft) {
    draft.id = impl::text(member(message, "id"));
    draft.model = impl::text(member(message, "model"));
    read_usage(member(message, "usage"), draft);
}

/// There are no system messages among the others, and one of the others there must be.
void add_messages(ChatBody& body, std::vector<llm::Message> const& messages) {
    std::string system;
    json::Array turns;
    for (auto const& message : messages) {
        if (message.role == llm::Role::system)
            system += (system.empty() ? "" : "\n\n") + message.text;
        else
            turns.push_back({{"role", json::enum_name(message.role)}, {"content", message.text}});
    }
    if (turns.empty()) turns.push_back({{"role", "user"}, {"content", std::exchange(system, {})}});
    if (!system.empty()) body.json["system"] = system;
    body.json["messages"] = std::move(turns);
}

}  // namespace

std::string AnthropicMessages::url(ChatEndpoint const& endpoint) const {
    auto const base = impl::without_slash(endpoint.base_url);
    return base + (base.ends_with("/v1") ? "/messages" : "/v1/messages");
}

std::vector<net::Header> AnthropicMessages::headers(ChatEndpoint const& endpoint) const {
    std::vector<net::Header> headers{{"Content-Type", "application/json"}, {"anthropic-version", "2023-06-01"}};
    if (!endpoint.api_key.empty()) headers.push_back({"x-api-key", endpoint.api_key});
    return headers;
}

Options AnthropicMessages::options(ChatEndpoint const&) const { return {Option::temperature, Option::json_schema}; }

ChatBody AnthropicMessages::body(ChatEndpoint const& endpoint, llm::ChatRequest const& request,
                                 Options const& options) const {
    ChatBody body;
    body.json["model"] = endpoint.model;
    body.json["max_tokens"] = request.max_tokens;
    add_messages(body, impl::messages_in_words(request, options));
    if (options.contains(Option::temperature)) body.add(Option::temperature, "temperature", request.temperature);
    if (request.shape && options.contains(Option::json_schema))
        body.add(Option::json_schema, "output_config", output_config(*request.shape));
    if (request.on_text) body.json["stream"] = true;
    return body;
}

void AnthropicMessages::read(json::Value const& answer, ChatDraft& draft) const {
    read_head(&answer, draft);
    for (auto const& block : impl::elements(member(&answer, "content")))
        if (impl::text(member(&block, "type")) == "text") draft.text += impl::text(member(&block, "text"));
    read_finish(&answer, draft);
}

void AnthropicMessages::read_event(json::Value const& event, ChatDraft& draft) const {
    auto const type = impl::text(member(&event, "type"));
    auto const* delta = member(&event, "delta");
    if (type == "message_start") read_head(member(&event, "message"), draft);
    if (type == "content_block_delta" && impl::text(member(delta, "type")) == "text_delta")
        draft.text += impl::text(member(delta, "text"));
    if (type != "message_delta") return;
    read_finish(delta, draft);
    read_usage(member(&event, "usage"), draft);
}

}  // namespace troupe::providers
