#include "flow/bundle/impl/cargo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "flow/content_files.hpp"
#include "flow/press_kit_contents.hpp"

namespace troupe::flow::bundle::impl {
namespace {

tl::unexpected<Error> wrong(std::string const& member, std::string_view what) {
    return fail(ErrorCode::invalid_input, fmt::format("member '{}': {}", member, what));
}

Result<CarriedObservations> observations_of(Studio& studio, std::string const& artist) {
    CarriedObservations carried;
    carried.rows = TRY(studio.observations.list_by_artist(artist));
    std::set<std::string> seen;
    for (auto const& row : carried.rows) {
        if (!seen.insert(row.file_sha256).second) continue;
        auto const file = TRY(studio.observations.find_file(row.file_sha256));
        carried.files.push_back({file.sha256, file.name, file.imported_at});
    }
    std::sort(carried.files.begin(), carried.files.end(),
              [](auto const& a, auto const& b) { return std::tie(a.imported_at, a.sha256) < std::tie(b.imported_at, b.sha256); });
    return carried;
}

Result<void> check_versions(Cargo const& cargo, CarriedArtist const& promised) {
    if (cargo.versions.empty()) return wrong(version_name(1), "is missing");
    if (auto const chain = artist::verify_chain(cargo.versions); !chain) return wrong("versions", chain.error().message);
    auto const& present = cargo.artist();
    auto const name = version_name(present.version.number);
    if (auto const valid = artist::validate(present.profile); !valid) return wrong(name, valid.error().message);
    auto const found = std::tuple(to_string(present.id), present.name(), present.version.number, present.version.hash);
    if (found != std::tuple(promised.id, promised.name, promised.version, promised.hash)) return wrong(name, "is not the artist that manifest.json names");
    return {};
}

Result<void> check_contents(Cargo const& cargo) {
    for (auto const& content : cargo.contents) {
        auto const name = content_name(content.revisions.empty() ? "" : to_string(content.revisions.back().id));
        if (auto const valid = catalog::validate_history(content.revisions); !valid) return wrong(name, valid.error().message);
        if (content.revisions.back().artist != cargo.artist().id) return wrong(name, "is of another artist");
    }
    return {};
}

/// Each file that a content names is a member, and of that size; and nothing else is.
Result<void> check_assets(Cargo const& cargo, Manifest const& manifest) {
    auto wanted = cargo.assets();
    for (auto const& member : manifest.members) {
        if (!is_asset(member)) continue;
        auto const found = wanted.find(member.sha256);
        if (found == wanted.end()) return wrong(member.name, "belongs to no content");
        if (found->second != member.size_bytes) return wrong(member.name, fmt::format("has {} bytes, its content says {}", member.size_bytes, found->second));
        wanted.erase(found);
    }
    if (wanted.empty()) return {};
    return wrong(asset_name(wanted.begin()->first), "is missing, and a content needs it");
}

Result<void> check_observations(Cargo const& cargo) {
    std::set<std::string> files, keys;
    for (auto const& file : cargo.observations.files)
        if (!files.insert(file.sha256).second) return wrong(observations_name, fmt::format("file {} stands there twice", file.sha256));
    for (auto const& row : cargo.observations.rows) {
        if (row.artist_id != to_string(cargo.artist().id)) return wrong(observations_name, fmt::format("row {} is of another artist", row.key));
        if (!files.contains(row.file_sha256)) return wrong(observations_name, fmt::format("row {} is of a file that is not listed", row.key));
        if (!keys.insert(row.key).second) return wrong(observations_name, fmt::format("row {} stands there twice", row.key));
    }
    return {};
}

}  // namespace

std::map<std::string, std::uint64_t> Cargo::assets() const {
    std::map<std::string, std::uint64_t> all;
    for (auto const& content : contents)
        for (auto const& revision : content.revisions)
            for (auto const& file : revision.files) all.emplace(file.asset, file.size_bytes);
    return all;
}

std::set<std::string> Cargo::releases() const {
    std::set<std::string> ids;
    for (auto const& content : contents)
        if (content.revisions.back().kind == catalog::ContentKind::release) ids.insert(to_string(content.revisions.back().id));
    return ids;
}

Counts Cargo::counts() const {
    Counts counts{.versions = static_cast<int>(versions.size()), .contents = static_cast<int>(contents.size())};
    for (auto const& content : contents) {
        counts.revisions += static_cast<int>(content.revisions.size());
        counts.approvals += static_cast<int>(content.approvals.size());
    }
    counts.plan_items = plan ? static_cast<int>(plan->items.size()) : 0;
    counts.observations = static_cast<int>(observations.rows.size());
    counts.codes = static_cast<int>(dealings.codes.size());
    counts.deliveries = static_cast<int>(dealings.deliveries.size());
    counts.posts = static_cast<int>(dealings.posts.size());
    counts.assets = static_cast<int>(assets().size());
    return counts;
}

Result<Cargo> collect(Studio& studio, std::string const& artist) {
    Cargo cargo;
    TRY(studio.unit.run([&]() -> Result<void> {  // nobody writes meanwhile: it all belongs together
        cargo = Cargo{};
        auto const document = TRY(find_artist(studio, artist));
        cargo.versions = TRY(studio.artists.history(document.id));
        auto all = TRY(everything_of(studio, document));
        for (auto const& content : all.contents) {
            auto revisions = TRY(studio.contents.history(content.id));
            auto approvals = TRY(studio.contents.approvals(content.id));
            cargo.contents.push_back({std::move(revisions), std::move(approvals)});
        }
        cargo.plan = std::move(all.plan);
        cargo.observations = TRY(observations_of(studio, to_string(document.id)));
        cargo.dealings = TRY(dealings_of(studio, to_string(document.id), cargo.releases()));
        return {};
    }));
    return cargo;
}

Result<void> check_cargo(Cargo const& cargo, Manifest const& manifest) {
    TRY(check_versions(cargo, manifest.artist));
    TRY(check_contents(cargo));
    TRY(check_assets(cargo, manifest));
    if (cargo.plan && cargo.plan->artist_id != cargo.artist().id) return wrong(plan_name, "is of another artist");
    TRY(check_observations(cargo));
    TRY(check_dealings(cargo.dealings, to_string(cargo.artist().id), cargo.releases()));
    if (json::print(cargo.counts()) != json::print(manifest.counts)) return wrong(manifest_name, "its counts are not those of the members");
    return {};
}

}  // namespace troupe::flow::bundle::impl
