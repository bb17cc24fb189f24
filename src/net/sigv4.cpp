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

/// As it goes out in Host: the port that the scheme means anyway is left out.
std::string host_part(std::string const& origin) {
    auto const scheme = origin.find("://");
    if (scheme == std::string::npos) return origin;
    auto host = origin.substr(scheme + 3);
    for (auto const& [with, port] : {std::pair{"https://", ":443"}, std::pair{"http://", ":80"}})
        if (origin.starts_with(with) && host.ends_with(port)) host.resize(host.size() - std::string_view(port).size());
    return host;
}

/// Who signs for what, and when.
struct Signer {
    AwsCredentials const& credentials;
    std::string const& region;
    std::string const& service;
    std::string time;  ///< as `compact_time` writes it

    [[nodiscard]] std::string day() const { return time.substr(0, 8); }
    [[nodiscard]] std::string scope() const { return fmt::format("{}/{}/{}/aws4_request", day(), region, service); }
    [[nodiscard]] std::string signature(std::string const& canonical_request) const {
        auto key = hmac_sha256("AWS4" + credentials.secret_key, day());
        for (auto const& part : {region, service, std::string("aws4_request")}) key = hmac_sha256(key, part);
        auto const text = fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time, scope(), sha256_hex(canonical_request));
        return hex(hmac_sha256(key, text));
    }
};

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
    Signer const signer{credentials, region, service, compact_time(now)};
    auto const payload = sha256_hex(request.body);
    auto const path = aws_encoded(request.path, true);
    auto const query = canonical_query(request.query);
    auto headers = std::move(request.headers);
    headers.push_back({"X-Amz-Content-Sha256", payload});
    headers.push_back({"X-Amz-Date", signer.time});
    if (!credentials.session_token.empty()) headers.push_back({"X-Amz-Security-Token", credentials.session_token});
    auto to_sign = headers;
    to_sign.push_back({"Host", host_part(request.origin)});
    auto const [canonical, names] = canonical_headers(to_sign);
    auto const signature =
        signer.signature(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, path, query, canonical, names, payload));
    headers.push_back({"Authorization", fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                                                    credentials.access_key, signer.scope(), names, signature)});
    HttpRequest out;
    out.method = request.method;
    out.url = request.origin + path + (query.empty() ? "" : "?" + query);
    out.headers = std::move(headers);
    out.body = std::move(request.body);
    return out;
}

std::string presigned_aws(AwsRequest request, AwsCredentials const& credentials, std::string const& region,
                          std::string const& service, TimePoint now, std::chrono::seconds lifetime) {
    Signer const signer{credentials, region, service, compact_time(now)};
    auto const path = aws_encoded(request.path, true);
    auto& query = request.query;
    query.push_back({"X-Amz-Algorithm", "AWS4-HMAC-SHA256"});
    query.push_back({"X-Amz-Credential", credentials.access_key + "/" + signer.scope()});
    query.push_back({"X-Amz-Date", signer.time});
    query.push_back({"X-Amz-Expires", std::to_string(lifetime.count())});
    query.push_back({"X-Amz-SignedHeaders", "host"});
    if (!credentials.session_token.empty()) query.push_back({"X-Amz-Security-Token", credentials.session_token});
    auto const signed_query = canonical_query(query);
    auto const signature = signer.signature(fmt::format("{}\n{}\n{}\nhost:{}\n\nhost\nUNSIGNED-PAYLOAD", request.method,
                                                        path, signed_query, host_part(request.origin)));
    return fmt::format("{}{}?{}&X-Amz-Signature={}", request.origin, path, signed_query, signature);
}

}  // namespace troupe::net
