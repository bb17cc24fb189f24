#include "llm/answer_cache.hpp"

#include "base/hash.hpp"

namespace troupe::llm {

std::string request_key(std::string const& model, ChatRequest const& request) {
    json::Object const key{{"model", model},
                           {"messages", json::to_value(request.messages)},
                           {"shape", request.shape ? request.shape->schema : json::Value(nullptr)},
                           {"temperature", request.temperature},
                           {"max_tokens", request.max_tokens},
                           {"seed", request.seed ? json::Value(*request.seed) : json::Value(nullptr)}};
    return sha256_hex(json::print(json::Value(key)));
}

}  // namespace troupe::llm
