#pragma once

#include <optional>

#include "catalog/content.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// What autopilot may approve without a person.
struct AutopilotLimits {
    int contents_a_day = 20;  ///< of one artist, by UTC days; more wait for a person
};

/// The named rule's decision about a content in review, or nothing: then it waits for a person. It approves where the
/// artist is on autopilot and active, with a locked core; the day's limit is not reached; and, of a release, no rule of
/// the pre-flight blocks. The reason says all of it. Error: unavailable.
[[nodiscard]] Result<std::optional<catalog::Approval>> autopilot_decision(Studio& studio,
                                                                          catalog::Content const& content,
                                                                          AutopilotLimits limits = {});

/// Stores a new content, and what autopilot decides about it: within the unit of work of whoever calls.
[[nodiscard]] Result<void> take_in_new(Studio& studio, catalog::Content const& content);

}  // namespace troupe::flow
