#include "app/assets.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "storage/file_assets.hpp"

namespace troupe::app {
namespace fs = std::filesystem;
namespace {

constexpr int usual_cache_mb = 2048, least_cache_mb = 16, most_cache_mb = 10'000'000;
constexpr std::size_t longest_prefix = 200;

Result<std::string> prefix_of(Configuration const& configuration) {
    constexpr auto name = "TROUPE_S3_PREFIX";
    auto prefix = configuration.get(name).value_or("");
    while (prefix.ends_with('/')) prefix.pop_back();
    auto const is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.' || c == '/';
    };
    auto const parts = text::split(prefix, '/');
    auto const is_odd = [](std::string const& part) { return part.empty() || part == "." || part == ".."; };
    if (prefix.empty()) return prefix;
    if (prefix.size() > longest_prefix || !std::all_of(prefix.begin(), prefix.end(), is_plain) ||
        std::any_of(parts.begin(), parts.end(), is_odd))
        return wrong_field(
            name, "expected names of letters, digits, -, _ and . with single / between them, such as label/assets");
    return prefix;
}

}  // namespace

Result<AssetSettings> read_asset_settings(Configuration const& configuration, fs::path const& home) {
    AssetSettings settings{.folder = home / "assets", .bucket = std::nullopt};
    auto const name = TRY(configuration.secret("S3_BUCKET_NAME"));
    if (!name) return settings;
    if (auto const checked = net::s3::check_bucket_name(*name); !checked)
        return wrong_field("S3_BUCKET_NAME", checked.error().message);
    auto& bucket = settings.bucket.emplace();
    bucket.bucket = TRY(net::s3::read_bucket_settings(configuration, *name, "S3_BUCKET_NAME"));
    bucket.prefix = TRY(prefix_of(configuration));
    auto const megabytes =
        TRY(configuration.integer("TROUPE_S3_CACHE_MB", usual_cache_mb, least_cache_mb, most_cache_mb));
    bucket.cache.folder = home / "cache" / "assets";
    bucket.cache.most_bytes = static_cast<std::uint64_t>(megabytes) << 20U;
    settings.gives_links = TRY(configuration.integer("TROUPE_S3_LINKS", 0, 0, 1)) == 1;
    return settings;
}

ChosenAssets::ChosenAssets(AssetSettings settings, net::HttpClient& http, Clock const& clock) {
    if (!settings.bucket) {
        assets_ = std::make_unique<storage::FileAssets>(std::move(settings.folder));
        return;
    }
    auto bucket = std::make_unique<storage::S3Assets>(*std::move(settings.bucket), net::s3::Bucket::Parts{http, clock});
    links_ = settings.gives_links ? bucket.get() : nullptr;
    assets_ = std::move(bucket);
}

}  // namespace troupe::app
