#include "storage/s3_assets.hpp"

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/running_hash.hpp"

namespace troupe::storage {
namespace fs = std::filesystem;
namespace {

using catalog::AssetRef;
using net::s3::PutWishes;

constexpr std::uint64_t most_asset_bytes = 1ULL << 40;
constexpr auto hash_field = "sha256";

/// Only where nothing lay: what another worker puts there meanwhile has the same bytes.
PutWishes wishes_for(std::string const& sha256, bool is_absent) {
    return {.content_type = "application/octet-stream",
            .metadata = {{hash_field, sha256}},
            .only_if_absent = is_absent,
            .sha256 = sha256};
}

}  // namespace

S3Assets::S3Assets(Settings settings, net::s3::Bucket::Parts parts)
    : prefix_(std::move(settings.prefix)),
      bucket_(std::move(settings.bucket), parts),
      cache_(std::move(settings.cache), parts.clock) {}

std::string S3Assets::key_of(std::string const& sha256) const {
    return fmt::format("{}{}{}/{}", prefix_, prefix_.empty() ? "" : "/", sha256.substr(0, 2), sha256.substr(2));
}

tl::unexpected<Error> S3Assets::no_asset(std::string const& sha256) const {
    return fail(ErrorCode::not_found, fmt::format("asset {} is not in bucket {}", sha256, bucket_.settings().bucket));
}

Result<S3Assets::Presence> S3Assets::presence(std::string const& sha256, std::uint64_t bytes) {
    auto const object = TRY(bucket_.head(key_of(sha256), {}));
    if (!object) return Presence{.is_absent = true};
    auto const hash = object->metadata.find(hash_field);
    return Presence{.is_whole =
                        object->size_bytes == bytes && hash != object->metadata.end() && hash->second == sha256};
}

Result<AssetRef> S3Assets::put_file(fs::path const& file) {
    std::error_code error;
    if (fs::is_directory(file, error))
        return fail(ErrorCode::invalid_input, fmt::format("{}: is a folder, not a file", file.string()));
    auto const sha256 = TRY(sha256_of_file(file));
    auto const bytes = fs::file_size(file, error);
    if (error)
        return fail(ErrorCode::unavailable, fmt::format("{}: cannot be read ({})", file.string(), error.message()));
    auto const there = TRY(presence(sha256, bytes));
    if (!there.is_whole) TRY(bucket_.put_file(key_of(sha256), file, wishes_for(sha256, there.is_absent), {}));
    cache_.keep(sha256, [&](fs::path const& to) { return troupe::copy_file(file, to); });
    return AssetRef{sha256, bytes};
}

Result<AssetRef> S3Assets::put_bytes(std::string_view bytes) {
    auto const sha256 = sha256_hex(bytes);
    auto const there = TRY(presence(sha256, bytes.size()));
    if (!there.is_whole) TRY(bucket_.put(key_of(sha256), std::string(bytes), wishes_for(sha256, there.is_absent), {}));
    cache_.keep(sha256, [&](fs::path const& to) { return write_file(to, bytes); });
    return AssetRef{sha256, bytes.size()};
}

Result<fs::path> S3Assets::path_of(std::string const& sha256) {
    TRY(catalog::check_sha256(sha256));
    auto const bring = [&](fs::path const& to) -> Result<void> {
        auto const fetched = bucket_.fetch(key_of(sha256), to, most_asset_bytes, {});
        if (!fetched && fetched.error().code == ErrorCode::not_found) return no_asset(sha256);
        return fetched;
    };
    return cache_.get(sha256, bring);
}

Result<bool> S3Assets::has(std::string const& sha256) {
    TRY(catalog::check_sha256(sha256));
    return TRY(bucket_.head(key_of(sha256), {})).has_value();
}

Result<void> S3Assets::verify(std::string const& sha256) {
    TRY(catalog::check_sha256(sha256));
    RunningSha256 hash;
    net::s3::Receiver const receiver{.restart =
                                         [&] {
                                             (void)hash.finish_hex();
                                             return true;
                                         },
                                     .take =
                                         [&](std::string_view piece) {
                                             hash.add(piece);
                                             return true;
                                         }};
    auto const read = bucket_.receive(key_of(sha256), most_asset_bytes, receiver, {});
    if (!read && read.error().code == ErrorCode::not_found) return no_asset(sha256);
    if (!read) return read;
    if (hash.finish_hex() == sha256) return {};
    return fail(ErrorCode::conflict,
                fmt::format("asset {} in bucket {}: was changed or is damaged, its SHA-256 differs", sha256,
                            bucket_.settings().bucket));
}

Result<void> S3Assets::remove(std::string const& sha256) {
    if (!TRY(has(sha256))) return no_asset(sha256);
    TRY(bucket_.remove(key_of(sha256), {}));
    cache_.forget(sha256);
    return {};
}

Result<std::string> S3Assets::link_to(catalog::AssetLink const& wishes) {
    TRY(catalog::check_sha256(wishes.sha256));
    return bucket_.link(
        key_of(wishes.sha256),
        {.lifetime = wishes.lifetime, .content_type = wishes.media_type, .disposition = wishes.disposition});
}

std::string S3Assets::origin() const { return net::s3::origin_of(bucket_.settings()); }

}  // namespace troupe::storage
