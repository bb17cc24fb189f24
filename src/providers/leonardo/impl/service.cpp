#include "providers/leonardo/impl/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "base/text.hpp"
#include "net/retry_after.hpp"

namespace troupe::providers::leonardo::impl {
namespace {

using providers::impl::Sent;

constexpr int most_tries = 4;
constexpr Seconds longest_wait{30};  ///< a service that asks for more is not waited for
constexpr std::uint64_t most_answer_bytes = 2 * 1024 * 1024;

std::string_view advice(Verdict verdict) {
    switch (verdict) {
        case Verdict::params:
            return "the request is refused; check TROUPE_LEONARDO_MODEL, _WIDTH and _HEIGHT";
        case Verdict::denied:
            return "access is denied; check LEONARDO_API_KEY";
        case Verdict::credits:
            return "no credit is left; add some at the service";
        case Verdict::busy:
            return "the service has too much to do; try again later";
        case Verdict::moderation:
            return "moderation refuses these words for good; change the artist's motifs, or take another seed";
        case Verdict::missing:
            return "there is no such thing at this address; check TROUPE_LEONARDO_BASE_URL";
        case Verdict::unclear:
            return "nobody knows whether the order was taken, so it is not sent again: look at the service whether it was made; with "
                   "TROUPE_LEONARDO_AUTO_RESUBMIT=1 it would be sent, and perhaps paid, once more";
        default:
            return "the service failed; try again later";
    }
}

}  // namespace

std::string Service::words(Verdict verdict, std::string const& said) const {
    auto const line = fmt::format("leonardo: {}", advice(verdict));
    if (said.empty()) return line;
    // A service may quote the key that it does not accept.
    return fmt::format("{}: \"{}\"", line, text::excerpt(text::replace_all(said, settings_.api_key, "[key]"), 300));
}

net::HttpRequest Service::request(std::string method, std::string const& path, Seconds total) const {
    return {.method = std::move(method),
            .url = settings_.base_url + path,
            .headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + settings_.api_key}},
            .body = {},
            .timeouts = {.connect = Seconds(10), .total = total},
            .most_bytes = most_answer_bytes,
            .on_data = {}};
}

Sent Service::send_once(net::HttpRequest const& request, std::optional<Seconds>& wait, std::stop_token const& stop) {
    Sent sent;
    auto const response = http_.send(request, stop);
    if (!response) {
        auto const& error = response.error();
        sent.verdict = error.may_have_arrived                     ? Verdict::unclear
                       : error.code == ErrorCode::invalid_input ? Verdict::denied
                                                                  : Verdict::busy;
        sent.message = words(sent.verdict, error.message);
        sent.is_cancelled = error.code == ErrorCode::cancelled;
        sent.is_unreached = sent.verdict == Verdict::busy;
        return sent;
    }
    auto const read = read_submission(*response);
    wait = net::retry_after(*response, clock_.now());
    sent.verdict = read.verdict;
    sent.task = read.generation;
    sent.price = read.price;
    auto said = read.message;
    if (response->status >= 300) said = fmt::format("HTTP {}{}{}", response->status, said.empty() ? "" : ": ", said);
    if (sent.verdict != Verdict::ok) sent.message = words(sent.verdict, said);
    return sent;
}

Sent Service::submit(std::string const& path, json::Value const& body, std::stop_token const& stop) {
    auto http = request("POST", path, Seconds(30));
    http.headers.push_back({"Content-Type", "application/json"});
    http.body = json::print(body);
    auto random = Random(static_cast<std::uint64_t>(clock_.now().time_since_epoch().count())).stream("leonardo backoff");
    for (int attempt = 1;; ++attempt) {
        std::optional<Seconds> asked;
        auto sent = send_once(http, asked, stop);
        if (sent.verdict != Verdict::busy || sent.is_cancelled || attempt == most_tries) return sent;
        if (asked && *asked > longest_wait) return sent;
        auto const backoff = settings_.backoff * std::exp2(attempt - 1) * random.uniform(0.5, 1.0);
        if (!bell_.wait(std::max(asked.value_or(Seconds(0)), backoff), stop)) {
            sent.is_cancelled = true;
            return sent;
        }
    }
}

Result<Generation> Service::look(std::string const& generation, std::stop_token const& stop) {
    auto const response = http_.send(request("GET", "/generations/" + generation, Seconds(15)), stop);
    if (response) return read_generation(*response);
    if (response.error().code == ErrorCode::cancelled) return fail(ErrorCode::cancelled, "stopped while asking leonardo");
    Generation lost;
    lost.message = response.error().message;
    return lost;
}

}  // namespace troupe::providers::leonardo::impl
