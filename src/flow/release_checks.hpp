#pragma once

#include <string>

#include "catalog/content.hpp"
#include "distribution/preflight.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// Errors: not_found (also a content that is no release).
[[nodiscard]] Result<catalog::Content> find_release(Studio& studio, std::string const& id);

/// What was measured when the release was packed. Error: internal (it has no pre-flight).
[[nodiscard]] Result<distribution::Preflight> preflight_of(catalog::Content const& release);

}  // namespace troupe::flow
