#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "net/http_client.hpp"
#include "providers/impl/doorbell.hpp"
#include "social/channel.hpp"

/// What adapters of social platforms have in common.
namespace troupe::providers::impl {

/// One request, and how its failures are told.
struct Posting {
    std::string service;               ///< "mastodon", in messages
    std::vector<std::string> secrets;  ///< never in a message
    std::string advice;                ///< what to check when access is denied: "check MASTODON_TOKEN"
    Seconds backoff{0.5};              ///< before the second try; doubles, with jitter
    int most_tries = 3;
};

/// How a request may be sent again when nobody knows whether it arrived.
enum class Repeat {
    safely,  ///< the same twice does no harm
    never,   ///< only what surely did not arrive, or what the server turned away unread (429, 503)
};

struct PostingParts {
    net::HttpClient& http;
    Clock const& clock;
};

using Answered = tl::expected<net::HttpResponse, social::PublishError>;

/// Sends it, up to `most_tries` times where that is allowed, waiting as the server asks up to half a minute. Gives whatever
/// status `takes` accepts; others as an error in the service's words, `may_be_out` false where it surely did nothing.
[[nodiscard]] Answered send(Posting const& posting, PostingParts const& parts, net::HttpRequest const& request, Repeat repeat,
                            std::function<bool(int status)> const& takes, std::stop_token const& stop);
[[nodiscard]] inline bool is_well(int status) { return status >= 200 && status < 300; }

/// The JSON of an answer; a page of a proxy or anything else that is none is bad_response, may be out.
[[nodiscard]] tl::expected<json::Value, social::PublishError> json_of(Posting const& posting, net::HttpResponse const& response);

/// What a service says, fit for a message: valid, one line, without the secrets.
[[nodiscard]] std::string quoted(Posting const& posting, std::string_view words);
/// An error of ours before anything was sent.
[[nodiscard]] tl::unexpected<social::PublishError> not_sent(Error error);
/// The answer makes no sense: it may be out.
[[nodiscard]] tl::unexpected<social::PublishError> unclear(Posting const& posting, std::string const& what);

/// A form with files (RFC 7578). The boundary comes of the content: the same form, the same bytes.
class Multipart {
public:
    void field(std::string const& name, std::string_view value);
    void file(std::string const& name, std::string const& file_name, std::string const& media_type, std::string_view bytes);
    /// Into the request, with its Content-Type.
    void put_into(net::HttpRequest& request) const;

private:
    struct Part {
        std::string head;
        std::string body;
    };
    std::vector<Part> parts_;
};

}  // namespace troupe::providers::impl
