#include "providers/s3/s3_delivery.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::providers::s3 {

namespace fs = std::filesystem;
using distribution::RemoteFile;

Result<Settings> read_settings(std::string const& address, std::string const& store,
                               Configuration const& configuration) {
    auto const wrong = [&](std::string const& why) {
        return fail(ErrorCode::invalid_input, fmt::format("stores.{}.delivery.address: {}", store, why));
    };
    if (!address.starts_with("s3://")) return wrong("expected s3://bucket/prefix");
    auto const rest = address.substr(5);
    auto const slash = std::min(rest.find('/'), rest.size());
    auto const bucket = rest.substr(0, slash);
    if (auto const name = net::s3::check_bucket_name(bucket); !name) return wrong(name.error().message);
    auto prefix = rest.substr(std::min(slash + 1, rest.size()));
    while (prefix.ends_with('/')) prefix.pop_back();
    if (auto const path = distribution::check_remote_path(prefix); !path) return wrong(path.error().message);
    return Settings{TRY(net::s3::read_bucket_settings(configuration, bucket, store)), prefix};
}

std::string S3Delivery::key_of(std::string const& remote) const {
    return prefix_.empty() || remote.empty() ? prefix_ + remote : prefix_ + "/" + remote;
}

Result<void> S3Delivery::put(fs::path const& local, std::string const& remote, std::stop_token stop) {
    TRY(distribution::check_remote_path(remote));
    if (remote.empty()) return fail(ErrorCode::invalid_input, "path: is empty");
    TRY(bucket_.put_file(key_of(remote), local, {}, std::move(stop)));
    return {};
}

Result<std::vector<RemoteFile>> S3Delivery::list(std::string const& folder, std::stop_token stop) {
    TRY(distribution::check_remote_path(folder));
    auto const base = prefix_.empty() ? std::size_t{0} : prefix_.size() + 1;
    auto const prefix = key_of(folder);
    net::s3::ListWishes const wishes{.prefix = prefix.empty() ? prefix : prefix + "/", .most = distribution::most_listed};
    std::vector<RemoteFile> files;
    for (auto const& object : TRY(bucket_.list(wishes, std::move(stop)))) {
        // What lies elsewhere was not asked for, and what is no path of ours could not be fetched.
        if (!object.key.starts_with(wishes.prefix) || object.key.size() <= base || object.key.ends_with('/')) continue;
        if (auto path = object.key.substr(base); distribution::check_remote_path(path))
            files.push_back({std::move(path), object.size_bytes});
    }
    return files;
}

Result<std::optional<std::uint64_t>> S3Delivery::size(std::string const& remote, std::stop_token stop) {
    TRY(distribution::check_remote_path(remote));
    auto const object = TRY(bucket_.head(key_of(remote), std::move(stop)));
    return object ? std::optional(object->size_bytes) : std::nullopt;
}

Result<void> S3Delivery::fetch(std::string const& remote, fs::path const& local, std::uint64_t most_bytes,
                               std::stop_token stop) {
    auto const bytes = TRY(size(remote, stop));
    auto const& bucket = bucket_.settings().bucket;
    if (!bytes) return fail(ErrorCode::not_found, fmt::format("bucket {}: there is no {}", bucket, key_of(remote)));
    if (*bytes > most_bytes)
        return fail(ErrorCode::bad_response,
                    fmt::format("bucket {}: {} is larger than {} bytes", bucket, key_of(remote), most_bytes));
    TRY(make_folder(local.parent_path()));
    PendingFile pending(local);
    TRY(bucket_.fetch(key_of(remote), pending.path(), most_bytes, std::move(stop)));
    return pending.commit();
}

}  // namespace troupe::providers::s3
