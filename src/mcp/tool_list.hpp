#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls/catalogue.hpp"

namespace troupe::mcp {

struct Tool {
    std::string name;  ///< "artist_create" for artist.create
    calls::Call const* call = nullptr;
    json::Value listed;  ///< as tools/list shows it: name, description, schemas, annotations
};

/// The calls that are of use to a language model, as tools.
class ToolList {
public:
    /// The catalogue must stay.
    explicit ToolList(calls::Catalogue const& catalogue);

    [[nodiscard]] Tool const* find(std::string_view name) const;
    [[nodiscard]] std::vector<Tool> const& tools() const { return tools_; }

    /// A page of what that role may call: {tools, nextCursor}. Error: invalid_input naming `cursor`.
    [[nodiscard]] Result<json::Value> page(access::Role role, std::string const& cursor, std::size_t most) const;

private:
    std::vector<Tool> tools_;
};

}  // namespace troupe::mcp
