#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "llm/chat_model.hpp"

namespace troupe::llm {

/// What makes two questions the same: model, messages, shape, temperature, length and seed.
[[nodiscard]] std::string request_key(std::string const& model, ChatRequest const& request);

/// Port: complete answers by `request_key`. Adapters: storage (SQL), testing (memory). Losing it costs money, nothing else.
class AnswerCache {
public:
    virtual ~AnswerCache() = default;
    /// Nothing when there is none, or it is older than `not_before`.
    virtual std::optional<ChatAnswer> find(std::string const& key, TimePoint not_before) = 0;
    virtual void keep(std::string const& key, ChatAnswer const& answer, TimePoint now) = 0;
};

}  // namespace troupe::llm
