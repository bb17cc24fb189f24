#pragma once

#include <chrono>
#include <string>

#include "calls/call.hpp"
#include "net/http_server.hpp"

/// What calls answer, as HTTP.
namespace troupe::api {

/// JSON with its length's worth of care: zipped where the client reads that, with the version as ETag, 304 where it has
/// it.
[[nodiscard]] net::ServerAnswer json_reply(net::ServerRequest const& request, int status, std::string text,
                                           std::optional<int> version);

/// A file whole, a range of it, or 304, as RFC 9110 §14 says; one range at a time.
[[nodiscard]] net::ServerAnswer file_reply(net::ServerRequest const& request, calls::FileBody const& file);

/// Sends the client to where the file is, with the same method (307), and lets it remember that for half of the time it is good.
[[nodiscard]] net::ServerAnswer link_reply(std::string const& url, std::chrono::seconds lifetime);

/// Content-Disposition for a browser that shows it, and saves it under that name (RFC 6266).
[[nodiscard]] std::string disposition(std::string const& file_name);

[[nodiscard]] net::ServerAnswer text_reply(net::ServerRequest const& request, calls::TextBody const& body);

/// `"3"` as 3; nothing for an absent header and for `*`. Error: invalid_input.
[[nodiscard]] Result<std::optional<int>> version_of(std::optional<std::string> const& if_match);

/// Whether the client reads gzip.
[[nodiscard]] bool takes_gzip(net::ServerRequest const& request);
/// Whether the client says with If-None-Match that it has this one.
[[nodiscard]] bool has_etag(net::ServerRequest const& request, std::string const& etag);

/// In gzip (RFC 1952).
[[nodiscard]] std::string gzipped(std::string_view bytes);

}  // namespace troupe::api
