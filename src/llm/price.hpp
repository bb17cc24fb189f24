#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>

#include "llm/chat_model.hpp"

namespace troupe::llm {

/// What a model costs, in millionths of the installation's currency per million tokens (= per token, times 10^-6).
struct Price {
    std::int64_t input_micros = 0;
    std::int64_t output_micros = 0;
    std::string as_of;  ///< the day it was looked up; empty: nobody did, the cautious default stands
};
BOOST_DESCRIBE_STRUCT(Price, (), (input_micros, output_micros, as_of))

/// Dearer than any model we have met, so that a cap holds for a model whose price nobody has entered.
inline Price const cautious_price{20'000'000, 100'000'000, {}};

/// The most that a call can cost: a token is at least a byte, and no answer is longer than it may be.
[[nodiscard]] std::int64_t most_cost(Price const& price, ChatRequest const& request);
/// What it did cost, rounded up; by the bytes of the answer where the server did not say.
[[nodiscard]] std::int64_t cost(Price const& price, ChatRequest const& request, ChatAnswer const& answer);

}  // namespace troupe::llm
