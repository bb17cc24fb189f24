#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/configuration.hpp"
#include "catalog/assets.hpp"
#include "net/http_client.hpp"
#include "storage/s3_assets.hpp"

/// Where the assets live: a folder of TROUPE_HOME, or the bucket that S3_BUCKET_NAME names.
namespace troupe::app {

struct AssetSettings {
    std::filesystem::path folder;
    std::optional<storage::S3Assets::Settings> bucket;  ///< nothing: the folder
    bool gives_links = false;                           ///< to the bucket, for whoever may read an asset
};

/// S3_BUCKET_NAME, TROUPE_S3_PREFIX, TROUPE_S3_CACHE_MB, TROUPE_S3_LINKS, and the variables of
/// net::s3::read_bucket_settings. Error: invalid_input, naming the variable.
[[nodiscard]] Result<AssetSettings> read_asset_settings(Configuration const& configuration,
                                                        std::filesystem::path const& home);

/// The adapter that the settings ask for.
class ChosenAssets {
public:
    ChosenAssets(AssetSettings settings, net::HttpClient& http, Clock const& clock);
    [[nodiscard]] catalog::Assets& assets() { return *assets_; }
    /// Null: everybody reads through us.
    [[nodiscard]] catalog::AssetLinks* links() { return links_; }

private:
    std::unique_ptr<catalog::Assets> assets_;
    catalog::AssetLinks* links_ = nullptr;
};

}  // namespace troupe::app
