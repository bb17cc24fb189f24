#include "net/s3/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/text.hpp"
#include "net/reach.hpp"

namespace troupe::net::s3 {
namespace {

bool is_plain(std::string_view value) {
    return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 127; });
}

/// A machine of this house: by its address, or by a name that the public net does not have ("minio",
/// "store.svc.cluster.local").
bool is_at_home(std::string const& host) {
    if (auto const address = IpAddress::parse(host)) return !is_on_the_internet(*address);
    auto const name = text::lower(host);
    return name.find('.') == std::string::npos || name.ends_with(".local") || name.ends_with(".internal");
}

/// Signatures alone go over the line, never the secret key; but the files do, and links for listeners. So http is for
/// networks of one's own.
Result<std::string> endpoint_of(Configuration const& configuration) {
    constexpr auto name = "AWS_ENDPOINT_URL_S3";
    auto endpoint = configuration.get(name).value_or("");
    if (endpoint.empty()) return endpoint;
    while (endpoint.ends_with('/')) endpoint.pop_back();
    auto const url = boost::urls::parse_uri(endpoint);
    if (!url || url->host().empty() || !url->encoded_path().empty() || url->has_query() || url->has_fragment() ||
        url->has_userinfo())
        return wrong_field(name, "write scheme, host and port alone: https://s3.example.com");
    auto const host = std::string(url->host_address());
    if (url->scheme() == "https" || (url->scheme() == "http" && is_at_home(host))) return endpoint;
    return wrong_field(name, "files would go over the open network unencrypted; write https://");
}

Result<std::string> key_of(Configuration const& configuration, std::string const& name) {
    auto const key = TRY(configuration.secret(name)).value_or("");
    if (!is_plain(key)) return wrong_field(name, "holds a blank or a character that cannot be sent");
    return key;
}

}  // namespace

Result<void> check_bucket_name(std::string const& bucket) {
    auto const is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (bucket.size() < 3 || bucket.size() > 63 || !std::all_of(bucket.begin(), bucket.end(), is_allowed))
        return fail(ErrorCode::invalid_input, "a bucket's name has 3 to 63 small letters, digits, - and .");
    return {};
}

Result<BucketSettings> read_bucket_settings(Configuration const& configuration, std::string bucket,
                                            std::string const& wanted_by) {
    BucketSettings settings;
    settings.bucket = std::move(bucket);
    settings.region = configuration.get("AWS_REGION").value_or(settings.region);
    if (!is_plain(settings.region) || settings.region.find('/') != std::string::npos)
        return wrong_field("AWS_REGION", "expected a region such as eu-west-1");
    settings.endpoint = TRY(endpoint_of(configuration));
    auto const style = configuration.get("TROUPE_S3_STYLE").value_or(settings.endpoint.empty() ? "virtual" : "path");
    if (style != "path" && style != "virtual") return wrong_field("TROUPE_S3_STYLE", "expected path or virtual");
    settings.path_style = style == "path";
    settings.credentials.access_key = TRY(key_of(configuration, "AWS_ACCESS_KEY_ID"));
    settings.credentials.secret_key = TRY(key_of(configuration, "AWS_SECRET_ACCESS_KEY"));
    settings.credentials.session_token = TRY(key_of(configuration, "AWS_SESSION_TOKEN"));
    if (settings.credentials.access_key.empty() || settings.credentials.secret_key.empty())
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, to be let in at its bucket", wanted_by));
    return settings;
}

std::string origin_of(BucketSettings const& settings) {
    auto origin =
        settings.endpoint.empty() ? fmt::format("https://s3.{}.amazonaws.com", settings.region) : settings.endpoint;
    if (!settings.path_style) origin.insert(origin.find("://") + 3, settings.bucket + ".");
    return origin;
}

}  // namespace troupe::net::s3
