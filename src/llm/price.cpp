#include "llm/price.hpp"

namespace troupe::llm {
namespace {

/// Of the frame around a message: role and separators.
constexpr std::int64_t tokens_per_message = 8;

std::int64_t bytes_of(ChatRequest const& request) {
    std::int64_t bytes = 0;
    for (auto const& message : request.messages)
        bytes += static_cast<std::int64_t>(message.text.size()) + tokens_per_message;
    if (request.shape) bytes += static_cast<std::int64_t>(json::print(request.shape->schema).size());
    return bytes;
}

std::int64_t rounded_up(Price const& price, std::int64_t input, std::int64_t output) {
    auto const total = input * price.input_micros + output * price.output_micros;
    return (total + 999'999) / 1'000'000;
}

}  // namespace

std::int64_t most_cost(Price const& price, ChatRequest const& request) {
    return rounded_up(price, bytes_of(request), request.max_tokens);
}

std::int64_t cost(Price const& price, ChatRequest const& request, ChatAnswer const& answer) {
    if (answer.usage.measured) return rounded_up(price, answer.usage.input_tokens, answer.usage.output_tokens);
    return rounded_up(price, bytes_of(request), static_cast<std::int64_t>(answer.text.size()));
}

}  // namespace troupe::llm
