#include "mcp/message.hpp"

namespace troupe::mcp {
namespace {

bool is_id(json::Value const& value) { return value.is_string() || value.is_int64() || value.is_uint64(); }

tl::unexpected<json::Value> refuse(json::Value const& id, Fault fault, std::string const& why) {
    return tl::unexpected<json::Value>(refusal(id, fault, why));
}

/// The id, null where there is none, and null with `is_wrong` where it is no id.
json::Value id_of(json::Object const& object, bool& is_wrong) {
    auto const* id = object.if_contains("id");
    is_wrong = id != nullptr && !is_id(*id);
    return id == nullptr || is_wrong ? json::Value(nullptr) : *id;
}

}  // namespace

std::string Message::text(std::string_view name) const {
    auto const* value = params.if_contains(name);
    return value == nullptr || !value->is_string() ? std::string() : std::string(value->as_string());
}

tl::expected<Message, json::Value> read_message(std::string_view text) {
    auto const value = json::parse_value(text);
    if (!value) return refuse(nullptr, Fault::no_json, value.error().message);
    if (value->is_array())
        return refuse(nullptr, Fault::no_request, "batches are not read: send one message at a time");
    auto const* object = value->if_object();
    if (object == nullptr) return refuse(nullptr, Fault::no_request, "expected a JSON object");
    bool has_wrong_id = false;
    auto const id = id_of(*object, has_wrong_id);
    auto const* version = object->if_contains("jsonrpc");
    if (version == nullptr || *version != json::Value("2.0"))
        return refuse(id, Fault::no_request, "jsonrpc: expected \"2.0\"");
    auto const* method = object->if_contains("method");
    if (method == nullptr && (object->contains("result") || object->contains("error"))) return Message{};
    if (has_wrong_id) return refuse(id, Fault::no_request, "id: expected a text or a whole number");
    if (method == nullptr || !method->is_string() || method->as_string().empty())
        return refuse(id, Fault::no_request, "method: expected its name");
    auto const* params = object->if_contains("params");
    if (params != nullptr && !params->is_object()) return refuse(id, Fault::wrong_params, "params: expected an object");
    return Message{std::string(method->as_string()), id, params == nullptr ? json::Object{} : params->as_object()};
}

json::Value reply(json::Value const& id, json::Value result) {
    return json::Object{{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

json::Value refusal(json::Value const& id, Fault fault, std::string const& why) {
    json::Object made{{"jsonrpc", "2.0"}};
    made["id"] = id;
    made["error"] = json::Object{{"code", static_cast<int>(fault)}, {"message", why}};
    return made;
}

json::Value notification(std::string_view method, json::Object params) {
    return json::Object{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

}  // namespace troupe::mcp
