#include "mcp/resources.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace troupe::mcp {
namespace {

using json::Array;
using json::Object;
using json::Value;

constexpr auto media_type = "application/json";
constexpr int page_size = 100;

struct Shelf {
    std::string_view prefix;
    std::string_view call;
    std::string_view field;
    std::string_view name;
    std::string_view about;
};
constexpr Shelf shelves[] = {
    {"troupe://artists/", "artist.show", "artist_id", "artist", "The whole document of an artist"},
    {"troupe://contents/", "content.show", "content_id", "content",
     "A song, cover, video, post or release with its files"},
};

Result<Value> ask(calls::Catalogue const& catalogue, calls::Context& context, std::string_view name,
                  Value const& input) {
    auto const* call = catalogue.find(name);
    if (call == nullptr) return fail(ErrorCode::not_found, fmt::format("there is no {}", name));
    auto const answer = TRY(calls::perform(*call, context, input));
    auto const* value = std::get_if<Value>(&answer.body);
    if (value == nullptr) return fail(ErrorCode::internal, fmt::format("{} gives no document", name));
    return *value;
}

Value as_resource(Object const& artist) {
    return Object{{"uri", fmt::format("{}{}", shelves[0].prefix, std::string_view(artist.at("id").as_string()))},
                  {"name", artist.at("name")},
                  {"description", artist.at("tagline")},
                  {"mimeType", media_type}};
}

}  // namespace

Result<Value> list_resources(calls::Catalogue const& catalogue, calls::Context& context, std::string const& cursor) {
    auto const page = TRY(ask(catalogue, context, "artist.list", Object{{"after", cursor}, {"limit", page_size}}));
    Array resources;
    for (auto const& artist : page.at("items").as_array()) resources.push_back(as_resource(artist.as_object()));
    Object list{{"resources", std::move(resources)}};
    if (auto const* next = page.as_object().if_contains("next")) list["nextCursor"] = *next;
    return Value(std::move(list));
}

Value resource_templates() {
    Array templates;
    for (auto const& shelf : shelves)
        templates.push_back(Object{{"uriTemplate", fmt::format("{}{{{}}}", shelf.prefix, shelf.field)},
                                   {"name", shelf.name},
                                   {"description", shelf.about},
                                   {"mimeType", media_type}});
    return Object{{"resourceTemplates", std::move(templates)}};
}

Result<Value> read_resource(calls::Catalogue const& catalogue, calls::Context& context, std::string const& uri) {
    for (auto const& shelf : shelves) {
        if (!uri.starts_with(shelf.prefix)) continue;
        auto const value =
            TRY(ask(catalogue, context, shelf.call, Object{{shelf.field, uri.substr(shelf.prefix.size())}}));
        return Value(
            Object{{"contents", Array{Object{{"uri", uri}, {"mimeType", media_type}, {"text", json::print(value)}}}}});
    }
    return wrong_field(
        "uri", fmt::format("\"{}\" is none of ours: resources/templates/list has them", text::excerpt(uri, 120)));
}

}  // namespace troupe::mcp
