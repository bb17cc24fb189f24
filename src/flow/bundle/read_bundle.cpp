#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include "base/text.hpp"
#include "flow/bundle/bundle.hpp"
#include "flow/bundle/impl/archive.hpp"
#include "flow/bundle/impl/cargo.hpp"
#include "flow/bundle/impl/digest.hpp"

namespace troupe::flow::bundle {
namespace {

/// Reads the members one after the other, each against the manifest, and keeps the documents.
class BundleReader {
public:
    BundleReader(impl::ArchiveReader& archive, std::stop_token const& stop) : archive_(archive), stop_(stop) {}

    Result<impl::Cargo> read() {
        manifest_ = TRY(read_first());
        while (auto const name = TRY(archive_.next())) TRY(read_member(*name));
        for (auto const& member : manifest_.members)
            if (!seen_.contains(member.name)) return fail(ErrorCode::invalid_input, fmt::format("member '{}' is missing: get a whole copy of the bundle", member.name));
        std::sort(cargo_.versions.begin(), cargo_.versions.end(), [](auto const& a, auto const& b) { return a.version.number < b.version.number; });
        std::sort(cargo_.contents.begin(), cargo_.contents.end(), [](auto const& a, auto const& b) { return a.revisions.back().id < b.revisions.back().id; });
        TRY(impl::check_cargo(cargo_, manifest_));
        return std::move(cargo_);
    }

private:
    Result<Manifest> read_first() {
        auto const name = TRY(archive_.next());
        if (name != manifest_name)
            return fail(ErrorCode::invalid_input, fmt::format("is no bundle of Troupe: it would begin with {}; `troupe artist export ID --bundle FILE` writes one", manifest_name));
        std::string text;
        auto const keep = [&](std::string_view bytes) { text += bytes; };
        TRY(drain(largest_manifest, keep));
        return read_manifest(text);
    }

    Result<void> read_member(std::string const& name) {
        auto const& members = manifest_.members;
        auto const member = std::lower_bound(members.begin(), members.end(), name, [](Member const& each, std::string const& wanted) { return each.name < wanted; });
        if (member == members.end() || member->name != name) return archive_.refuse(fmt::format("is not listed in {}: this is no bundle as Troupe wrote it", manifest_name));
        if (!seen_.insert(name).second) return archive_.refuse("stands there twice: this is no bundle as Troupe wrote it");
        impl::Digest digest;
        std::string text;
        auto const keep = [&](std::string_view bytes) {
            digest.add(bytes);
            if (!is_asset(*member)) text += bytes;
        };
        auto const size = TRY(drain(member->size_bytes, keep));
        if (size != member->size_bytes || digest.hex() != member->sha256)
            return archive_.refuse("was changed or is damaged, its size or SHA-256 is not that of the manifest: get a whole copy of the bundle");
        return is_asset(*member) ? Result<void>() : take(name, text);
    }

    /// Reads the member to its end, but no more than `limit` bytes; how many they were.
    template <class Keep>
    Result<std::uint64_t> drain(std::uint64_t limit, Keep const& keep) {
        std::uint64_t size = 0;
        for (;;) {
            if (stop_.stop_requested()) return fail(ErrorCode::cancelled, "nothing was imported: stopped");
            auto const count = TRY(archive_.read(block_));
            if (count == 0) return size;
            size += count;
            total_ += count;
            if (size > limit) return archive_.refuse(fmt::format("is larger than the {} bytes it may have", limit));
            // Members are stored as they are: what unpacks to more than the file was made to fill a disk.
            if (total_ > archive_.file_bytes()) return archive_.refuse("unpacks to more than the whole file: bundles are not compressed, this one is forged or was packed anew");
            keep(std::string_view(block_.data(), count));
        }
    }

    template <class T>
    Result<T> parsed(std::string const& text) {
        auto read = json::parse<T>(text);
        return read ? std::move(read) : archive_.refuse("cannot be read: " + read.error().message);
    }

    Result<void> take(std::string const& name, std::string const& text) {
        if (name == plan_name) cargo_.plan = TRY(parsed<planning::Plan>(text));
        else if (name == observations_name) cargo_.observations = TRY(parsed<impl::CarriedObservations>(text));
        else if (name == dealings_name) cargo_.dealings = TRY(parsed<impl::CarriedDealings>(text));
        else if (name.starts_with("versions/")) return take_version(name, text);
        else return take_content(name, text);
        return {};
    }

    Result<void> take_version(std::string const& name, std::string const& text) {
        cargo_.versions.push_back(TRY(parsed<artist::Document>(text)));
        if (version_name(cargo_.versions.back().version.number) != name) return archive_.refuse("is another version than its name says");
        return {};
    }

    Result<void> take_content(std::string const& name, std::string const& text) {
        cargo_.contents.push_back(TRY(parsed<impl::CarriedContent>(text)));
        auto const& revisions = cargo_.contents.back().revisions;
        if (revisions.empty() || content_name(to_string(revisions.back().id)) != name) return archive_.refuse("is another content than its name says");
        return {};
    }

    impl::ArchiveReader& archive_;
    std::stop_token const& stop_;
    Manifest manifest_;
    impl::Cargo cargo_;
    std::set<std::string> seen_;
    std::array<char, 65536> block_{};
    std::uint64_t total_ = 0;
};

}  // namespace

bool is_bundle(std::filesystem::path const& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return false;
    std::ifstream in(file, std::ios::binary);
    char first[4]{};
    return in.read(first, sizeof first) && std::string_view(first, sizeof first) == std::string_view("PK\x03\x04", 4);
}

Result<impl::Cargo> impl::read_cargo(std::filesystem::path const& file, std::stop_token const& stop) {
    auto archive = TRY(ArchiveReader::open(file));
    auto cargo = BundleReader(archive, stop).read();
    if (cargo || cargo.error().message.starts_with(file.string())) return cargo;
    return within(file.string(), cargo.error());
}

}  // namespace troupe::flow::bundle
