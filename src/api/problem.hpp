#pragma once

#include <string>

#include "base/json.hpp"
#include "net/http_server.hpp"

namespace troupe::api {

/// The status that an error has in HTTP: chosen by its code alone.
[[nodiscard]] int status_of(ErrorCode code);

/// An error as problem+json (RFC 9457): {type, title, status, detail, instance, errors: [{field, message}]}.
[[nodiscard]] net::ServerAnswer problem(Error const& error, std::string const& request_id);
/// One that is HTTP's own, such as 405 or 413.
[[nodiscard]] net::ServerAnswer problem(int status, std::string const& detail, std::string const& request_id);

/// What problems look like, for the OpenAPI document.
[[nodiscard]] json::Value problem_schema();

}  // namespace troupe::api
