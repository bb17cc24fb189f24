#include "api/reading_page.hpp"

#include <fmt/format.h>

#include "api/input.hpp"
#include "base/text.hpp"

namespace troupe::api {
namespace {

using calls::Call;
using text::escape_xml;

constexpr auto style = R"(
:root { color-scheme: light dark; --ink: #17181c; --paper: #fbfaf7; --line: #d9d6cd; --soft: #6a6a70; --mark: #8a2d14 }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf0; --paper: #14151a; --line: #33353d; --soft: #9a9ba3; --mark: #ff9b7a } }
body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 6rem }
h1 { font-size: 2rem; margin: 0 } h2 { margin: 3rem 0 .5rem; border-bottom: 1px solid var(--line) }
code, pre { font: 14px/1.5 ui-monospace, monospace } pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: 6px }
details { border-bottom: 1px solid var(--line); padding: .55rem 0 } summary { cursor: pointer; display: flex; gap: .8rem; align-items: baseline; flex-wrap: wrap }
.verb { font-weight: 650; min-width: 4.2rem } .about { color: var(--soft) } .role { color: var(--mark); font-size: .85rem; margin-left: auto }
table { border-collapse: collapse; width: 100% } td { padding: .25rem .8rem .25rem 0; vertical-align: top; border-top: 1px solid var(--line) } td:first-child { white-space: nowrap }
a { color: inherit }
)";

std::string type_of(json::Value const& schema) {
    auto const* object = schema.if_object();
    if (object == nullptr) return "";
    if (auto const* any = object->if_contains("anyOf"); any != nullptr && any->is_array())
        return type_of(any->as_array().front()) + ", may be absent";
    if (auto const* names = object->if_contains("enum")) {
        std::string all;
        for (auto const& name : names->as_array())
            all += (all.empty() ? "" : ", ") +
                   std::string(name.is_string() ? std::string_view(name.as_string()) : std::string_view("null"));
        return "one of " + all;
    }
    auto text = json::type_of_schema(*object);
    if (text.empty()) return "any JSON";
    auto const* type = object->if_contains("type");
    if (type != nullptr && type->is_array()) text += ", may be absent";
    for (auto const* bound : {"minimum", "maximum", "minLength", "maxLength"})
        if (auto const* value = object->if_contains(bound);
            value != nullptr && value->is_int64() && std::abs(value->as_int64()) < 1'000'000'000)
            text += fmt::format(", {} {}", bound, value->as_int64());
    return text;
}

std::string fields(Call const& call) {
    std::string rows;
    auto const path = calls::path_fields(call);
    for (auto const& [key, schema] : call.input.as_object().at("properties").as_object()) {
        std::string const name(key);
        auto const is_in_path = std::find(path.begin(), path.end(), name) != path.end();
        auto const is_needed =
            is_in_path || std::find(call.required.begin(), call.required.end(), name) != call.required.end();
        auto const* where = is_in_path ? "address" : reads_query(call) ? "query" : "body";
        auto const* about = schema.as_object().if_contains("description");
        rows += fmt::format("<tr><td><code>{}</code>{}</td><td>{}</td><td>{}</td><td class=about>{}</td></tr>",
                            escape_xml(name), is_needed ? " *" : "", where, escape_xml(type_of(schema)),
                            about == nullptr ? "" : escape_xml(std::string_view(about->as_string())));
    }
    return rows.empty() ? "" : "<table>" + rows + "</table>";
}

std::string curl(Call const& call) {
    auto path = call.path();
    for (auto const& field : calls::path_fields(call)) path = text::replace_all(path, "{" + field + "}", "$" + field);
    auto line =
        fmt::format("curl -s{} http://127.0.0.1:8000{}", call.method() == "GET" ? "" : " -X " + call.method(), path);
    if (!call.upload.empty())
        line += fmt::format(" -H 'Content-Type: {}' --data-binary @FILE", call.upload);
    else if (call.example.is_object() && !reads_query(call))
        line += " -H 'Content-Type: application/json' -d '" +
                text::replace_all(json::print(call.example), "'", "'\\''") + "'";
    return line;
}

std::string one(Call const& call) {
    return fmt::format(
        "<details id=\"{}\"><summary><span class=verb>{}</span><code>{}</code><span class=about>{}</span><span "
        "class=role>{}</span></summary>{}{}<pre>{}</pre></details>\n",
        escape_xml(call.name), call.method(), escape_xml(call.path()), escape_xml(call.summary),
        json::enum_name(call.role), fields(call),
        call.effect == calls::Effect::begins
            ? "<p>Answers 202 with the job; <code>Prefer: wait=30</code> waits for the result.</p>"
            : "",
        escape_xml(curl(call)));
}

}  // namespace

std::string reading_page(calls::Catalogue const& catalogue, std::string const& version) {
    auto page = fmt::format(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport "
        "content=\"width=device-width\"><title>Troupe {0}: what can be asked</title><style>{1}</style>"
        "<h1>What Troupe can be asked</h1><p>Version {0}. The same as a document for programs: <a "
        "href=\"/openapi.json\">/openapi.json</a>. Keys go into "
        "<code>Authorization: Bearer troupe_…</code>; errors are <code>application/problem+json</code> and name the "
        "field. Changes as they happen: "
        "<code>GET /api/events</code>.</p>\n",
        escape_xml(version), style);
    std::string group;
    for (auto const& call : catalogue.calls()) {
        if (call.group != group) page += fmt::format("<h2>{}</h2>\n", escape_xml(call.group));
        group = call.group;
        page += one(call);
    }
    return page + "</html>\n";
}

}  // namespace troupe::api
