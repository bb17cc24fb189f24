#include "base/json_schema.hpp"

#include <cassert>
#include <limits>

namespace troupe::json {
namespace {

/// Whole numbers that every reader of JSON keeps (2^53): a bound beyond them says nothing.
constexpr std::uint64_t largest_exact = 1ULL << 53;

/// One step down: "name" a property, "*" an entry of a map, "[]" an element.
Value* step_into(Object& schema, std::string_view step) {
    if (step == "[]") return schema.if_contains("items");
    if (step == "*") return schema.if_contains("additionalProperties");
    auto* properties = schema.if_contains("properties");
    return properties == nullptr ? nullptr : properties->as_object().if_contains(step);
}

/// What an optional is when it is there.
Object* not_null(Value* schema) {
    auto* object = schema == nullptr ? nullptr : schema->if_object();
    auto* either = object == nullptr ? nullptr : object->if_contains("anyOf");
    return either == nullptr ? object : &either->as_array()[0].as_object();
}

/// Takes the next step off the path: "genres[].weight" gives "genres", "[]", "weight".
std::string_view next_step(std::string_view& path) {
    if (path.starts_with('.')) path.remove_prefix(1);
    auto const step = path.substr(0, path.starts_with("[]") ? 2 : path.find_first_of(".["));
    path.remove_prefix(step.size());
    return step;
}

}  // namespace

Object* schema_at(Value& schema, std::string_view path) {
    auto* object = not_null(&schema);
    while (object != nullptr && !path.empty()) {
        auto const step = next_step(path);
        object = step.empty() ? nullptr : not_null(step_into(*object, step));
    }
    return object;
}

Object const* schema_at(Value const& schema, std::string_view path) {
    return schema_at(const_cast<Value&>(schema), path);  // which only looks
}

std::string type_of_schema(Object const& part) {
    if (auto const* any = part.if_contains("anyOf")) return type_of_schema(any->as_array().front().as_object());
    auto const* type = part.if_contains("type");
    if (type == nullptr) return "";
    auto const& first = type->is_array() ? type->as_array().front() : *type;
    return std::string(std::string_view(first.as_string()));
}

namespace impl {

Value text_schema(char const* format) {
    Object schema{{"type", "string"}};
    if (format != nullptr) schema["format"] = format;
    return schema;
}

Value list_schema(Value items) { return Object{{"type", "array"}, {"items", std::move(items)}}; }

Value map_schema(Value entries) { return Object{{"type", "object"}, {"additionalProperties", std::move(entries)}}; }

Value or_null(Value schema) {
    auto& object = schema.as_object();
    auto const* type = object.if_contains("type");
    if (type == nullptr) return schema;  // anything, null too
    if (!type->is_string() || object.contains("enum") || object.contains("properties"))
        return Object{{"anyOf", Array{std::move(schema), Object{{"type", "null"}}}}};
    object["type"] = Array{*type, "null"};
    return schema;
}

Value integer_schema(std::int64_t low, std::uint64_t high) {
    Object schema{{"type", "integer"}};
    if (low >= -static_cast<std::int64_t>(largest_exact)) schema["minimum"] = low;
    if (high <= largest_exact) schema["maximum"] = static_cast<std::int64_t>(high);
    return schema;
}

Value object_schema(Object properties, Strictness strictness) {
    Object schema{{"type", "object"}};
    if (strictness == Strictness::all_required) {
        Array names;
        for (auto const& [name, ignored] : properties) names.push_back(Value(name));
        schema["required"] = std::move(names);
    }
    schema["properties"] = std::move(properties);
    schema["additionalProperties"] = false;
    return schema;
}

Value finish_schema(Value schema, Strictness strictness, Descriptions const& descriptions) {
    for (auto const& [path, text] : descriptions) {
        auto* part = schema_at(schema, path);
        assert(part != nullptr && "a description must belong to a field");
        if (part != nullptr) (*part)["description"] = text;
    }
    if (strictness == Strictness::all_required) return schema;
    Object named{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
    for (auto const& [key, value] : schema.as_object()) named[key] = value;
    return named;
}

}  // namespace impl
}  // namespace troupe::json
