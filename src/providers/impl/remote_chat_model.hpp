#pragma once

#include <memory>
#include <mutex>

#include "providers/impl/chat_dialect.hpp"

namespace troupe::providers::impl {

/// A model behind HTTP, whatever its dialect.
class RemoteChatModel final : public llm::ChatModel {
public:
    RemoteChatModel(ChatEndpoint endpoint, std::unique_ptr<ChatDialect> dialect, net::HttpClient& http,
                    Clock const& clock);

    [[nodiscard]] std::string_view name() const override { return endpoint_.name; }
    [[nodiscard]] llm::ChatResult complete(llm::ChatRequest const& request, std::stop_token stop) override;

private:
    /// The answer, or why there is none; `refused` is what the server would not take when that is why.
    struct Outcome {
        llm::ChatResult result;
        std::optional<Option> refused;
    };

    [[nodiscard]] Outcome ask(llm::ChatRequest const& request, ChatBody const& body, std::stop_token stop) const;
    [[nodiscard]] net::HttpRequest http_request(llm::ChatRequest const& request, ChatBody const& body) const;
    [[nodiscard]] net::Timeouts timeouts(llm::ChatRequest const& request, ChatBody const& body) const;
    [[nodiscard]] llm::ChatResult judge(ChatDraft draft, llm::ChatRequest const& request,
                                        net::HttpResult const& response) const;
    [[nodiscard]] llm::ChatAnswer answer(ChatDraft draft, llm::ChatRequest const& request,
                                         net::HttpResult const& response) const;
    [[nodiscard]] llm::ChatError trouble(net::HttpError const& error) const;
    [[nodiscard]] llm::ChatError trouble(net::HttpResponse const& response, ServerError const& said) const;
    [[nodiscard]] llm::ChatError trouble(llm::Trouble trouble, std::string const& why) const;

    [[nodiscard]] Options options() const;
    void forget(Option option);

    ChatEndpoint endpoint_;
    std::unique_ptr<ChatDialect> dialect_;
    net::HttpClient& http_;
    Clock const& clock_;
    mutable std::mutex guard_;
    Options options_;  ///< what the server has not refused yet
};

}  // namespace troupe::providers::impl
