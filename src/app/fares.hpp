#pragma once

#include <vector>

#include "flow/fare.hpp"
#include "llm/settings.hpp"
#include "providers/leonardo/settings.hpp"
#include "providers/suno/settings.hpp"

namespace troupe::app {

/// What the makers that have a key are expected to ask, each for one order of its kind.
[[nodiscard]] std::vector<flow::Fare> fares_of(std::optional<providers::suno::Settings> const& suno,
                                               std::optional<providers::leonardo::Settings> const& leonardo,
                                               llm::Settings const& language_models);

}  // namespace troupe::app
