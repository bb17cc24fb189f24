#include "api/input.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace troupe::api {
namespace {

/// The type that the schema asks for; for "or null" the other one.
std::string type_at(calls::Call const& call, std::string const& field) {
    auto const* part = json::schema_at(call.input, field);
    return part == nullptr ? "" : json::type_of_schema(*part);
}

/// The texts of paths and queries as what the call takes: numbers and truth values as JSON, all else as it stands.
Result<json::Value> typed(calls::Call const& call, net::Header const& given) {
    auto const type = type_at(call, given.name);
    if (type != "integer" && type != "number" && type != "boolean") return json::Value(given.value);
    auto const value = json::parse_value(given.value);
    if (!value || (type == "boolean" ? !value->is_bool() : !value->is_number()))
        return wrong_field(text::excerpt(given.name), type == "boolean" ? "expected true or false" : "expected a number");
    return *value;
}

Result<void> put(json::Object& input, calls::Call const& call, net::Header const& given) {
    if (input.contains(given.name)) return wrong_field(text::excerpt(given.name), "is given twice");
    input[given.name] = TRY(typed(call, given));
    return {};
}

}  // namespace

bool reads_query(calls::Call const& call) {
    return call.method() == "GET" || call.method() == "DELETE" || !call.upload.empty();
}

Result<json::Value> input_of(calls::Call const& call, std::vector<net::Header> const& path,
                             net::ServerRequest const& request) {
    json::Object input;
    for (auto const& field : path) TRY(put(input, call, field));
    auto const query = TRY(net::read_query(request.query));
    if (reads_query(call)) {
        for (auto const& field : query) TRY(put(input, call, field));
        return json::Value(std::move(input));
    }
    if (!query.empty())
        return wrong_field(text::excerpt(query.front().name), "is a query parameter, and this call takes its fields in the body");
    if (request.body.empty()) return json::Value(std::move(input));
    auto const body = TRY(json::parse_value(request.body));
    auto const* object = body.if_object();
    if (object == nullptr) return fail(ErrorCode::invalid_input, "body: expected a JSON object");
    for (auto const& [name, value] : *object) {
        if (input.contains(name))
            return wrong_field(text::excerpt(name), "stands in the address, and cannot stand in the body, too");
        input[name] = value;
    }
    return json::Value(std::move(input));
}

}  // namespace troupe::api
