#pragma once

#include "base/result.hpp"
#include "writing/impl/banks.hpp"
#include "writing/impl/slots.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {

[[nodiscard]] Result<std::vector<Caption>> write_captions(CaptionRequest const& request, Banks const& banks, GenreTable const& genres);
[[nodiscard]] Result<std::vector<std::string>> write_hooks(HookRequest const& request, Banks const& banks, GenreTable const& genres);

}  // namespace troupe::writing::impl
