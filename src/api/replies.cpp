#include "api/replies.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <charconv>
#include <system_error>

#include "base/text.hpp"

namespace troupe::api {
namespace {

constexpr std::size_t worth_zipping = 1024;

/// Puts in the text, zipped where that is taken.
void put_text(net::ServerAnswer& answer, net::ServerRequest const& request, std::string text) {
    answer.set("Vary", "Accept-Encoding");
    if (text.size() >= worth_zipping && takes_gzip(request)) {
        answer.set("Content-Encoding", "gzip");
        text = gzipped(text);
    }
    answer.body = std::move(text);
}

struct Range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

enum class Wanted { all, part, impossible };

/// "bytes=0-99", "bytes=100-", "bytes=-100"; what is none of these is as if it were not there (RFC 9110 §14.2).
Wanted read_range(std::string const& header, std::uint64_t size, Range& range) {
    constexpr std::string_view unit = "bytes=";
    auto const dash = header.find('-');
    if (!header.starts_with(unit) || dash == header.npos || header.find(',') != header.npos) return Wanted::all;
    auto const first = std::string_view(header).substr(unit.size(), dash - unit.size());
    auto const last = std::string_view(header).substr(dash + 1);
    if (first.empty()) {
        auto const count = number(last);
        if (!count) return Wanted::all;
        if (*count == 0 || size == 0) return Wanted::impossible;
        range = {size - std::min(*count, size), size - 1};
        return Wanted::part;
    }
    auto const begin = number(first);
    auto const end = last.empty() ? std::optional(size) : number(last);
    if (!begin || !end || (!last.empty() && *end < *begin)) return Wanted::all;
    if (*begin >= size) return Wanted::impossible;
    range = {*begin, std::min(*end, size - 1)};
    return Wanted::part;
}

}  // namespace

bool takes_gzip(net::ServerRequest const& request) {
    for (auto const& coding : text::split(text::lower(request.header("accept-encoding").value_or("")), ',')) {
        auto const parts = text::split(coding, ';');
        if (text::trim(std::string_view(parts[0])) == "gzip")
            return parts.size() < 2 || text::replace_all(parts[1], " ", "") != "q=0";
    }
    return false;
}

bool has_etag(net::ServerRequest const& request, std::string const& etag) {
    auto const known = request.header("if-none-match");
    if (!known) return false;
    for (auto const& each : text::split(*known, ',')) {
        auto const tag = std::string(text::trim(std::string_view(each)));
        if (tag == "*" || tag == etag || tag == "W/" + etag) return true;
    }
    return false;
}

net::ServerAnswer json_reply(net::ServerRequest const& request, int status, std::string text,
                             std::optional<int> version) {
    net::ServerAnswer answer{status, {}, {}};
    if (version) {
        auto const etag = fmt::format("\"{}\"", *version);
        answer.set("ETag", etag);
        if (request.method == "GET" && has_etag(request, etag)) {
            answer.status = 304;
            return answer;
        }
    }
    answer.set("Content-Type", "application/json");
    answer.set("Cache-Control", "no-cache");
    put_text(answer, request, std::move(text));
    return answer;
}

net::ServerAnswer text_reply(net::ServerRequest const& request, calls::TextBody const& body) {
    net::ServerAnswer answer{200, {{"Content-Type", body.media_type}}, {}};
    if (!body.file_name.empty()) answer.set("Content-Disposition", disposition(body.file_name));
    put_text(answer, request, body.text);
    return answer;
}

std::string disposition(std::string const& name) {
    std::string plain;
    for (char const c : name) plain += (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') ? c : '_';
    return fmt::format("inline; filename=\"{}\"", plain);
}

net::ServerAnswer link_reply(std::string const& url, std::chrono::seconds lifetime) {
    net::ServerAnswer answer{307, {{"Location", url}}, {}};
    answer.set("Cache-Control", fmt::format("private, max-age={}", lifetime.count() / 2));
    answer.set("Referrer-Policy", "no-referrer");
    return answer;
}

net::ServerAnswer file_reply(net::ServerRequest const& request, calls::FileBody const& file) {
    std::error_code error;
    auto const size = std::filesystem::file_size(file.file, error);
    net::ServerAnswer answer{200, {{"Content-Type", file.media_type}, {"Accept-Ranges", "bytes"}}, {}};
    // Files of strangers may come through here: as pictures and sound, never as pages that run.
    answer.set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    if (!file.file_name.empty()) answer.set("Content-Disposition", disposition(file.file_name));
    auto const etag = fmt::format("\"{}\"", file.hash);
    if (!file.hash.empty()) {
        answer.set("ETag", etag);
        answer.set("Cache-Control", "private, max-age=31536000, immutable");
        if (has_etag(request, etag)) {
            answer.status = 304;
            return answer;
        }
    }
    Range range{0, size == 0 ? 0 : size - 1};
    auto const condition = request.header("if-range");
    auto const asked = request.header("range");
    auto const wanted = asked && (!condition || *condition == etag) ? read_range(*asked, size, range) : Wanted::all;
    if (wanted == Wanted::impossible) {
        answer.status = 416;
        answer.set("Content-Range", fmt::format("bytes */{}", size));
        answer.body = std::string();
        return answer;
    }
    if (wanted == Wanted::part) {
        answer.status = 206;
        answer.set("Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.last, size));
    }
    answer.body =
        net::FileBody{file.file, range.first, size == 0 ? 0 : range.last - range.first + 1, file.is_temporary};
    return answer;
}

Result<std::optional<int>> version_of(std::optional<std::string> const& if_match) {
    if (!if_match || *if_match == "*") return std::optional<int>{};
    auto const& text = *if_match;
    auto const version = text.size() > 2 && text.front() == '"' && text.back() == '"'
                             ? number(std::string_view(text).substr(1, text.size() - 2))
                             : std::nullopt;
    if (!version || *version > 1'000'000'000)
        return wrong_field("If-Match", "expected the ETag of what you have read, in its quotes");
    return std::optional(static_cast<int>(*version));
}

std::string gzipped(std::string_view bytes) {
    z_stream stream{};
    // 16 more than the window's bits asks for a gzip header; level 1, because JSON shrinks to a fifth already.
    if (::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::string zipped(::deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(zipped.data());
    stream.avail_out = static_cast<uInt>(zipped.size());
    ::deflate(&stream, Z_FINISH);
    zipped.resize(stream.total_out);
    ::deflateEnd(&stream);
    return zipped;
}

}  // namespace troupe::api
