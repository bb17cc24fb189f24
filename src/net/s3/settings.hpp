#pragma once

#include <cstdint>
#include <string>

#include "base/configuration.hpp"
#include "base/units.hpp"
#include "net/sigv4.hpp"

namespace troupe::net::s3 {

/// A bucket, and how its service is spoken to.
struct BucketSettings {
    std::string bucket;
    std::string region = "us-west-2";
    std::string endpoint;     ///< "http://127.0.0.1:9000"; empty: Amazon's own
    bool path_style = false;  ///< the bucket stands in the path, not in the host's name
    AwsCredentials credentials;
    std::uint64_t part_bytes = 8U << 20U;  ///< larger files go in parts; 5 MiB at least
    Seconds backoff{0.5};                  ///< before the second attempt; doubles
    int most_attempts = 5;
};

/// From the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL_S3,
/// TROUPE_S3_STYLE (path, virtual; by default path where an endpoint is set). `wanted_by` is who asks, for messages:
/// "S3_BUCKET_NAME". Error: invalid_input, naming the variable.
[[nodiscard]] Result<BucketSettings> read_bucket_settings(Configuration const& configuration, std::string bucket,
                                                          std::string const& wanted_by);

/// 3 to 63 small letters, digits, "-" and ".". Error: invalid_input.
[[nodiscard]] Result<void> check_bucket_name(std::string const& bucket);

/// Scheme, host and port of the bucket's addresses: "https://label.s3.eu-west-1.amazonaws.com".
[[nodiscard]] std::string origin_of(BucketSettings const& settings);

}  // namespace troupe::net::s3
