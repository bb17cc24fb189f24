#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "flow/bundle/bundle.hpp"
#include "flow/bundle/impl/archive.hpp"
#include "flow/bundle/impl/cargo.hpp"
#include "flow/bundle/impl/digest.hpp"

namespace troupe::flow::bundle {
namespace fs = std::filesystem;
namespace {

/// Everything but the assets, as it stands in the file.
std::map<std::string, std::string> documents_of(impl::Cargo const& cargo) {
    std::map<std::string, std::string> documents;
    for (auto const& version : cargo.versions) documents[version_name(version.version.number)] = json::print(version);
    for (auto const& content : cargo.contents) documents[content_name(to_string(content.revisions.back().id))] = json::print(content);
    if (cargo.plan) documents[plan_name] = json::print(*cargo.plan);
    if (!cargo.observations.rows.empty()) documents[observations_name] = json::print(cargo.observations);
    if (!cargo.dealings.is_empty()) documents[dealings_name] = json::print(cargo.dealings);
    return documents;
}

Manifest manifest_of(impl::Cargo const& cargo, std::map<std::string, std::string> const& documents) {
    auto const& artist = cargo.artist();
    Manifest manifest;
    manifest.artist = {to_string(artist.id), artist.name(), artist.version.number, artist.version.hash};
    manifest.counts = cargo.counts();
    for (auto const& [name, text] : documents) manifest.members.push_back({name, sha256_hex(text), text.size()});
    for (auto const& [sha256, bytes] : cargo.assets()) manifest.members.push_back({asset_name(sha256), sha256, bytes});
    std::sort(manifest.members.begin(), manifest.members.end(), [](Member const& a, Member const& b) { return a.name < b.name; });
    return manifest;
}

Result<void> write_text(impl::ArchiveWriter& writer, std::string const& name, std::string const& text) {
    TRY(writer.begin(name, text.size()));
    return writer.write(text);
}

/// Block by block; what is not what its name says is not passed on.
Result<void> write_asset(impl::ArchiveWriter& writer, Member const& member, fs::path const& file, std::stop_token const& stop) {
    auto const changed = [&] {
        return fail(ErrorCode::conflict, fmt::format("{}: the file was changed or is damaged: bring it back from a copy, or delete the content", file.string()));
    };
    std::error_code error;
    if (fs::file_size(file, error) != member.size_bytes || error) return changed();
    TRY(writer.begin(member.name, member.size_bytes));
    std::ifstream in(file, std::ios::binary);
    std::array<char, 65536> block{};
    impl::Digest digest;
    while (in.read(block.data(), block.size()) || in.gcount() > 0) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "the bundle was not finished: stopped");
        std::string_view const bytes(block.data(), static_cast<std::size_t>(in.gcount()));
        digest.add(bytes);
        TRY(writer.write(bytes));
    }
    return digest.hex() == member.sha256 ? Result<void>() : changed();
}

}  // namespace

Result<Written> export_bundle(Studio& studio, std::string const& artist, fs::path const& file, std::stop_token const& stop) {
    auto const cargo = TRY(impl::collect(studio, artist));
    auto const documents = documents_of(cargo);
    auto const manifest = manifest_of(cargo, documents);
    if (file.has_parent_path()) TRY(make_folder(file.parent_path()));
    PendingFile pending(file);
    auto writer = TRY(impl::ArchiveWriter::create(pending.path()));
    TRY(write_text(writer, manifest_name, json::pretty(manifest)));
    for (auto const& member : manifest.members) {
        if (!is_asset(member)) TRY(write_text(writer, member.name, documents.at(member.name)));
        else TRY(write_asset(writer, member, TRY(studio.assets.path_of(member.sha256)), stop));
    }
    TRY(writer.finish());
    auto const size = fs::file_size(pending.path());
    TRY(pending.commit());
    return Written{manifest.artist.id, manifest.artist.name, file.string(), manifest.counts, size};
}

}  // namespace troupe::flow::bundle
