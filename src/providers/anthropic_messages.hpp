#pragma once

#include "providers/impl/chat_dialect.hpp"

namespace troupe::providers {

/// The Messages API of Anthropic.
class AnthropicMessages final : public impl::ChatDialect {
public:
    [[nodiscard]] std::string url(ChatEndpoint const& endpoint) const override;
    [[nodiscard]] std::vector<net::Header> headers(ChatEndpoint const& endpoint) const override;
    [[nodiscard]] impl::Options options(ChatEndpoint const& endpoint) const override;
    [[nodiscard]] impl::ChatBody body(ChatEndpoint const& endpoint, llm::ChatRequest const& request,
                                      impl::Options const& options) const override;
    void read(json::Value const& answer, impl::ChatDraft& draft) const override;
    void read_event(json::Value const& event, impl::ChatDraft& draft) const override;
};

}  // namespace troupe::providers
