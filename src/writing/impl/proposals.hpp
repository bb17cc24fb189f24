#pragma once

#include <vector>

#include "writing/impl/identity.hpp"

namespace troupe::writing::impl {

/// `count` artists for one prompt that pull apart where it leaves room: each gets its own pole (a family and a character),
/// its own country and its own facts. What the prompt says holds for all of them.
/// Errors: those of `understand` and of names, invalid_input (count not within 1 to 8).
[[nodiscard]] Result<std::vector<artist::Profile>> compose_proposals(IdentityRequest const& request, int count, Source const& source);

}  // namespace troupe::writing::impl
