#pragma once

#include "calls/call.hpp"

namespace troupe::calls {

/// The calendar behind a link's secret, as it is now. Errors: not_found (no such link, revoked, or no plan),
/// unavailable.
[[nodiscard]] Result<TextBody> linked_calendar(Desk& desk, std::string const& secret);

}  // namespace troupe::calls
