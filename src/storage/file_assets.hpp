#pragma once

#include <filesystem>

#include "catalog/assets.hpp"

namespace troupe::storage {

/// Assets as files of a folder: "ab/cdef.." for the hash "abcdef..".
class FileAssets final : public catalog::Assets {
public:
    /// The folder is made with the first asset.
    explicit FileAssets(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<catalog::AssetRef> put_file(std::filesystem::path const& file) override;
    Result<catalog::AssetRef> put_bytes(std::string_view bytes) override;
    Result<std::filesystem::path> path_of(std::string const& sha256) override;
    Result<bool> has(std::string const& sha256) override;
    Result<void> verify(std::string const& sha256) override;
    Result<void> remove(std::string const& sha256) override;

private:
    [[nodiscard]] std::filesystem::path place_of(std::string const& sha256) const;

    std::filesystem::path folder_;
};

}  // namespace troupe::storage
