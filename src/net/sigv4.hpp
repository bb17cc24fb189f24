#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "net/http_client.hpp"

/// Requests signed as Amazon's services and those compatible with them ask for it (Signature Version 4).
namespace troupe::net {

struct AwsCredentials {
    std::string access_key;
    std::string secret_key;
    std::string session_token;  ///< of temporary keys; empty: none
};

struct AwsRequest {
    std::string method = "GET";
    std::string origin;           ///< "https://bucket.s3.eu-west-1.amazonaws.com", "http://127.0.0.1:4568"
    std::string path = "/";       ///< as it is meant, not percent-encoded
    std::vector<Header> query;    ///< not encoded, in any order
    std::vector<Header> headers;  ///< all of them are signed; Host, X-Amz-Date and X-Amz-Content-Sha256 are added
    std::string body;
};

/// The request with its URL, its headers and its Authorization. `service` is "s3".
[[nodiscard]] HttpRequest sign_aws(AwsRequest request, AwsCredentials const& credentials, std::string const& region,
                                   std::string const& service, TimePoint now);

/// The address that does `request.method` for whoever has it, without keys, until `lifetime` (1 s to 7 days) has
/// passed; the signature is in its query. Only Host is signed: `request.headers` and `body` must be empty.
[[nodiscard]] std::string presigned_aws(AwsRequest request, AwsCredentials const& credentials,
                                        std::string const& region, std::string const& service, TimePoint now,
                                        std::chrono::seconds lifetime);

/// RFC 3986: all but letters, digits and -_.~ as %XX with capitals; "/" stays where `keeps_slashes`.
[[nodiscard]] std::string aws_encoded(std::string_view text, bool keeps_slashes);

}  // namespace troupe::net
