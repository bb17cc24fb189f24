#include "social/platform.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "social_embedded/embedded.hpp"

namespace troupe::social {
namespace {

struct Table {
    std::string about;
    std::vector<Platform> platforms;
};
BOOST_DESCRIBE_STRUCT(Table, (), (about, platforms))

Result<void> check(Platform const& platform, std::string const& path) {
    if (platform.id.empty()) return wrong_field(path + ".id", "is empty");
    if (platform.text.most <= 0) return wrong_field(path + ".text.most", "expected a length above 0");
    if (platform.source.empty() || platform.verified.empty())
        return wrong_field(path + ".source", "say where the figures are from, and in `verified` when somebody looked");
    if (platform.needs_media && platform.media.empty()) return wrong_field(path + ".media", "it needs media and takes none");
    for (auto const& media : platform.media)
        if (media.types.empty() || media.most_bytes <= 0 || media.most < 1)
            return wrong_field(path + ".media", "expected types, most_bytes above 0 and most above 0");
    return {};
}

}  // namespace

MediaLimit const* limit_of(Platform const& platform, MediaKind kind) {
    for (auto const& limit : platform.media)
        if (limit.kind == kind) return &limit;
    return nullptr;
}

Result<Platforms> read_platforms(std::string_view json) {
    auto const table = TRY(json::parse<Table>(json));
    Platforms platforms;
    for (std::size_t i = 0; i < table.platforms.size(); ++i) {
        auto const path = fmt::format("platforms[{}]", i);
        TRY(check(table.platforms[i], path));
        if (!platforms.emplace(table.platforms[i].id, table.platforms[i]).second)
            return wrong_field(path + ".id", "stands twice: " + table.platforms[i].id);
    }
    return platforms;
}

Result<Platforms> built_in_platforms() {
    for (auto const& file : impl::embedded_files())
        if (file.name == "social/platforms.json") return read_platforms(file.content);
    return fail(ErrorCode::internal, "data/social/platforms.json is not part of this build");
}

Result<Platform> find_platform(Platforms const& platforms, std::string const& id) {
    if (auto const found = platforms.find(id); found != platforms.end()) return found->second;
    std::vector<std::string> ids;
    for (auto const& [each, platform] : platforms) ids.push_back(each);
    return fail(ErrorCode::not_found, fmt::format("platform \"{}\" is not known: there are {}", text::excerpt(id), text::enumerate(ids)));
}

}  // namespace troupe::social
