#pragma once

#include <string_view>

#include "base/json.hpp"

namespace troupe::llm {

/// The JSON object that a model's answer is or holds: as it stands; out of a ``` fence; from the first brace to the one
/// that closes it, whatever was said around; with trailing commas taken out. Nothing is guessed and nothing cut off is
/// completed. Error: bad_response saying what is wrong with it, in words that can be told to the model.
[[nodiscard]] Result<json::Value> read_answer(std::string_view answer);

}  // namespace troupe::llm
