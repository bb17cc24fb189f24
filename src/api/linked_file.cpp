#include "api/linked_file.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "api/replies.hpp"
#include "flow/content_files.hpp"

namespace troupe::api {
namespace {

constexpr std::chrono::minutes lifetime{10};

}  // namespace

std::optional<net::ServerAnswer> linked_file(calls::Desk const& desk, catalog::AssetLinks* links,
                                             net::ServerRequest const& request, calls::Call const& call,
                                             json::Value const& input) {
    if (links == nullptr || call.name != "content.file" || request.method != "GET") return std::nullopt;
    auto const& wish = input.as_object();
    auto const* id = wish.if_contains("content_id");
    auto const* name = wish.if_contains("name");
    if (id == nullptr || name == nullptr || !id->is_string() || !name->is_string() || wish.contains("width"))
        return std::nullopt;
    auto const content = flow::find_content(desk.studio, std::string(id->as_string()));
    if (!content) return std::nullopt;
    for (auto const& file : content->files) {
        if (file.name != std::string_view(name->as_string())) continue;
        auto const shown_as = std::filesystem::path(file.name).filename().string();
        auto const link = links->link_to({file.asset, file.media_type, disposition(shown_as), lifetime});
        if (link) return link_reply(*link, lifetime);
    }
    return std::nullopt;
}

}  // namespace troupe::api
