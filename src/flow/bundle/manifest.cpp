#include "flow/bundle/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "catalog/assets.hpp"

namespace troupe::flow::bundle {
namespace {

constexpr std::string_view assets_folder = "assets/", contents_folder = "contents/", versions_folder = "versions/", json_ending = ".json";

/// What every version of the format says of itself.
struct Format {
    std::string format;
    int version = 0;
};
BOOST_DESCRIBE_STRUCT(Format, (), (format, version))

tl::unexpected<Error> wrong(std::string const& what) { return fail(ErrorCode::invalid_input, fmt::format("{}: {}", manifest_name, what)); }

/// "<folder><middle>.json" as middle; empty when it is not of that shape.
std::string_view middle_of(std::string_view name, std::string_view folder) {
    if (!name.starts_with(folder) || !name.ends_with(json_ending) || name.size() <= folder.size() + json_ending.size()) return {};
    return name.substr(folder.size(), name.size() - folder.size() - json_ending.size());
}

bool is_known_name(Member const& member) {
    std::string_view const name = member.name;
    if (name == plan_name || name == observations_name || name == dealings_name) return true;
    if (is_asset(member)) return name.substr(assets_folder.size()) == member.sha256;
    if (auto const number = middle_of(name, versions_folder); !number.empty())
        return number.size() == 6 && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    auto const id = middle_of(name, contents_folder);
    auto const parsed = parse_id<struct AnyTag>(id);
    return parsed && to_string(*parsed) == id;
}

Result<void> check_members(std::vector<Member> const& members) {
    std::uint64_t documents = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        auto const& member = members[i];
        if (auto const checked = catalog::check_sha256(member.sha256); !checked) return wrong(fmt::format("members[{}].sha256: {}", i, checked.error().message));
        if (!is_known_name(member)) return wrong(fmt::format("members[{}].name: '{}' is nothing that a bundle holds", i, text::excerpt(member.name)));
        if (i > 0 && member.name == members[i - 1].name) return wrong(fmt::format("members[{}].name: '{}' stands there twice", i, member.name));
        if (i > 0 && member.name < members[i - 1].name) return wrong(fmt::format("members[{}].name: '{}' is out of order", i, member.name));
        if (is_asset(member)) continue;
        documents += member.size_bytes;
        if (member.size_bytes > largest_document || documents > largest_documents)
            return wrong(fmt::format("members[{}]: {} would have {} bytes, more than a bundle may hold", i, member.name, member.size_bytes));
    }
    return {};
}

}  // namespace

std::string version_name(int number) { return fmt::format("{}{:06}{}", versions_folder, number, json_ending); }
std::string content_name(std::string const& id) { return fmt::format("{}{}{}", contents_folder, id, json_ending); }
std::string asset_name(std::string const& sha256) { return fmt::format("{}{}", assets_folder, sha256); }
bool is_asset(Member const& member) { return member.name.starts_with(assets_folder); }

Result<Manifest> read_manifest(std::string const& text) {
    auto const value = json::parse_value(text);
    if (!value) return within(manifest_name, value.error());
    auto const format = json::from_value<Format>(*value, json::Unknown::ignore);
    if (!format || format->format != format_name) return wrong("is not that of a Troupe bundle");
    if (format->version > format_version)
        return wrong(fmt::format("was written by a newer Troupe (bundle format {}, this one reads {}): import it with that version", format->version, format_version));
    if (format->version < 1) return wrong(fmt::format("version: {} is no version of the format", format->version));
    auto manifest = json::from_value<Manifest>(*value);
    if (!manifest) return within(manifest_name, manifest.error());
    TRY(check_members(manifest->members));
    return manifest;
}

}  // namespace troupe::flow::bundle
