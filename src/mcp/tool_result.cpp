#include "mcp/tool_result.hpp"

#include <fmt/format.h>

namespace troupe::mcp {
namespace {

using json::Array;
using json::Object;
using json::Value;

Array text_content(std::string_view text) { return Array{Object{{"type", "text"}, {"text", text}}}; }

bool is_object_schema(Value const& schema) {
    auto const* object = schema.if_object();
    auto const* type = object == nullptr ? nullptr : object->if_contains("type");
    return type != nullptr && *type == Value("object");
}

/// Clients compile schemas of whatever dialect they know: ours use what all of them have.
Value without_dialect(Value schema) {
    if (auto* object = schema.if_object()) object->erase("$schema");
    return schema;
}

/// What an object holds, without what its parts hold: a document in full stands with the calls that read it, and the
/// list of tools is read by models that pay by the word.
Value outline(Value const& schema) {
    auto const* object = schema.if_object();
    auto const* properties = object == nullptr ? nullptr : object->if_contains("properties");
    if (properties == nullptr) return Object{};
    Object parts;
    for (auto const& [name, part] : properties->as_object()) {
        Object kept;
        for (auto const* word : {"type", "format", "enum", "description"})
            if (auto const* value = part.is_object() ? part.as_object().if_contains(word) : nullptr)
                kept[word] = *value;
        parts[name] = std::move(kept);
    }
    return Object{{"type", "object"}, {"properties", std::move(parts)}};
}

Value begun_schema(calls::Call const& call) {
    Object properties{{"done", Object{{"type", "boolean"}}},
                      {"ids", Object{{"type", "object"}, {"description", "Of what is there when it is done"}}},
                      {"job_ids", Object{{"type", "array"},
                                         {"items", Object{{"type", "string"}}},
                                         {"description", "The last one done, all is done"}}},
                      {"note", Object{{"type", "string"}, {"description", "What to do when it is not done"}}}};
    properties["result"] = outline(call.output);
    return Object{
        {"type", "object"}, {"properties", std::move(properties)}, {"required", Array{"done", "ids", "job_ids"}}};
}

Object begun_object(calls::Begun const& begun, bool is_done) {
    return Object{{"done", is_done}, {"ids", begun.ids}, {"job_ids", json::to_value(begun.jobs)}};
}

}  // namespace

Value result_schema(calls::Call const& call) {
    if (call.effect == calls::Effect::begins) return begun_schema(call);
    if (!is_object_schema(call.output)) return nullptr;
    return call.effect == calls::Effect::reads ? without_dialect(call.output) : outline(call.output);
}

Value tool_result(Value const& value) {
    Object result{{"content", text_content(json::print(value))}};
    if (value.is_object()) result["structuredContent"] = value;
    return result;
}

Value tool_result(calls::TextBody const& body) { return Object{{"content", text_content(body.text)}}; }

Value finished_result(calls::Begun const& begun, Value const& result) {
    auto made = begun_object(begun, true);
    made["result"] = result;
    return tool_result(Value(std::move(made)));
}

Value unfinished_result(calls::Begun const& begun, std::string const& why) {
    auto made = begun_object(begun, false);
    made["note"] = fmt::format("{}. The work goes on: job_show with {} says how far it is, job_cancel ends it.", why,
                               to_string(begun.jobs.back()));
    return tool_result(Value(std::move(made)));
}

Value error_result(Error const& error) {
    Object meta{{"code", json::enum_name(error.code)}};
    if (!error.field.empty()) meta["field"] = error.field;
    return Object{{"content", text_content(error.message)}, {"isError", true}, {"_meta", std::move(meta)}};
}

}  // namespace troupe::mcp
