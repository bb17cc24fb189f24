#include "providers/openai_responses.hpp"

#include <algorithm>

#include "providers/impl/foreign_json.hpp"

namespace troupe::providers {
namespace {

using impl::ChatBody;
using impl::ChatDraft;
using impl::member;
using impl::Option;
using impl::Options;
using llm::Finish;

constexpr int least_output_tokens = 16;

json::Value text_format(llm::AnswerShape const& shape) {
    return {{"format", {{"type", "json_schema"}, {"name", shape.name}, {"strict", true}, {"schema", shape.schema}}}};
}

/// What the items of the output say, as against what an earlier event may have said already.
void read_output(json::Value const* output, ChatDraft& draft) {
    std::string text, refusal;
    for (auto const& item : impl::elements(output)) {
        for (auto const& part : impl::elements(member(&item, "content"))) {
            auto const type = impl::text(member(&part, "type"));
            if (type == "output_text") text += impl::text(member(&part, "text"));
            if (type == "refusal") refusal += impl::text(member(&part, "refusal"));
        }
    }
    if (draft.text.empty()) draft.text = std::move(text);
    if (draft.refusal.empty()) draft.refusal = std::move(refusal);
}

Finish finish_of_incomplete(json::Value const& response) {
    auto const reason = impl::text(member(member(&response, "incomplete_details"), "reason"));
    return reason == "content_filter" ? Finish::filtered : Finish::cut_off;
}

}  // namespace

std::string OpenAiResponses::url(ChatEndpoint const& endpoint) const {
    return impl::without_slash(endpoint.base_url) + "/responses";
}

std::vector<net::Header> OpenAiResponses::headers(ChatEndpoint const& endpoint) const {
    return impl::bearer_headers(endpoint);
}

Options OpenAiResponses::options(ChatEndpoint const&) const {
    return {Option::max_tokens, Option::temperature, Option::json_schema, Option::json_object, Option::store};
}

ChatBody OpenAiResponses::body(ChatEndpoint const& endpoint, llm::ChatRequest const& request,
                               Options const& options) const {
    ChatBody body;
    json::Array input;
    for (auto const& message : impl::messages_in_words(request, options))
        input.push_back({{"role", json::enum_name(message.role)}, {"content", message.text}});
    body.json["model"] = endpoint.model;
    body.json["input"] = std::move(input);
    // Whatever is said stays between us: by default OpenAI keeps it for thirty days.
    if (options.contains(Option::store)) body.add(Option::store, "store", false);
    if (options.contains(Option::max_tokens))
        body.add(Option::max_tokens, "max_output_tokens", std::max(request.max_tokens, least_output_tokens));
    if (options.contains(Option::temperature)) body.add(Option::temperature, "temperature", request.temperature);
    if (request.shape && options.contains(Option::json_schema))
        body.add(Option::json_schema, "text", text_format(*request.shape));
    else if (request.shape && options.contains(Option::json_object))
        body.add(Option::json_object, "text", {{"format", {{"type", "json_object"}}}});
    if (request.on_text) body.json["stream"] = true;
    return body;
}

void OpenAiResponses::read(json::Value const& answer, ChatDraft& draft) const {
    draft.model = impl::text(member(&answer, "model"));
    draft.id = impl::text(member(&answer, "id"));
    impl::read_usage(member(&answer, "usage"), "input_tokens", "output_tokens", draft);
    auto const status = impl::text(member(&answer, "status"));
    if (status == "failed" || status == "cancelled") draft.error = impl::error_of(member(&answer, "error"));
    read_output(member(&answer, "output"), draft);
    if (status == "completed" || (status.empty() && !draft.text.empty())) draft.finish = Finish::complete;
    if (status == "incomplete") draft.finish = finish_of_incomplete(answer);
}

void OpenAiResponses::read_event(json::Value const& event, ChatDraft& draft) const {
    auto const type = impl::text(member(&event, "type"));
    if (type == "response.output_text.delta") draft.text += impl::text(member(&event, "delta"));
    if (type == "response.refusal.delta") draft.refusal += impl::text(member(&event, "delta"));
    auto const is_last = type == "response.completed" || type == "response.incomplete" || type == "response.failed";
    auto const* response = member(&event, "response");
    if (is_last && response != nullptr) read(*response, draft);
}

}  // namespace troupe::providers
