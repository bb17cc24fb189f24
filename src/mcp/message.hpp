#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

/// JSON-RPC 2.0 as the Model Context Protocol uses it: one message at a time, ids are texts or whole numbers.
namespace troupe::mcp {

/// Errors of the protocol. Those of calls are results, see tool_result.hpp.
enum class Fault {
    no_json = -32700,
    no_request = -32600,
    no_method = -32601,
    wrong_params = -32602,
    internal = -32603,
    no_resource = -32002,
};

struct Message {
    std::string method;  ///< empty: an answer to a question, of which we ask none
    json::Value id;      ///< null: a notification
    json::Object params = {};

    /// The text of that parameter, or nothing where it is absent or no text.
    [[nodiscard]] std::string text(std::string_view name) const;
};

/// One message from the other side. Its error is the reply that says what is wrong with it.
[[nodiscard]] tl::expected<Message, json::Value> read_message(std::string_view text);

[[nodiscard]] json::Value reply(json::Value const& id, json::Value result);
/// `id` null: of a message whose id could not be read.
[[nodiscard]] json::Value refusal(json::Value const& id, Fault fault, std::string const& why);
[[nodiscard]] json::Value notification(std::string_view method, json::Object params);

}  // namespace troupe::mcp
