#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "writing/impl/prompt.hpp"
#include "writing/impl/understanding.hpp"
#include "writing/impl/vocabulary.hpp"
#include "writing/wordnet.hpp"

/// Names in a prompt. Both functions take them out of the tokens, so that no later step can say them.
namespace troupe::writing::impl {

/// "In the style of <name>", "<name> meets <name>", "a <name> type beat": we imitate nobody. The style of an artist we
/// know is heard as evidence for a genre; any other name is left out. `assumptions` says so without the name.
void take_models(std::vector<Token>& tokens, Banks const& banks, Vocabulary const& vocabulary, WordNet const& net,
                 Understood& out);

/// "named Vanta", "called \"Slow Turbine\"". Error: invalid_input when that is the name of an artist we know.
[[nodiscard]] Result<void> take_name(std::vector<Token>& tokens, std::string_view prompt, Banks const& banks,
                                     Vocabulary const& vocabulary, Understood& out);

}  // namespace troupe::writing::impl
