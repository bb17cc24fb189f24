#include "mcp/tool_list.hpp"

#include "base/text.hpp"
#include "mcp/tool_result.hpp"

namespace troupe::mcp {
namespace {

using calls::Call;
using calls::Effect;
using json::Object;
using json::Value;

bool is_of_use(Call const& call) { return call.is_tool && call.upload.empty() && call.media_type.empty(); }

/// What annotations promise is what the effect says. A change keeps what was there as an earlier version; only what
/// removes destroys.
Value annotations(Call const& call) {
    auto const method = call.method();
    auto const reads = call.effect == Effect::reads;
    Object hints{{"readOnlyHint", reads}, {"idempotentHint", reads || method == "PUT" || method == "DELETE"}};
    if (!reads) hints["destructiveHint"] = method == "DELETE";
    if (method == "GET")
        hints["openWorldHint"] = false;  // others may ask language models and services, where there are keys
    return hints;
}

std::string description(Call const& call) {
    auto text = call.summary + ".";
    if (call.effect == Effect::begins)
        text +=
            " Takes a while: the answer comes when the work is done, or says which jobs go on (job_show tells how far "
            "they are).";
    return text;
}

/// Ids say whose they are; everything else is described where the call is written down.
Value input_schema(Call const& call) {
    auto schema = call.input;
    for (auto& [name, part] : schema.as_object()["properties"].as_object()) {
        auto* property = part.if_object();
        if (property == nullptr || property->contains("description") || !name.ends_with("_id")) continue;
        (*property)["description"] =
            "Id of the " + text::replace_all(std::string(name.substr(0, name.size() - 3)), "_", " ");
    }
    return schema;
}

Value listed(std::string const& name, Call const& call) {
    Object tool{{"name", name},
                {"title", call.summary},
                {"description", description(call)},
                {"inputSchema", input_schema(call)}};
    if (auto schema = result_schema(call); !schema.is_null()) tool["outputSchema"] = std::move(schema);
    tool["annotations"] = annotations(call);
    return tool;
}

}  // namespace

ToolList::ToolList(calls::Catalogue const& catalogue) {
    for (auto const& call : catalogue.calls()) {
        if (!is_of_use(call)) continue;
        auto const name = text::replace_all(call.name, ".", "_");
        tools_.push_back({name, &call, listed(name, call)});
    }
}

Tool const* ToolList::find(std::string_view name) const {
    for (auto const& tool : tools_)
        if (tool.name == name) return &tool;
    return nullptr;
}

Result<Value> ToolList::page(access::Role role, std::string const& cursor, std::size_t most) const {
    if (!cursor.empty() && find(cursor) == nullptr)
        return wrong_field("cursor", "expected the nextCursor of the page before");
    json::Array shown;
    std::string last;
    bool is_reached = cursor.empty();
    for (auto const& tool : tools_) {
        if (is_reached && access::may(role, tool.call->role)) {
            if (shown.size() == most) return Value(Object{{"tools", std::move(shown)}, {"nextCursor", last}});
            shown.push_back(tool.listed);
            last = tool.name;
        }
        is_reached = is_reached || tool.name == cursor;
    }
    return Value(Object{{"tools", std::move(shown)}});
}

}  // namespace troupe::mcp
