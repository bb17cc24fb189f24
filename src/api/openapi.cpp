#include "api/openapi.hpp"

#include <fmt/format.h>

#include <set>

#include "api/input.hpp"
#include "api/problem.hpp"
#include "base/text.hpp"

namespace troupe::api {
namespace {

using calls::Call;
using calls::Effect;
using json::Array;
using json::Object;
using json::Value;

constexpr auto id_example = "019a8f3c-1e2b-7c4d-9a10-2f6b8d1c3e57";

bool may_be_absent(Value const& schema) {
    auto const& object = schema.as_object();
    auto const* type = object.if_contains("type");
    return object.contains("anyOf") || (type != nullptr && type->is_array());
}

/// Everything of an answer is there but what may be absent, which input has defaults for.
void describe_as_written(Value& schema) {
    auto* object = schema.if_object();
    if (object == nullptr) return;
    object->erase("$schema");
    object->erase("default");
    for (auto const* inner : {"items", "additionalProperties"})
        if (auto* part = object->if_contains(inner)) describe_as_written(*part);
    if (auto* any = object->if_contains("anyOf"))
        for (auto& each : any->as_array()) describe_as_written(each);
    auto* properties = object->if_contains("properties");
    if (properties == nullptr) return;
    Array always;
    for (auto& [name, part] : properties->as_object()) {
        if (!may_be_absent(part)) always.push_back(Value(name));
        describe_as_written(part);
    }
    if (always.empty())
        object->erase("required");
    else
        (*object)["required"] = std::move(always);
}

Value answer_schema(Value schema) {
    describe_as_written(schema);
    return schema;
}

Value const& property(Call const& call, std::string const& name) {
    return call.input.as_object().at("properties").as_object().at(name);
}

bool is_required(Call const& call, std::string const& name) {
    for (auto const& field : call.required)
        if (field == name) return true;
    return false;
}

/// What every path and query needs for tools that try calls.
Value example_of(Call const& call, std::string const& name) {
    if (name.ends_with("_id")) return Value(id_example);
    auto const* given = call.example.is_object() ? call.example.as_object().if_contains(name) : nullptr;
    return given == nullptr ? Value(nullptr) : *given;
}

Value parameter(Call const& call, std::string const& name, std::string_view where) {
    auto schema = property(call, name);
    auto const* about = schema.as_object().if_contains("description");
    Object made{{"name", name}, {"in", where}, {"required", where == "path" || is_required(call, name)}};
    if (about != nullptr)
        made["description"] = *about;
    else if (name.ends_with("_id"))
        made["description"] = "Id of the " + text::replace_all(name.substr(0, name.size() - 3), "_", " ");
    schema.as_object().erase("description");
    made["schema"] = schema;
    if (auto const example = example_of(call, name); !example.is_null()) made["example"] = example;
    return made;
}

Value header_parameter(std::string_view name, std::string_view about, Value schema) {
    return Object{
        {"name", name}, {"in", "header"}, {"required", false}, {"description", about}, {"schema", std::move(schema)}};
}

std::set<std::string> fields_of_path(Call const& call) {
    auto const fields = calls::path_fields(call);
    return {fields.begin(), fields.end()};
}

Array parameters(Call const& call) {
    Array all;
    auto const path = fields_of_path(call);
    for (auto const& name : calls::path_fields(call)) all.push_back(parameter(call, name, "path"));
    if (reads_query(call))
        for (auto const& [name, schema] : call.input.as_object().at("properties").as_object())
            if (!path.contains(std::string(name))) all.push_back(parameter(call, std::string(name), "query"));
    Object const text{{"type", "string"}};
    if (call.effect != Effect::reads)
        all.push_back(header_parameter(
            "Idempotency-Key", "Sent again with the same key, the request does nothing twice and gets the same answer",
            Object{{"type", "string"}, {"minLength", 1}, {"maxLength", 255}}));
    if (call.effect == Effect::changes)
        all.push_back(header_parameter(
            "If-Match", "ETag of what you have read: if somebody has changed it since, nothing is done", text));
    if (call.effect == Effect::begins)
        all.push_back(header_parameter("Prefer", "`wait=N`: up to N seconds (60 at most) for the result itself", text));
    return all;
}

/// The input without what the path holds.
Value body_schema(Call const& call) {
    auto schema = call.input;
    auto const path = fields_of_path(call);
    auto& object = schema.as_object();
    for (auto const& name : path) object.at("properties").as_object().erase(name);
    Array required;
    for (auto const& name : call.required) required.push_back(Value(name));
    object.erase("required");
    if (!required.empty()) object["required"] = required;
    return schema;
}

Value request_body(Call const& call) {
    if (!call.upload.empty())
        return Object{
            {"required", true},
            {"content", Object{{call.upload, Object{{"schema", Object{{"type", "string"}, {"format", "binary"}}}}}}}};
    Object content{{"schema", body_schema(call)}};
    if (call.example.is_object()) content["example"] = call.example;
    return Object{{"required", !call.required.empty()}, {"content", Object{{"application/json", content}}}};
}

/// The answers' schemas by their names. Two types may share a name: the second one stands where it is used.
class Shapes {
public:
    Value refer(Call const& call) {
        auto schema = answer_schema(call.output);
        if (call.output_name.empty()) return schema;
        auto const [place, is_new] = named_.emplace(call.output_name, schema);
        if (!is_new && json::print(place->value()) != json::print(schema)) return schema;
        return Object{{"$ref", "#/components/schemas/" + call.output_name}};
    }
    [[nodiscard]] Object const& named() const { return named_; }

private:
    Object named_;
};

Value json_content(Value schema) { return Object{{"application/json", Object{{"schema", std::move(schema)}}}}; }

Value version_header() {
    return Object{
        {"ETag", Object{{"description", "Version of what is shown"}, {"schema", Object{{"type", "string"}}}}}};
}

void add_success(Object& replies, Call const& call, Shapes& shapes) {
    if (call.effect == Effect::begins) {
        Object const location{
            {"Location", Object{{"description", "The job to look at"}, {"schema", Object{{"type", "string"}}}}}};
        replies["202"] = Object{{"description", "Begun: the job tells how far it is"},
                                {"headers", location},
                                {"content", json_content(Object{{"$ref", "#/components/schemas/Begun"}})}};
        replies["201"] = Object{{"description", "Done within the time of `Prefer: wait`"},
                                {"headers", location},
                                {"content", json_content(shapes.refer(call))}};
        return;
    }
    Object reply{{"description", call.summary}};
    if (call.media_type.empty()) {
        reply["content"] = json_content(shapes.refer(call));
        reply["headers"] = version_header();
    } else if (call.media_type == "application/octet-stream") {
        Object const any{{"schema", Object{{"type", "string"}, {"format", "binary"}}}};
        reply["content"] = Object{{"*/*", any}};
        replies["206"] = Object{{"description", "The range that was asked for"}, {"content", Object{{"*/*", any}}}};
        replies["307"] = Object{{"description", "It is at that Location for a few minutes, where the installation gives links"}};
        replies["416"] = Object{{"$ref", "#/components/responses/Problem"}};
    } else {
        reply["content"] = Object{{call.media_type, Object{{"schema", Object{{"type", "string"}}}}}};
    }
    replies["200"] = reply;
    if (call.effect == Effect::reads) replies["304"] = Object{{"description", "You have it already"}};
}

bool has_body(Call const& call) {
    if (!call.upload.empty()) return true;
    return !reads_query(call) &&
           call.input.as_object().at("properties").as_object().size() > calls::path_fields(call).size();
}

Value replies(Call const& call, Shapes& shapes) {
    Object all;
    add_success(all, call, shapes);
    Object const problem{{"$ref", "#/components/responses/Problem"}};
    all["400"] = problem;
    all["401"] = problem;
    all["403"] = problem;
    if (!calls::path_fields(call).empty() || call.effect != Effect::reads) all["404"] = problem;
    if (has_body(call))
        for (auto const* status : {"413", "415"}) all[status] = problem;
    if (call.effect != Effect::reads)
        for (auto const* status : {"409", "412", "422"}) all[status] = problem;
    all["429"] = problem;
    all["500"] = problem;
    all["503"] = problem;
    return all;
}

std::string description_of(Call const& call) {
    auto text = fmt::format("{}. Needs the role {}.", call.summary, json::enum_name(call.role));
    if (call.effect == Effect::begins) text += " The work goes on in the queue; the answer comes at once.";
    return text;
}

Value operation(Call const& call, Shapes& shapes) {
    Object made{{"operationId", call.name},
                {"tags", Array{Value(call.group)}},
                {"summary", call.summary},
                {"description", description_of(call)},
                {"x-role", json::enum_name(call.role)}};
    if (auto all = parameters(call); !all.empty()) made["parameters"] = std::move(all);
    if (has_body(call)) made["requestBody"] = request_body(call);
    made["responses"] = replies(call, shapes);
    return made;
}

Value begun_schema() {
    Object const id{{"type", "string"}, {"format", "uuid"}};
    return Object{
        {"type", "object"},
        {"properties", Object{{"id", id}, {"job_id", id}, {"job_ids", Object{{"type", "array"}, {"items", id}}}}},
        {"required", Array{Value("id"), Value("job_id"), Value("job_ids")}},
        {"additionalProperties", true}};
}

Value components(Shapes const& shapes) {
    Object schemas{{"Problem", problem_schema()}, {"Begun", begun_schema()}};
    for (auto const& [name, schema] : shapes.named()) schemas[name] = schema;
    Object const problem{{"description", "What is wrong, where, and what to do"},
                         {"content", Object{{"application/problem+json",
                                             Object{{"schema", Object{{"$ref", "#/components/schemas/Problem"}}}}}}}};
    return Object{
        {"schemas", schemas},
        {"responses", Object{{"Problem", problem}}},
        {"securitySchemes", Object{{"key", Object{{"type", "http"},
                                                  {"scheme", "bearer"},
                                                  {"description",
                                                   "A key that `troupe keys create` made. On the machine itself none "
                                                   "is needed while the server listens there alone."}}}}}};
}

Value event_stream() {
    Object const text{{"type", "string"}};
    Array parameters{header_parameter("Last-Event-ID", "Number of the last event you know", text)};
    for (auto const* name : {"after", "artist_id", "type"})
        parameters.push_back(Object{{"name", name}, {"in", "query"}, {"required", false}, {"schema", text}});
    Object const stream{{"description", "Changes as they happen"},
                        {"content", Object{{"text/event-stream", Object{{"schema", text}}}}}};
    Object const problem{{"$ref", "#/components/responses/Problem"}};
    return Object{
        {"get",
         Object{{"operationId", "event.listen"},
                {"tags", Array{Value("Jobs")}},
                {"summary", "Changes as they happen, as server-sent events"},
                {"description", "Goes on where Last-Event-ID says. Needs the role viewer."},
                {"x-role", "viewer"},
                {"parameters", parameters},
                {"responses",
                 Object{{"200", stream}, {"400", problem}, {"401", problem}, {"403", problem}, {"429", problem}}}}}};
}

Array tags(calls::Catalogue const& catalogue) {
    Array all;
    std::set<std::string> seen;
    for (auto const& call : catalogue.calls())
        if (seen.insert(call.group).second)
            all.push_back(Object{{"name", call.group}, {"description", call.group + " of this installation"}});
    return all;
}

}  // namespace

Value openapi_document(calls::Catalogue const& catalogue, std::string const& version) {
    Object paths;
    Shapes shapes;
    for (auto const& call : catalogue.calls()) {
        auto& path = paths[call.path()];
        if (!path.is_object()) path = Object{};
        path.as_object()[text::lower(call.method())] = operation(call, shapes);
    }
    paths["/api/events"] = event_stream();
    Object const info{
        {"title", "Troupe"},
        {"version", version},
        {"description", "Virtual music artists: invented, produced, released, and grown on evidence."},
        {"contact", Object{{"name", "The label that runs this installation"}, {"url", "https://example.com/"}}},
        {"license", Object{{"name", "Proprietary"}, {"identifier", "LicenseRef-Proprietary"}}}};
    return Object{{"openapi", "3.1.0"},
                  {"info", info},
                  {"servers", Array{Object{{"url", "/"}, {"description", "This installation"}}}},
                  {"security", Array{Object{{"key", Array{}}}}},
                  {"tags", tags(catalogue)},
                  {"paths", paths},
                  {"components", components(shapes)}};
}

}  // namespace troupe::api
