#include "net/sigv4.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace troupe::net {
namespace {

/// "20130524T000000Z"
std::string compact_time(TimePoint now) {
    std::string out;
    for (char const c : format_time(now).substr(0, 19))
        if (c != '-' && c != ':') out += c;
    return out + "Z";
}

std::string canonical_query(std::vector<Header> const& query) {
    std::vector<std::string> pairs;
    std::vector<std::pair<std::string, std::string>> encoded;
    for (auto const& [name, value] : query) encoded.emplace_back(aws_encoded(name, false), aws_encoded(value, false));
    std::sort(encoded.begin(), encoded.end());
    for (auto const& [name, value] : encoded) pairs.push_back(name + "=" + value);
    return text::join(pairs, "&");
}

/// Without blanks around, and with single ones inside.
std::string canonical_value(std::string_view value) {
    std::string out;
    for (char const c : text::trim(value))
        if (c != ' ' || !out.ends_with(' ')) out += c;
    return out;
}

struct SignedHeaders {
    std::string canonical, names;
};

SignedHeaders canonical_headers(std::vector<Header> const& headers) {
    std::vector<std::pair<std::string, std::string>> sorted;
    for (auto const& [name, value] : headers) sorted.emplace_back(text::lower(name), canonical_value(value));
    std::sort(sorted.begin(), sorted.end());
    SignedHeaders out;
    for (auto const& [name, value] : sorted) {
        out.canonical += name + ":" + value + "\n";
        out.names += (out.names.empty() ? "" : ";") + name;
    }
    return out;
}

std::string host_part(std::string const& origin) {
    auto const scheme = origin.find("://");
    return scheme == std::string::npos ? origin : origin.substr(scheme + 3);
}

}  // namespace

std::string aws_encoded(std::string_view text, bool keeps_slashes) {
    std::string out;
    for (unsigned char const c : text) {
        bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '_' || c == '.' || c == '~';
        if (is_plain || (keeps_slashes && c == '/'))
            out += static_cast<char>(c);
        else
            out += fmt::format("%{:02X}", c);
    }
    return out;
}

HttpRequest sign_aws(AwsRequest request, AwsCredentials const& credentials, std::string const& region,
                     std::string const& service, TimePoint now) {
    auto const time = compact_time(now);
    auto const payload = sha256_hex(request.body);
    auto const path = aws_encoded(request.path, true);
    auto const query = canonical_query(request.query);
    auto headers = std::move(request.headers);
    headers.push_back({"X-Amz-Content-Sha256", payload});
    headers.push_back({"X-Amz-Date", time});
    if (!credentials.session_token.empty()) headers.push_back({"X-Amz-Security-Token", credentials.session_token});
    auto to_sign = headers;
    to_sign.push_back({"Host", host_part(request.origin)});
    auto const [canonical, names] = canonical_headers(to_sign);
    auto const hashed =
        sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, path, query, canonical, names, payload));
    auto const scope = fmt::format("{}/{}/{}/aws4_request", time.substr(0, 8), region, service);
    auto key = hmac_sha256("AWS4" + credentials.secret_key, time.substr(0, 8));
    for (auto const& part : {region, service, std::string("aws4_request")}) key = hmac_sha256(key, part);
    auto const signature = hex(hmac_sha256(key, fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time, scope, hashed)));
    headers.push_back({"Authorization", fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                                                    credentials.access_key, scope, names, signature)});
    HttpRequest out;
    out.method = request.method;
    out.url = request.origin + path + (query.empty() ? "" : "?" + query);
    out.headers = std::move(headers);
    out.body = std::move(request.body);
    return out;
}

}  // namespace troupe::net
