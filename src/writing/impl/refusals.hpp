#pragma once

#include <vector>

#include "base/result.hpp"
#include "writing/impl/lexicon.hpp"
#include "writing/impl/prompt.hpp"

namespace troupe::writing::impl {

/// Whether one of the rules of refusals.json holds for the words as they were written, in any of the six languages.
/// Error: invalid_input, with the reason and what to do.
[[nodiscard]] Result<void> refuse(std::vector<Token> const& tokens, std::vector<Refusal> const& refusals);

}  // namespace troupe::writing::impl
