#include "calls/catalogue.hpp"

#include <boost/core/demangle.hpp>
#include <cmath>

namespace troupe::calls {
namespace {

/// Lengths are whole in JSON Schema; a share need not be.
json::Value as_written(double number) {
    if (number == std::floor(number)) return static_cast<std::int64_t>(number);
    return number;
}

void put_bound(json::Value& schema, Bound const& bound) {
    auto* part = json::schema_at(schema, bound.field);
    if (part == nullptr) return;
    auto const type = json::type_of_schema(*part);
    auto const [least, most] = type == "string"  ? std::pair("minLength", "maxLength")
                               : type == "array" ? std::pair("minItems", "maxItems")
                                                 : std::pair("minimum", "maximum");
    (*part)[least] = as_written(bound.low);
    (*part)[most] = as_written(bound.high);
}

}  // namespace

std::string Catalogue::output_name(std::type_info const& type) {
    auto name = boost::core::demangle(type.name());
    std::string suffix;
    if (auto const page = name.find("Page<"); page != name.npos) {
        name = name.substr(page + 5, name.rfind('>') - page - 5);
        suffix = "Page";
    }
    if (name.find('<') != name.npos) return "";
    auto const colon = name.rfind("::");
    name = name.substr(colon == name.npos ? 0 : colon + 2);
    return (name == "Document" ? "Artist" : name) + suffix;
}

json::Value Catalogue::schema_of_input(json::Value schema, Call const& call) {
    for (auto const& bound : call.bounds) put_bound(schema, bound);
    json::Array required;
    for (auto const& field : path_fields(call)) required.push_back(json::Value(field));
    for (auto const& field : call.ids)
        if (auto* part = json::schema_at(schema, field)) (*part)["format"] = "uuid";
    for (auto const& field : call.required) required.push_back(json::Value(field));
    auto& object = schema.as_object();
    object.erase("$schema");
    if (!required.empty()) object["required"] = required;
    for (auto const& field : required)
        if (auto* part = json::schema_at(schema, std::string_view(field.as_string()))) part->erase("default");
    return schema;
}

Catalogue Catalogue::complete() {
    Catalogue catalogue;
    add_artists(catalogue);
    add_contents(catalogue);
    add_approvals(catalogue);
    add_plans(catalogue);
    add_releases(catalogue);
    add_release_codes(catalogue);
    add_posts(catalogue);
    add_reports(catalogue);
    add_trends(catalogue);
    add_jobs(catalogue);
    add_sessions(catalogue);
    add_access(catalogue);
    add_trials(catalogue);
    add_advice(catalogue);
    add_roster(catalogue);
    add_providers(catalogue);
    return catalogue;
}

Call const* Catalogue::find(std::string_view name) const {
    for (auto const& call : calls_)
        if (call.name == name) return &call;
    return nullptr;
}

}  // namespace troupe::calls
