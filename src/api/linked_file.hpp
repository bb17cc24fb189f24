#pragma once

#include <optional>

#include "base/json.hpp"
#include "calls/call.hpp"
#include "catalog/asset_links.hpp"
#include "net/http_server.hpp"

namespace troupe::api {

/// Where assets can be read where they live, a question for a whole file of a content is answered with the way there
/// (307, good for minutes) rather than with its bytes. Nothing: it is answered as any other call, because it asks for
/// something else (HEAD: links are signed for GET alone; a smaller picture), or for what there is not.
[[nodiscard]] std::optional<net::ServerAnswer> linked_file(calls::Desk const& desk, catalog::AssetLinks* links,
                                                           net::ServerRequest const& request, calls::Call const& call,
                                                           json::Value const& input);

}  // namespace troupe::api
