#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "base/units.hpp"
#include "net/http_client.hpp"

namespace troupe::net {

/// How long a server asks us to wait before the next request, from 0 to an hour; nothing when it does not say or talks
/// nonsense. Read, the first that is there: `retry-after-ms`, `Retry-After` (seconds, or a date of HTTP, which `now`
/// turns into a wait), and, where requests or tokens are used up, `x-ratelimit-reset-requests` and `-tokens` of OpenAI.
[[nodiscard]] std::optional<Seconds> retry_after(HttpResponse const& response, TimePoint now);

/// Reads "1s", "6m0s", "1h2m3.5s" or "250ms". Nothing when it is none of these.
[[nodiscard]] std::optional<Seconds> parse_duration(std::string_view text);

}  // namespace troupe::net
