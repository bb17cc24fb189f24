#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <string>

#include "base/time.hpp"
#include "net/http_client.hpp"
#include "net/s3/settings.hpp"

/// One question to a bucket and its answer: signed, asked again where that may help, refusals in words for people.
namespace troupe::net::s3::impl {

struct Question {
    AwsRequest request;
    bool answers_xml = false;  ///< "200 OK" may come before the work is done, and tell of its failure
    std::function<bool(std::string_view)> on_data = {};
    std::function<bool()> restart = {};  ///< before each attempt: what was heard so far is void
    std::uint64_t most_bytes = 16U << 20U;
};

class Exchange {
public:
    Exchange(BucketSettings settings, HttpClient& http, Clock const& clock)
        : settings_(std::move(settings)), http_(http), clock_(clock) {}

    /// Of a file, or, without a key, of the bucket.
    [[nodiscard]] Question question(std::string const& method, std::string const& key) const;

    /// Sends it, again where that may help. 2xx, 404 of a file, 412, 416 and 501 are answers; all else is an error that
    /// begins with the bucket's name.
    [[nodiscard]] Result<HttpResponse> ask(Question const& question, std::stop_token const& stop) const;
    /// The same, once.
    [[nodiscard]] Result<HttpResponse> ask_once(Question const& question, std::stop_token const& stop) const;

    /// An error of this bucket.
    [[nodiscard]] tl::unexpected<Error> failed(ErrorCode code, std::string const& what) const;
    [[nodiscard]] BucketSettings const& settings() const { return settings_; }
    [[nodiscard]] Clock const& clock() const { return clock_; }
    /// Whether this service takes "If-None-Match: *"; until it has refused one, yes.
    std::atomic<bool>& knows_conditions() const { return knows_conditions_; }

private:
    struct Attempt {
        Result<HttpResponse> answer;
        Seconds asked_to_wait{0};
    };
    [[nodiscard]] Attempt attempt(Question const& question, std::stop_token const& stop) const;
    [[nodiscard]] HttpRequest prepared(Question const& question) const;
    [[nodiscard]] Error refusal_of(Question const& question, HttpResponse const& response,
                                   std::stop_token const& stop) const;
    [[nodiscard]] HttpResponse with_reason(Question const& question, HttpResponse const& response,
                                           std::stop_token const& stop) const;

    BucketSettings settings_;
    HttpClient& http_;
    Clock const& clock_;
    mutable std::atomic<bool> knows_conditions_ = true;
};

}  // namespace troupe::net::s3::impl
