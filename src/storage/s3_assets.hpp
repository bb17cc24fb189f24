#pragma once

#include <filesystem>

#include "catalog/asset_links.hpp"
#include "catalog/assets.hpp"
#include "net/s3/bucket.hpp"
#include "storage/asset_cache.hpp"

namespace troupe::storage {

/// Assets as files of a bucket: "PREFIX/ab/cdef.." for the hash "abcdef..", each with its hash in x-amz-meta-sha256.
/// `path_of` gives local copies, valid for an hour at least: open it, or link it, and do not keep the path. A file that
/// is there already, by size and hash, is not sent again.
class S3Assets final : public catalog::Assets, public catalog::AssetLinks {
public:
    struct Settings {
        net::s3::BucketSettings bucket;
        std::string prefix;  ///< of all keys, without "/" at its ends; empty: none
        AssetCache::Settings cache;
    };
    S3Assets(Settings settings, net::s3::Bucket::Parts parts);

    Result<catalog::AssetRef> put_file(std::filesystem::path const& file) override;
    Result<catalog::AssetRef> put_bytes(std::string_view bytes) override;
    Result<std::filesystem::path> path_of(std::string const& sha256) override;
    Result<bool> has(std::string const& sha256) override;
    Result<void> verify(std::string const& sha256) override;
    Result<void> remove(std::string const& sha256) override;
    Result<std::string> link_to(catalog::AssetLink const& wishes) override;
    [[nodiscard]] std::string origin() const override;

private:
    [[nodiscard]] std::string key_of(std::string const& sha256) const;
    /// Whether it lies there with this size and hash; `is_absent` where nothing does.
    struct Presence {
        bool is_whole = false;
        bool is_absent = false;
    };
    Result<Presence> presence(std::string const& sha256, std::uint64_t bytes);
    [[nodiscard]] tl::unexpected<Error> no_asset(std::string const& sha256) const;

    std::string prefix_;
    net::s3::Bucket bucket_;
    AssetCache cache_;
};

}  // namespace troupe::storage
