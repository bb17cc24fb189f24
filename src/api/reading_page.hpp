#pragma once

#include "calls/catalogue.hpp"

namespace troupe::api {

/// Every call on one page to read, with its fields and an example for curl: no script, nothing from elsewhere.
[[nodiscard]] std::string reading_page(calls::Catalogue const& catalogue, std::string const& version);

}  // namespace troupe::api
