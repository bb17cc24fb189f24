#pragma once

#include "calls/call.hpp"
#include "net/http_server.hpp"

namespace troupe::api {

/// The input of a call out of a request: what the path holds; then, of calls that read, remove or take a file, what the
/// query holds, and of all others the JSON of the body. Errors: invalid_input, naming the parameter or the place in the
/// JSON.
[[nodiscard]] Result<json::Value> input_of(calls::Call const& call, std::vector<net::Header> const& path,
                                           net::ServerRequest const& request);

/// Whether this call's input is in the query.
[[nodiscard]] bool reads_query(calls::Call const& call);

}  // namespace troupe::api
