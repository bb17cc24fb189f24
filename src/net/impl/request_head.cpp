#include "net/impl/request_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace troupe::net::impl {
namespace {

tl::unexpected<HeadError> refuse(int status, std::string why) {
    return tl::unexpected<HeadError>(HeadError{status, std::move(why)});
}

/// RFC 9110 §5.6.2.
bool is_token(std::string_view text) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != others.npos;
    });
}

bool is_field_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F); });
}

bool is_target_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
}

using Read = tl::expected<void, HeadError>;

/// "/artists?limit=2", or the same behind "http://host".
Read read_target(std::string_view target, ServerRequest& request) {
    if (target == "*" && request.method == "OPTIONS") {
        request.path = "*";
        return {};
    }
    for (std::string_view const scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        auto const slash = target.find('/', scheme.size());
        target = slash == target.npos ? "/" : target.substr(slash);
    }
    if (!target.starts_with('/')) return refuse(400, "the request's target must begin with /");
    auto const mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != target.npos) request.query = target.substr(mark + 1);
    return {};
}

Read read_request_line(std::string_view line, RequestHead& head) {
    auto const parts = text::split(line, ' ');
    if (parts.size() != 3 || !is_token(parts[0]) || parts[1].empty() || !is_target_text(parts[1]))
        return refuse(400, "the request line is not METHOD TARGET HTTP/1.1");
    if (!parts[2].starts_with("HTTP/")) return refuse(400, "the request line is not METHOD TARGET HTTP/1.1");
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") return refuse(505, "only HTTP/1.1 and 1.0 are spoken here");
    head.keeps_alive = parts[2] == "HTTP/1.1";
    head.request.method = parts[0];
    return read_target(parts[1], head.request);
}

Read read_field(std::string_view line, ServerRequest& request) {
    if (line.starts_with(' ') || line.starts_with('\t')) return refuse(400, "header lines must not be folded");
    auto const colon = line.find(':');
    if (colon == line.npos || !is_token(line.substr(0, colon))) return refuse(400, "a header line is not NAME: VALUE");
    auto const value = text::trim(line.substr(colon + 1));
    if (!is_field_text(value))
        return refuse(400, fmt::format("header {} holds control characters", line.substr(0, colon)));
    request.headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
    return {};
}

int count_of(ServerRequest const& request, std::string_view name) {
    return static_cast<int>(std::count_if(request.headers.begin(), request.headers.end(),
                                          [&](Header const& header) { return text::equals_in_any_case(header.name, name); }));
}

/// How long the body is (RFC 9112 §6), where the ways of saying it do not contradict each other.
Read read_framing(RequestHead& head) {
    auto const& request = head.request;
    auto const lengths = count_of(request, "content-length");
    auto const encodings = count_of(request, "transfer-encoding");
    if (lengths > 1 || (lengths > 0 && encodings > 0)) return refuse(400, "the length of the body is given twice");
    if (encodings > 0) {
        if (encodings > 1 || text::lower(*request.header("transfer-encoding")) != "chunked" || !head.keeps_alive)
            return refuse(501, "the only Transfer-Encoding that is understood is chunked, with HTTP/1.1");
        head.is_chunked = true;
    }
    if (lengths == 0) return {};
    auto const text = *request.header("content-length");
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.content_length);
    if (error != std::errc() || end != text.data() + text.size())
        return refuse(400, "Content-Length is no number of bytes");
    return {};
}

void read_connection(RequestHead& head) {
    auto const said = text::lower(head.request.header("connection").value_or(""));
    for (auto const& option : text::split(said, ',')) {
        auto const word = std::string(text::trim(std::string_view(option)));
        if (word == "close") head.keeps_alive = false;
        if (word == "keep-alive") head.keeps_alive = true;
    }
}

Read read_expectation(RequestHead& head) {
    auto const expected = head.request.header("expect");
    if (!expected) return {};
    if (text::lower(*expected) != "100-continue")
        return refuse(417, "the only expectation that is met is 100-continue");
    head.expects_continue = true;
    return {};
}

}  // namespace

tl::expected<RequestHead, HeadError> read_head(std::string_view bytes) {
    RequestHead head;
    bool is_first = true;
    while (bytes != "\r\n") {
        auto const end = bytes.find("\r\n");
        if (end == bytes.npos) return refuse(400, "the head of the request has no end");
        auto const line = bytes.substr(0, end);
        if (line.find_first_of("\r\n") != line.npos) return refuse(400, "lines must end with CR LF");
        auto const read = is_first ? read_request_line(line, head) : read_field(line, head.request);
        if (!read) return tl::unexpected(read.error());
        is_first = false;
        bytes.remove_prefix(end + 2);
    }
    if (is_first) return refuse(400, "the request has no first line");
    auto const hosts = count_of(head.request, "host");
    if (hosts > 1 || (hosts == 0 && head.keeps_alive)) return refuse(400, "exactly one Host header is needed");
    auto const framing = read_framing(head);
    if (!framing) return tl::unexpected(framing.error());
    read_connection(head);
    auto const expectation = read_expectation(head);
    if (!expectation) return tl::unexpected(expectation.error());
    return head;
}

}  // namespace troupe::net::impl
