#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "net/reach.hpp"

/// Talking HTTP, from our side.
namespace troupe::net {

struct Header {
    std::string name;
    std::string value;
};

struct Timeouts {
    Seconds connect{10};
    Seconds first_byte{0};  ///< from the end of the request to the status line; 0: no limit of its own
    Seconds idle{0};        ///< without a byte while the answer comes; 0: no limit of its own
    Seconds total{30};      ///< above 0
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;  ///< absolute, http or https
    std::vector<Header> headers;
    std::string body;
    Timeouts timeouts;
    std::uint64_t most_bytes = 32 * 1024 * 1024;  ///< of the answer; more is a bad_response
    /// Takes the body of a 2xx answer as it comes, in pieces of any size; `HttpResponse::body` stays empty then. Answer
    /// false to stop: the call ends as cancelled. Called on the thread that called `send`.
    std::function<bool(std::string_view)> on_data;
    /// internet_only: the address that is connected to is looked at, so that no name that changes its mind gets around it; no
    /// proxy is used and no connection kept. Refused as invalid_input.
    Reach reach = Reach::anywhere;
};

struct HttpResponse {
    int status = 0;
    std::vector<Header> headers;  ///< of the final answer
    std::string body;

    [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
    /// The first header of that name, whatever its case.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// Why no answer came.
struct HttpError : Error {
    bool may_have_arrived = true;  ///< false: the server surely never got the request (name, connection, TLS), so that
                                   ///< even a paid one can be sent again
};

using HttpResult = tl::expected<HttpResponse, HttpError>;

/// Port: sends one request and waits for its answer. Adapters: net::CurlHttpClient; testing/ScriptedHttpClient.
///
/// Blocks up to `timeouts.total`; looks at `stop` several times a second. Any status is an answer, not an error. Follows
/// no redirect: an answer that sends us elsewhere is for the caller to judge, since a key would go along.
///
/// Errors: invalid_input (the URL; beyond `reach`), unavailable (not reached, timed out, dropped), bad_response (too large, not HTTP),
/// cancelled. Messages name the host, never the query, the headers or the body. Safe to call from several threads.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    [[nodiscard]] virtual HttpResult send(HttpRequest const& request, std::stop_token stop) = 0;
};

}  // namespace troupe::net
