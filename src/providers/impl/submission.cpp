#include "providers/impl/submission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "net/retry_after.hpp"

namespace troupe::providers::impl {
namespace {

constexpr Seconds longest_wait{30};  ///< whoever asks for more is not waited for

Sent unanswered(Submission const& submission, net::HttpError const& error) {
    Sent sent;
    sent.verdict = error.may_have_arrived                   ? Verdict::unclear
                   : error.code == ErrorCode::invalid_input ? Verdict::denied
                                                            : Verdict::busy;
    sent.message = submission.words(sent.verdict, error.message);
    sent.is_cancelled = error.code == ErrorCode::cancelled;
    sent.is_unreached = sent.verdict == Verdict::busy;
    return sent;
}

Sent answered(Submission const& submission, net::HttpResponse const& response) {
    auto const read = submission.read(response);
    Sent sent;
    sent.verdict = read.verdict;
    sent.task = read.task;
    sent.price = read.price;
    auto said = read.message;
    if (response.status >= 300) said = fmt::format("HTTP {}{}{}", response.status, said.empty() ? "" : ": ", said);
    if (sent.verdict != Verdict::ok) sent.message = submission.words(sent.verdict, said);
    return sent;
}

}  // namespace

Verdict verdict_of_status(int status) {
    if (status >= 200 && status < 300) return Verdict::ok;
    if (status >= 300 && status < 400) return Verdict::denied;  // it sends us elsewhere, where our key shall not go
    switch (status) {
        case 401:
        case 403:
        case 405:
        case 407:
            return Verdict::denied;
        case 402:
            return Verdict::credits;
        case 404:
        case 410:
            return Verdict::missing;
        case 408:
        case 425:
            return Verdict::unclear;
        case 429:
        case 503:
            return Verdict::busy;
        default:
            return status >= 400 && status < 500 ? Verdict::params : Verdict::unclear;
    }
}

Sent submit(Submission const& submission, net::HttpClient& http, Clock const& clock, Doorbell& bell,
            std::stop_token const& stop) {
    auto random = Random(static_cast<std::uint64_t>(clock.now().time_since_epoch().count())).stream("order backoff");
    for (int attempt = 1;; ++attempt) {
        auto const response = http.send(submission.request, stop);
        auto sent = response ? answered(submission, *response) : unanswered(submission, response.error());
        if (sent.verdict != Verdict::busy || sent.is_cancelled || attempt == submission.most_tries) return sent;
        auto const asked = response ? net::retry_after(*response, clock.now()) : std::nullopt;
        if (asked && *asked > longest_wait) return sent;
        auto const backoff = submission.backoff * std::exp2(attempt - 1) * random.uniform(0.5, 1.0);
        if (!bell.wait(std::max(asked.value_or(Seconds(0)), backoff), stop)) {
            sent.is_cancelled = true;
            return sent;
        }
    }
}

}  // namespace troupe::providers::impl
