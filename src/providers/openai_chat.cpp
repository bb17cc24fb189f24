#include "providers/openai_chat.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers {
namespace {

using impl::ChatBody;
using impl::ChatDraft;
using impl::member;
using impl::Option;
using impl::Options;
using llm::Finish;

json::Value response_format(llm::AnswerShape const& shape) {
    return {{"type", "json_schema"},
            {"json_schema", {{"name", shape.name}, {"strict", true}, {"schema", shape.schema}}}};
}

void add_token_limit(ChatBody& body, int most, Options const& options) {
    if (options.contains(Option::max_completion_tokens))
        body.add(Option::max_completion_tokens, "max_completion_tokens", most);
    else if (options.contains(Option::max_tokens))
        body.add(Option::max_tokens, "max_tokens", most);
}

void add_shape(ChatBody& body, llm::AnswerShape const& shape, Options const& options) {
    if (options.contains(Option::json_schema))
        body.add(Option::json_schema, "response_format", response_format(shape));
    else if (options.contains(Option::json_object))
        body.add(Option::json_object, "response_format", {{"type", "json_object"}});
}

/// An end for reasons we do not know is no proof that the text is whole.
Finish finish_of(std::string const& reason) {
    if (reason == "stop" || reason == "eos" || reason == "eos_token" || reason == "end_turn") return Finish::complete;
    if (reason == "content_filter") return Finish::filtered;
    return Finish::cut_off;
}

void read_common(json::Value const& body, ChatDraft& draft) {
    if (auto model = impl::text(member(&body, "model")); !model.empty()) draft.model = std::move(model);
    if (auto id = impl::text(member(&body, "id")); !id.empty()) draft.id = std::move(id);
    impl::read_usage(member(&body, "usage"), "prompt_tokens", "completion_tokens", draft);
}

}  // namespace

std::string OpenAiChat::url(ChatEndpoint const& endpoint) const {
    return impl::without_slash(endpoint.base_url) + "/chat/completions";
}

std::vector<net::Header> OpenAiChat::headers(ChatEndpoint const& endpoint) const {
    return impl::bearer_headers(endpoint);
}

Options OpenAiChat::options(ChatEndpoint const& endpoint) const {
    Options options{Option::max_tokens,  Option::temperature, Option::seed,
                    Option::json_schema, Option::json_object, Option::stream_usage};
    // Only OpenAI itself has given max_tokens up; other servers may not know its successor.
    if (endpoint.base_url.find("://api.openai.com/") != std::string::npos)
        options.insert(Option::max_completion_tokens);
    return options;
}

ChatBody OpenAiChat::body(ChatEndpoint const& endpoint, llm::ChatRequest const& request, Options const& options) const {
    ChatBody body;
    json::Array messages;
    for (auto const& message : impl::messages_in_words(request, options))
        messages.push_back({{"role", json::enum_name(message.role)}, {"content", message.text}});
    body.json["model"] = endpoint.model;
    body.json["messages"] = std::move(messages);
    add_token_limit(body, request.max_tokens, options);
    if (options.contains(Option::temperature)) body.add(Option::temperature, "temperature", request.temperature);
    if (request.seed && options.contains(Option::seed)) body.add(Option::seed, "seed", impl::short_seed(*request.seed));
    if (request.shape) add_shape(body, *request.shape, options);
    if (!request.on_text) return body;
    body.json["stream"] = true;
    if (options.contains(Option::stream_usage))
        body.add(Option::stream_usage, "stream_options", {{"include_usage", true}});
    return body;
}

void OpenAiChat::read(json::Value const& answer, ChatDraft& draft) const {
    read_common(answer, draft);
    auto const* choice = impl::first(member(&answer, "choices"));
    auto const* message = member(choice, "message");
    if (message == nullptr) return;
    draft.text = impl::content_text(member(message, "content"));
    draft.refusal = impl::text(member(message, "refusal"));
    auto const reason = impl::text(member(choice, "finish_reason"));
    draft.finish = reason.empty() ? Finish::complete : finish_of(reason);
}

void OpenAiChat::read_event(json::Value const& event, ChatDraft& draft) const {
    read_common(event, draft);
    auto const* choice = impl::first(member(&event, "choices"));
    auto const* delta = member(choice, "delta");
    draft.text += impl::content_text(member(delta, "content"));
    draft.refusal += impl::text(member(delta, "refusal"));
    if (auto const reason = impl::text(member(choice, "finish_reason")); !reason.empty())
        draft.finish = finish_of(reason);
}

}  // namespace troupe::providers
