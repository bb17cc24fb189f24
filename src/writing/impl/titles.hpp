#pragma once

#include "base/result.hpp"
#include "writing/impl/banks.hpp"
#include "writing/impl/slots.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {

/// A title from the facts, not used before. Error: invalid_input when the facts give no more titles.
[[nodiscard]] Result<Title> choose_title(TitleRequest const& request, Banks const& banks, GenreTable const& genres);

/// "the foghorn at the river mouth" as "The Foghorn at the River Mouth".
[[nodiscard]] std::string title_case(std::string_view text);

}  // namespace troupe::writing::impl
