#pragma once

#include <string>
#include <vector>

#include "catalog/content.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// A person, or a named rule, decides about a content that is not scheduled yet; it is written down with the reason.
/// Errors: not_found, conflict (decided so already; scheduled or out; a store has heard of the release that is to be
/// rejected), invalid_input (a rejection without reason).
[[nodiscard]] Result<catalog::Content> decide(Studio& studio, std::string const& id, catalog::Decision decision,
                                              std::string const& by, std::string const& reason);

/// A decision is taken back: in review again. Errors: not_found; conflict (nothing was decided, or a store has heard of
/// the release: `troupe release takedown` is the way then).
[[nodiscard]] Result<catalog::Content> take_back(Studio& studio, std::string const& id);

/// What was decided about it, oldest first. Error: not_found.
[[nodiscard]] Result<std::vector<catalog::Approval>> decisions_about(Studio& studio, std::string const& id);

}  // namespace troupe::flow
