#pragma once

#include "calls/catalogue.hpp"

/// Artists and what was made for them, to be read as context: troupe://artists/{artist_id},
/// troupe://contents/{content_id}.
namespace troupe::mcp {

/// A page of artists: {resources, nextCursor}. Error: invalid_input (the cursor).
[[nodiscard]] Result<json::Value> list_resources(calls::Catalogue const& catalogue, calls::Context& context,
                                                 std::string const& cursor);
[[nodiscard]] json::Value resource_templates();
/// {contents}: the document as JSON. Errors: not_found, invalid_input (no address of ours).
[[nodiscard]] Result<json::Value> read_resource(calls::Catalogue const& catalogue, calls::Context& context,
                                                std::string const& uri);

}  // namespace troupe::mcp
