#include "providers/impl/chat_dialect.hpp"

#include <fmt/format.h>

#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::impl {

std::string without_slash(std::string base) {
    while (base.ends_with('/')) base.pop_back();
    return base;
}

std::vector<net::Header> bearer_headers(ChatEndpoint const& endpoint) {
    std::vector<net::Header> headers{{"Content-Type", "application/json"}};
    if (!endpoint.api_key.empty()) headers.push_back({"Authorization", "Bearer " + endpoint.api_key});
    return headers;
}

std::vector<llm::Message> messages_in_words(llm::ChatRequest const& request, Options const& options) {
    auto messages = request.messages;
    if (!request.shape || options.contains(Option::json_schema)) return messages;
    auto words = fmt::format(
        "Answer with one JSON value alone, without any text or code fence around it. It must be valid under this JSON "
        "Schema: {}",
        json::print(request.shape->schema));
    messages.insert(messages.begin(), {llm::Role::system, std::move(words)});
    return messages;
}

std::int64_t short_seed(std::uint64_t seed) { return static_cast<std::int64_t>((seed ^ (seed >> 32)) & 0x7FFF'FFFF); }

std::string content_text(json::Value const* content) {
    auto all = text(content);
    for (auto const& part : elements(content)) all += text(member(&part, "text"));
    return all;
}

void read_usage(json::Value const* usage, char const* input, char const* output, ChatDraft& draft) {
    auto const read = count(member(usage, input));
    auto const written = count(member(usage, output));
    if (read) draft.usage.input_tokens = *read;
    if (written) draft.usage.output_tokens = *written;
    draft.usage.measured = draft.usage.measured || (read && written);
}

}  // namespace troupe::providers::impl
