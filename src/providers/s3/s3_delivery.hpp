#pragma once

#include "base/configuration.hpp"
#include "base/time.hpp"
#include "distribution/delivery/delivery.hpp"
#include "net/s3/bucket.hpp"

/// Delivery into a bucket of S3 or of a service that speaks like it.
namespace troupe::providers::s3 {

struct Settings {
    net::s3::BucketSettings bucket;
    std::string prefix;  ///< of all keys, without "/" at its ends; empty: none
};

/// From "s3://bucket/prefix" and the environment, as read_bucket_settings. Error: invalid_input.
[[nodiscard]] Result<Settings> read_settings(std::string const& address, std::string const& store,
                                             Configuration const& configuration);

class S3Delivery final : public distribution::Delivery {
public:
    using Parts = net::s3::Bucket::Parts;
    S3Delivery(Settings settings, Parts parts) : prefix_(std::move(settings.prefix)), bucket_(std::move(settings.bucket), parts) {}

    Result<void> put(std::filesystem::path const& local, std::string const& remote, std::stop_token stop) override;
    Result<std::vector<distribution::RemoteFile>> list(std::string const& folder, std::stop_token stop) override;
    Result<std::optional<std::uint64_t>> size(std::string const& remote, std::stop_token stop) override;
    Result<void> fetch(std::string const& remote, std::filesystem::path const& local, std::uint64_t most_bytes,
                       std::stop_token stop) override;

private:
    [[nodiscard]] std::string key_of(std::string const& remote) const;

    std::string prefix_;
    net::s3::Bucket bucket_;
};

}  // namespace troupe::providers::s3
