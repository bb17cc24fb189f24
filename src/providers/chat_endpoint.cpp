#include "providers/chat_endpoint.hpp"

#include "providers/anthropic_messages.hpp"
#include "providers/impl/remote_chat_model.hpp"
#include "providers/openai_chat.hpp"
#include "providers/openai_responses.hpp"

namespace troupe::providers {
namespace {

std::unique_ptr<impl::ChatDialect> speaker_of(Dialect dialect) {
    switch (dialect) {
        case Dialect::openai_responses:
            return std::make_unique<OpenAiResponses>();
        case Dialect::anthropic:
            return std::make_unique<AnthropicMessages>();
        case Dialect::openai_chat:
            break;
    }
    return std::make_unique<OpenAiChat>();
}

}  // namespace

std::unique_ptr<llm::ChatModel> make_chat_model(ChatEndpoint endpoint, net::HttpClient& http, Clock const& clock) {
    auto speaker = speaker_of(endpoint.dialect);
    return std::make_unique<impl::RemoteChatModel>(std::move(endpoint), std::move(speaker), http, clock);
}

}  // namespace troupe::providers
