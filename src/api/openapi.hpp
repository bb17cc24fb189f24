#pragma once

#include "calls/catalogue.hpp"

namespace troupe::api {

/// The OpenAPI 3.1 document of the catalogue: made of the same list that makes the routes, so it cannot say anything
/// else.
[[nodiscard]] json::Value openapi_document(calls::Catalogue const& catalogue, std::string const& version);

}  // namespace troupe::api
