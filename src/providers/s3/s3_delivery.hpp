#pragma once

#include "base/configuration.hpp"
#include "base/time.hpp"
#include "distribution/delivery/delivery.hpp"
#include "net/http_client.hpp"
#include "net/sigv4.hpp"

/// Delivery into a bucket of S3 or of a service that speaks like it.
namespace troupe::providers::s3 {

struct Settings {
    std::string bucket;
    std::string prefix;  ///< of all keys, without "/" at its ends; empty: none
    std::string region = "us-west-2";
    std::string endpoint;     ///< "http://127.0.0.1:9000"; empty: Amazon's own
    bool path_style = false;  ///< the bucket stands in the path, not in the host's name
    net::AwsCredentials credentials;
    std::uint64_t part_bytes = 8U << 20U;  ///< larger files go in parts; 5 MiB at least
    Seconds backoff{0.5};                  ///< before the second attempt; doubles
    int most_attempts = 5;
};

/// From "s3://bucket/prefix" and the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN,
/// AWS_REGION, AWS_ENDPOINT_URL_S3, TROUPE_S3_STYLE (path, virtual; by default path where an endpoint is set). Error:
/// invalid_input.
[[nodiscard]] Result<Settings> read_settings(std::string const& address, std::string const& store,
                                             Configuration const& configuration);

class S3Delivery final : public distribution::Delivery {
public:
    struct Parts {
        net::HttpClient& http;
        Clock const& clock;
    };
    S3Delivery(Settings settings, Parts parts) : settings_(std::move(settings)), parts_(parts) {}

    Result<void> put(std::filesystem::path const& local, std::string const& remote, std::stop_token stop) override;
    Result<std::vector<distribution::RemoteFile>> list(std::string const& folder, std::stop_token stop) override;
    Result<std::optional<std::uint64_t>> size(std::string const& remote, std::stop_token stop) override;
    Result<void> fetch(std::string const& remote, std::filesystem::path const& local, std::uint64_t most_bytes,
                       std::stop_token stop) override;

private:
    struct Question;
    [[nodiscard]] std::string key_of(std::string const& remote) const;
    [[nodiscard]] net::AwsRequest request_for(std::string const& method, std::string const& key) const;
    /// Sends it, again where that may help. 2xx and 404 are answers; all else is an error.
    Result<net::HttpResponse> ask(Question const& question, std::stop_token const& stop) const;
    Result<net::HttpResponse> ask_once(Question const& question, std::stop_token const& stop) const;
    Result<void> put_in_parts(std::filesystem::path const& local, std::string const& key, std::uint64_t bytes,
                              std::stop_token const& stop);
    Result<std::string> put_parts(std::filesystem::path const& local, std::string const& key, std::string const& upload,
                                  std::stop_token const& stop);
    Error failure(net::HttpResponse const& response) const;

    Settings settings_;
    Parts parts_;
};

}  // namespace troupe::providers::s3
